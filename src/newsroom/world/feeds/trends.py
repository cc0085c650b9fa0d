"""Lists of what people search and look at. They are no items: a term with its rank share, nothing more.

Read shapes: `{"trends": [{"googleTrend" | "title": ...}]}`, a bare list of `{"title": ...}`, most-viewed pages
`{"data" | "articles": [{"rank", "title" | "article", "views"}]}`, and Wikimedia's own `{"items": [{"year", "month",
"day", "articles": [...]}]}`. The share falls from 1.0 for the first of n to 1/n.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from newsroom.model.errors import Refused
from newsroom.world.feeds.answers import read_answer
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import read_json, rows, word
from newsroom.world.feeds.limits import ITEMS
from newsroom.world.feeds.plain import to_title

_TERM_CHARS = 120
_NO_TOPIC = ("special:", "wikipedia:", "portal:", "file:", "speciale:", "main page", "pagina principale", "deaths in ")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MOST_READ = 100
"""Of a day's thousand most read pages; what comes after them is read every day."""


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The terms of a trend list, lower-case, underscores as spaces.

    Raises:
        Refused: the codes of a JSON document; empty when no term is left.
    """
    document = read_json(data, content_type)
    found = rows(document, "trends", "data", "articles")
    shares = ranked([word(row, "googleTrend", "title", "article", "query") for row in found[:ITEMS]])
    if not shares:
        raise Refused("empty", "The list holds no term.")
    head = document if isinstance(document, dict) else {}
    # A list over some days is known when its last day is over.
    last_day = read_date(head.get("end_date"))
    stated = read_date(head.get("updated")) or (last_day + timedelta(days=1) if last_day else None)
    return Parsed(trends=shares, stated_at=stated)


def parse_views(data: bytes, content_type: str = "") -> Parsed:
    """The most read pages of a day, as Wikimedia's page views API gives them; known when the day is over.

    Raises:
        Refused: the codes of a JSON document, and of an API's refusal (answers.py).
    """
    days = rows(read_answer(data, content_type, "items"), "items")
    day = days[0] if days else {}
    names = [word(row, "article") for row in rows(day, "articles")] if day else []
    return Parsed(trends=ranked([name for name in names if name != "-"][:_MOST_READ]), stated_at=_day_over(day))


def ranked(terms: Sequence[str]) -> dict[str, float]:
    """Each term once, in order, with its share: 1.0 for the first of n, 1/n for the last. A tag becomes words."""
    plain: list[str] = []
    for raw in terms[:ITEMS]:
        bare = raw.strip().strip('"')
        bare = _CAMEL.sub(" ", bare[1:]) if bare.startswith("#") else bare
        term = to_title(bare.replace("_", " ")).casefold()[:_TERM_CHARS]
        if term and not term.startswith(_NO_TOPIC) and term not in plain:
            plain.append(term)
    return {term: round((len(plain) - rank) / len(plain), 3) for rank, term in enumerate(plain)}


def _day_over(day: dict[str, Any]) -> datetime | None:
    began = read_date(f"{word(day, 'year')}-{word(day, 'month'):0>2}-{word(day, 'day'):0>2}")
    return began + timedelta(days=1) if began else None
