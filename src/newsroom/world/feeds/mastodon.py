"""A Mastodon server's public lists: timelines and trending posts (HTML taken off), and trending tags."""

from typing import Any

from newsroom.model.item import Engagement
from newsroom.world.feeds.answers import read_answer
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import nested, number, rows, word
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.people import account, mark_of
from newsroom.world.feeds.trends import ranked

_COUNTED = ("favourites_count", "reblogs_count", "replies_count")


def parse(data: bytes, content_type: str = "") -> Parsed:
    """Public posts of a timeline; posts passed on, and those not meant for everybody, are left out.

    Raises:
        Refused: the codes of a JSON document, and of an API's refusal (answers.py).
    """
    tray = Tray()
    for row in rows(read_answer(data, content_type)):
        if tray.full():
            break
        if not nested(row, "reblog") and word(row, "visibility") in ("", "public"):
            _add(tray, row)
    return tray.parsed()


def parse_tags(data: bytes, content_type: str = "") -> Parsed:
    """The trending tags in the server's order.

    Raises:
        Refused: as `parse`.
    """
    return Parsed(trends=ranked([word(row, "name") for row in rows(read_answer(data, content_type))]))


def _add(tray: Tray, row: dict[str, Any]) -> None:
    author, posted = nested(row, "account"), read_date(row.get("created_at"))
    warning = word(row, "spoiler_text")
    tray.add(
        key=word(row, "uri") or word(row, "url"),
        url=word(row, "url") or word(row, "uri"),
        title=warning,
        body=word(row, "content"),
        published=posted,
        language=word(row, "language"),
        author=mark_of("mastodon", word(author, "url") or word(author, "acct")),
        kind="post",
        named=word(nested(row, "card"), "url"),
        engagement=Engagement(
            platform="mastodon",
            interactions=int(sum(max(0.0, number(row, name) or 0.0) for name in _COUNTED)),
            accounts=account(
                read_date(author.get("created_at")),
                posted,
                number(author, "statuses_count"),
                number(author, "followers_count"),
            ),
        ),
    )
