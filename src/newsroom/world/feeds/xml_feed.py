"""RSS 0.9x, 1.0, 2.0 and Atom. The scan mends and refuses (xml_guard), plain RSS is read directly (common_rss), any
other dialect by feedparser, and we clean."""

import io
from datetime import UTC, datetime, timedelta
from time import struct_time
from typing import Any

from newsroom.model.errors import Refused
from newsroom.world.feeds import common_rss
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.unpack import decoded, unpacked
from newsroom.world.feeds.xml_guard import scan

ITEM_TAGS = frozenset(("item", "entry"))
_ROOTS = frozenset(("rss", "feed", "rdf"))


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The items of an XML feed.

    Raises:
        Refused: empty, too_large, truncated, encoding, dtd_forbidden, too_deep, too_many_attributes, not_well_formed,
            not_a_feed.
    """
    scanned = scan(decoded(unpacked(data), content_type), ITEM_TAGS)
    if scanned.root not in _ROOTS:
        raise Refused("not_a_feed", f"The document is a {scanned.root}, not a feed.")
    common = common_rss.read(scanned.text)
    if common is not None:
        return _common(common, Tray(scanned.faults))
    feed = _read(scanned.text)
    language = str(feed.feed.get("language", ""))
    tray = Tray(scanned.faults)
    for entry in feed.entries:
        if tray.full():
            break
        _add(tray, entry, language)
    return tray.parsed(stated_at=_moment(feed.feed.get("updated_parsed"), feed.feed.get("updated")))


def _common(feed: common_rss.Feed, tray: Tray) -> Parsed:
    for fields in feed.items:
        if tray.full():
            break
        tray.add(**fields)
    return tray.parsed(stated_at=feed.stated_at)


def _read(text: str) -> Any:
    # Whoever only names formats, to read settings, does without its tenth of a second.
    import feedparser

    document = '<?xml version="1.0" encoding="utf-8"?>\n' + text
    try:
        feed = feedparser.parse(
            io.BytesIO(document.encode("utf-8", "replace")), resolve_relative_uris=False, sanitize_html=False
        )
    except (UnicodeError, ValueError, AssertionError, RecursionError) as error:
        raise Refused("not_well_formed", "The document cannot be read as XML.") from error
    if not feed.get("version") and not feed.entries:
        raise Refused("not_a_feed", "The document holds no feed that we know.")
    return feed


def _add(tray: Tray, entry: Any, feed_language: str) -> None:
    source = entry.get("source") or {}
    dates = ("published", "updated", "created")
    tray.add(
        key=str(entry.get("id", "")),
        url=str(entry.get("link", "")),
        title=str(entry.get("title", "")),
        body=_body(entry),
        published=next((m for d in dates if (m := _moment(entry.get(f"{d}_parsed"), entry.get(d))) is not None), None),
        language=_language(entry, feed_language),
        author=str(entry.get("author", "")),
        image_url=_image(entry),
        named=str(source.get("title", "")) if isinstance(source, dict) else "",
    )


def _language(entry: Any, feed_language: str) -> str:
    """The entry's own xml:lang, which the parser keeps beside its texts, else the feed's."""
    own = [_content(entry), entry.get("title_detail") or {}, entry.get("summary_detail") or {}]
    stated = next((detail["language"] for detail in own if detail.get("language")), "")
    return str(stated or entry.get("language") or feed_language or "")


def _content(entry: Any) -> dict[str, Any]:
    contents = entry.get("content") or []
    return contents[0] if contents and isinstance(contents[0], dict) else {}


def _body(entry: Any) -> str:
    """The longer of content and summary: feeds put the article in either."""
    content, summary = str(_content(entry).get("value", "")), str(entry.get("summary", ""))
    return content if len(content) >= len(summary) else summary


def _image(entry: Any) -> str:
    for name in ("media_content", "media_thumbnail", "enclosures"):
        for media in entry.get(name) or []:
            address = str(media.get("url") or media.get("href") or "")
            if address and str(media.get("type") or media.get("medium") or "image").startswith("image"):
                return address
    return ""


def _moment(parsed: object, written: object) -> datetime | None:
    moment = read_date(written)
    if moment is not None or not isinstance(parsed, struct_time):
        return moment
    try:
        whole = datetime(*parsed[:5], tzinfo=UTC)
        return read_date(whole + timedelta(seconds=parsed[5]))
    except (ValueError, OverflowError):
        return None
