"""Hacker News' own API: a list of ids, or one item. Score and comments are the engagement; names are not kept."""

from typing import Any

from newsroom.model.item import Engagement
from newsroom.world.feeds.answers import check_answer
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import number, read_json, word
from newsroom.world.feeds.limits import ITEMS
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.people import mark_of

_PAGE = "https://news.ycombinator.com/item?id="


def parse(data: bytes, content_type: str = "") -> Parsed:
    """Ids become `more`; a story becomes a draft; a comment, a job, a poll or an item that is gone becomes nothing.

    Raises:
        Refused: the codes of a JSON document, and of an API's refusal (answers.py).
    """
    document = read_json(data, content_type)
    if isinstance(document, dict) and "type" not in document and "id" not in document:
        check_answer(document)
        document = list(document.values())
    if isinstance(document, list):
        return Parsed(more=tuple(str(one) for one in document[:ITEMS] if isinstance(one, int) and one > 0))
    tray = Tray()
    if isinstance(document, dict) and word(document, "type") == "story" and not _is_gone(document):
        _add(tray, document)
    return tray.parsed()


def _is_gone(item: dict[str, Any]) -> bool:
    return bool(item.get("deleted") or item.get("dead"))


def _add(tray: Tray, item: dict[str, Any]) -> None:
    own = word(item, "id")
    counted = (number(item, "score") or 0.0) + (number(item, "descendants") or 0.0)
    tray.add(
        key=f"hackernews:{own}" if own else "",
        url=word(item, "url") or _PAGE + own,
        title=word(item, "title"),
        body=word(item, "text"),
        published=read_date(item.get("time")),
        language="en",
        author=mark_of("hackernews", word(item, "by")),
        kind="post",
        named=word(item, "url"),
        engagement=Engagement(platform="hackernews", interactions=max(0, int(counted))),
    )
