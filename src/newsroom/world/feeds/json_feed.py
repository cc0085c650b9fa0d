"""JSON Feed 1.0 and 1.1, with the recorder's `_recorded_at` and an item's own `language` where they are given."""

from typing import Any

from newsroom.model.errors import Refused
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import nested, read_json, rows, word
from newsroom.world.feeds.making import Tray


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The items of a JSON Feed.

    Raises:
        Refused: empty, too_large, too_deep, encoding, truncated, not_well_formed, not_a_feed.
    """
    feed = read_json(data, content_type)
    if not isinstance(feed, dict):
        raise Refused("not_a_feed", "The document is no JSON Feed.")
    tray = Tray()
    for row in rows(feed, "items"):
        if tray.full():
            break
        _add(tray, row, word(feed, "language"))
    return tray.parsed()


def _add(tray: Tray, row: dict[str, Any], feed_language: str) -> None:
    tray.add(
        key=word(row, "id"),
        url=word(row, "url", "external_url"),
        title=word(row, "title"),
        body=word(row, "content_html", "content_text", "summary"),
        published=read_date(row.get("date_published")) or read_date(row.get("date_modified")),
        recorded=read_date(row.get("_recorded_at")),
        language=word(row, "language") or feed_language,
        author=_author(row),
        image_url=word(row, "image", "banner_image"),
    )


def _author(row: dict[str, Any]) -> str:
    authors = row.get("authors")
    first = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    return word(first, "name") or word(nested(row, "author"), "name")
