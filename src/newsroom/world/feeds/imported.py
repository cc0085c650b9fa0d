"""Trends and posts that come by hand or from a licensed provider (TikTok, Instagram, any other): CSV or JSON.

CSV: a header line, then one row a term or post; only `term`, or `url` and `text`, is needed ::

    term,platform,rank,posts,views,region,observed_at,url,text,likes,shares,comments,language,created_at
    ferry strike,tiktok,1,1200,4500000,GB,2031-05-14T09:00:00Z,,,,,,en,

JSON: the same names in rows, with what they share above them ::

    {"platform": "instagram", "observed_at": "2031-05-14T09:00:00Z", "rows": [{"term": "ferry strike", "rank": 1}]}

A row with a `term` is a trend; it ranks by `rank`, else by views, else by posts, else by its place in the list. A row
with `text` is a post with its engagement. `observed_at` says when the list was true; a row's own wins.
"""

import csv
import io
from typing import Any

from newsroom.model.errors import Refused
from newsroom.model.item import Engagement
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import number, read_json, rows, word
from newsroom.world.feeds.limits import ITEMS, RAW_FIELD_CHARS
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.people import mark_of
from newsroom.world.feeds.plain import clean, cut
from newsroom.world.feeds.trends import ranked
from newsroom.world.feeds.unpack import decoded, unpacked

_LAST = 10**12


def parse_csv(data: bytes, content_type: str = "") -> Parsed:
    """The rows of a CSV file, comma or semicolon, names in its first line.

    Raises:
        Refused: the codes of a text document; not_a_feed without the needed columns.
    """
    text = decoded(unpacked(data), content_type).lstrip("\ufeff")
    head = text.partition("\n")[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    # No quoted field is longer than a field may be; the limit is the reader's, not the process's.
    if any(len(line) > RAW_FIELD_CHARS for line in text.splitlines()):
        raise Refused("too_large", f"A line of the list has more than {RAW_FIELD_CHARS:,} characters.")
    try:
        reader = csv.DictReader(io.StringIO(text), delimiter=mark)
        names = [str(name or "").strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        found = [{name: _typed(value) for name, value in row.items() if isinstance(name, str)} for row in reader]
    except csv.Error as error:
        raise Refused("not_well_formed", "The document is no CSV.") from error
    if not {"term", "text"} & set(names):
        raise Refused("not_a_feed", "The list has neither a column `term` nor one called `text`.")
    return _read(found, {})


def parse_json(data: bytes, content_type: str = "") -> Parsed:
    """The rows of a JSON file.

    Raises:
        Refused: the codes of a JSON document.
    """
    document = read_json(data, content_type)
    head = document if isinstance(document, dict) else {}
    return _read(rows(document, "rows", "trends", "posts"), head)


def _read(found: list[dict[str, Any]], head: dict[str, Any]) -> Parsed:
    tray = Tray()
    terms: list[tuple[tuple[float, float], str]] = []
    stated = read_date(head.get("observed_at"))
    for row in found:
        observed = read_date(row.get("observed_at"))
        stated = max(filter(None, (stated, observed)), default=None)
        if word(row, "text"):
            if tray.full():
                break
            _add(tray, row, head)
        elif word(row, "term") and len(terms) < ITEMS:
            rank, reach = number(row, "rank"), number(row, "views") or number(row, "posts") or 0.0
            terms.append(((rank if rank is not None else _LAST, -reach), word(row, "term")))
    return tray.parsed(trends=ranked([term for _, term in sorted(terms, key=lambda pair: pair[0])]), stated_at=stated)


def _add(tray: Tray, row: dict[str, Any], head: dict[str, Any]) -> None:
    platform = cut(clean(word(row, "platform") or word(head, "platform")), 40).casefold() or "social"
    counted = sum(max(0.0, number(row, name) or 0.0) for name in ("likes", "shares", "comments"))
    tray.add(
        key=word(row, "id", "url"),
        url=word(row, "url"),
        title=word(row, "title"),
        body=word(row, "text"),
        published=read_date(row.get("created_at")),
        recorded=read_date(row.get("observed_at")),
        language=word(row, "language") or word(head, "language"),
        author=mark_of(platform, word(row, "author")),
        kind="post",
        named=word(row, "link"),
        engagement=Engagement(platform=platform, interactions=int(counted)),
    )


def _typed(value: object) -> object:
    """A cell as JSON would have it: a plain number is one, anything else is text."""
    text = str(value or "").strip() if not isinstance(value, list) else ""
    if text.isascii() and text.replace(".", "", 1).isdigit() and len(text) < 16:
        return float(text) if "." in text else int(text)
    return text
