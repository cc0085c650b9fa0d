"""X API v2: trends of a place, counts of posts in time, and recent posts with their public counts.

Names of accounts are not kept: an author is a mark, and what tells a person from a program (age, posts a day,
followers) stands in the engagement. Addresses of posts carry no name either.
"""

from typing import Any

from newsroom.model.item import Engagement
from newsroom.world.feeds.answers import read_answer
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Count, Parsed
from newsroom.world.feeds.json_guard import nested, number, rows, word
from newsroom.world.feeds.limits import ITEMS
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.people import account, mark_of
from newsroom.world.feeds.trends import ranked

_COUNTED = ("retweet_count", "reply_count", "like_count", "quote_count")
_OWN_SITES = ("https://x.com/", "https://twitter.com/", "https://t.co/", "https://pic.")


def parse_trends(data: bytes, content_type: str = "") -> Parsed:
    """The terms of a place in the service's own order; none is an empty list, not a fault.

    Raises:
        Refused: the codes of a JSON document, and of an API's refusal (answers.py).
    """
    document = read_answer(data, content_type, "data")
    return Parsed(trends=ranked([word(row, "trend_name", "name") for row in _data(document)]))


def parse_counts(data: bytes, content_type: str = "") -> Parsed:
    """Posts within each span, oldest first; a span that cannot be read is left out.

    Raises:
        Refused: as `parse_trends`.
    """
    document = read_answer(data, content_type, "data", "meta")
    spans = []
    for row in _data(document)[:ITEMS]:
        start, end, value = read_date(row.get("start")), read_date(row.get("end")), number(row, "tweet_count")
        if start is not None and end is not None and value is not None and value >= 0 and start < end:
            spans.append(Count(start=start, end=end, value=int(value)))
    return Parsed(counts=tuple(sorted(spans, key=lambda span: (span.start, span.end))))


def parse_search(data: bytes, content_type: str = "") -> Parsed:
    """Posts that matched, without mere reposts. `more` is the mark of the next page.

    Raises:
        Refused: as `parse_trends`.
    """
    document = read_answer(data, content_type, "data", "meta")
    found = document if isinstance(document, dict) else {}
    users = {word(user, "id"): user for user in _list(nested(found, "includes"), "users")}
    tray = Tray()
    for row in _data(found):
        if tray.full():
            break
        if not word(row, "text").startswith("RT @"):
            _add(tray, row, users.get(word(row, "author_id"), {}))
    following = word(nested(found, "meta"), "next_token")
    return tray.parsed(more=(following,) if following else ())


def _add(tray: Tray, row: dict[str, Any], user: dict[str, Any]) -> None:
    posted, known = read_date(row.get("created_at")), nested(user, "public_metrics")
    counts = nested(row, "public_metrics")
    since, posts, followers = (
        read_date(user.get("created_at")), number(known, "tweet_count"), number(known, "followers_count")
    )  # fmt: skip
    tray.add(
        key=f"x:{word(row, 'id')}" if word(row, "id") else "",
        url=f"https://x.com/i/web/status/{word(row, 'id')}",
        body=word(row, "text"),
        published=posted,
        language=word(row, "lang"),
        author=mark_of("x", word(row, "author_id")),
        kind="post",
        named=_linked(row),
        engagement=Engagement(
            platform="x",
            interactions=int(sum(max(0.0, number(counts, name) or 0.0) for name in _COUNTED)),
            accounts=account(since, posted, posts, followers),
        ),
    )


def _linked(row: dict[str, Any]) -> str:
    addresses = (word(url, "unwound_url", "expanded_url") for url in _list(nested(row, "entities"), "urls"))
    return next((one for one in addresses if one and not one.startswith(_OWN_SITES)), "")


def _data(document: Any) -> list[dict[str, Any]]:
    return _list(document, "data") if isinstance(document, dict) else rows(document)


def _list(row: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = row.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
