"""NewsAPI v2 articles. The outlet is the named source; the text is the outlet's own standfirst."""

import re
from typing import Any

from newsroom.world.feeds.answers import read_answer
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import nested, number, rows, word
from newsroom.world.feeds.making import Tray

_CUT_OFF = re.compile(r"\s*…?\s*\[\+\d+ chars\]\s*$")
_REMOVED = "[removed]"


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The articles of one page; `more` is set while the service counts more than it has sent.

    Raises:
        Refused: the codes of a JSON document, and of an API's refusal (answers.py).
    """
    document = read_answer(data, content_type, "articles")
    found = rows(document, "articles")
    tray = Tray()
    for row in found:
        if tray.full():
            break
        if word(row, "title").strip().lower() != _REMOVED:
            _add(tray, row)
    counted = number(document, "totalResults") if isinstance(document, dict) else None
    return tray.parsed(more=("next",) if found and (counted or 0) > len(found) else ())


def _add(tray: Tray, row: dict[str, Any]) -> None:
    outlet = nested(row, "source")
    tray.add(
        key=word(row, "url"),
        url=word(row, "url"),
        title=word(row, "title"),
        body=word(row, "description") or _CUT_OFF.sub("", word(row, "content")),
        published=read_date(row.get("publishedAt")),
        author=word(row, "author"),
        image_url=word(row, "urlToImage"),
        named=word(outlet, "name"),
    )
