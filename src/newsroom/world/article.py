"""One article that a person hands in: an HTML page or a text file, read into a draft.

A page is a stranger's and is parsed apart, within limits; a text file has nothing to parse. An article counts for the
outlet at the address it was fetched from, never for one that the page names.
"""

import hashlib
from datetime import datetime
from pathlib import Path

from newsroom.model.errors import Refused
from newsroom.model.ids import derive
from newsroom.model.item import Source
from newsroom.world.feeds.apart import PAGE, Document, parse_apart
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Draft
from newsroom.world.feeds.limits import DOCUMENT_BYTES
from newsroom.world.feeds.plain import clean, cut, to_title
from newsroom.world.sources import Outlets


async def read_article(data: bytes, name: str, url: str = "", content_type: str = "") -> Draft:
    """The article in `data`. `name` is the file's or address' name, for messages; `url` where it was fetched from.

    Raises:
        Refused: too_large, empty, too_deep, too_slow, crashed, not_a_page, no_article, or too_short.
    """
    if len(data) > DOCUMENT_BYTES:
        raise Refused(
            "too_large", f"{name} is larger than {DOCUMENT_BYTES // 1_000_000} MB.", "Give the article alone."
        )
    if not _is_page(data, name, content_type):
        return _plain(data, data.decode("utf-8", "replace"), name, url)
    (read,) = await parse_apart([Document(data, PAGE, content_type)])
    if isinstance(read, Refused):
        next_step = read.next_step or "Give the article's own page, or a text file with a title line."
        raise Refused(read.code, f"{name}: {read.message}", next_step)
    draft = read.drafts[0]
    return draft.model_copy(update={"key": url, "url": url, "named": ""}) if url else draft


def outlet_of(draft: Draft, outlets: Outlets) -> Source:
    """The outlet that an article counts for, as a source: rated when it is known by its address or name, else tier 5."""
    known = outlets.find(draft.url) or outlets.find(draft.named)
    outlet = known or outlets.resolve(draft.url or draft.named or draft.key)
    return Source(id=derive("source", outlet.name), name=outlet.name, owner=outlet.owner, kind=outlet.kind, tier=outlet.tier,
                  language=draft.language, url=draft.url)  # fmt: skip


def _is_page(data: bytes, name: str, content_type: str) -> bool:
    start = data[:2_000].lower()
    return (
        Path(name).suffix.lower() in (".html", ".htm", ".xhtml")
        or "html" in content_type
        or b"<html" in start
        or b"<!doctype html" in start
    )


def _plain(data: bytes, text: str, name: str, url: str) -> Draft:
    """A text file: the first line is the title; lines `Source:`, `Date:` and `URL:` before the body say where it is from."""
    lines = clean(text).split("\n")
    head = {k.strip().lower(): v.strip() for line in lines[1:6] for k, sep, v in (line.partition(":"),) if sep}
    body = "\n".join(line for line in lines[1:] if not line.lower().startswith(("source:", "date:", "url:"))).strip()
    title = to_title(lines[0])
    if not title or not body:
        raise Refused(
            "empty", f"{name} holds no article that can be read.", "Give an HTML page, or a text with a title line."
        )
    link = url or head.get("url", "")
    return Draft(
        key=link or hashlib.sha256(data).hexdigest()[:16],
        url=link,
        title=title,
        text=cut(body, 20_000),
        snapshot=hashlib.sha256(data).hexdigest(),
        published=_stated(head.get("date", "")),
        named=head.get("source", ""),
    )


def _stated(text: str) -> datetime | None:
    return read_date(text) if text else None
