"""Lists of what people search and look at. They are no items: a term with its rank share, nothing more.

Read shapes: `{"trends": [{"googleTrend" | "title": ...}]}`, a bare list of `{"title": ...}`, and most-viewed pages
`{"data" | "articles": [{"rank", "title" | "article", "views"}]}`. The share falls from 1.0 for the first of n to 1/n.
"""

from datetime import timedelta

from newsroom.model.errors import Refused
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import read_json, rows, word
from newsroom.world.feeds.limits import ITEMS
from newsroom.world.feeds.plain import to_title

_TERM_CHARS = 120
_NO_TOPIC = ("special:", "wikipedia:", "portal:", "file:", "speciale:", "main page", "pagina principale", "deaths in ")


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The terms of a trend list, lower-case, underscores as spaces.

    Raises:
        Refused: the codes of a JSON document; empty when no term is left.
    """
    document = read_json(data, content_type)
    terms: list[str] = []
    for row in rows(document, "trends", "data", "articles")[:ITEMS]:
        term = to_title(word(row, "googleTrend", "title", "article", "query").strip().strip('"').replace("_", " "))
        term = term.casefold()[:_TERM_CHARS]
        if term and not term.startswith(_NO_TOPIC) and term not in terms:
            terms.append(term)
    if not terms:
        raise Refused("empty", "The list holds no term.")
    shares = {term: round((len(terms) - rank) / len(terms), 3) for rank, term in enumerate(terms)}
    head = document if isinstance(document, dict) else {}
    # A list over some days is known when its last day is over.
    last_day = read_date(head.get("end_date"))
    stated = read_date(head.get("updated")) or (last_day + timedelta(days=1) if last_day else None)
    return Parsed(trends=shares, stated_at=stated)
