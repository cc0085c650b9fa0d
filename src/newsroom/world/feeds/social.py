"""What communities push up: Hacker News and Stack Overflow lists, and posts with their engagement.

A list of posts (format `posts`)::

    {"updated": "2031-05-14T09:00:00Z", "platform": "square",
     "posts": [{"id": "p1", "url": "https://...", "text": "...", "title": "", "author": "...", "language": "en",
                "created_at": "...", "_recorded_at": "...", "link": "https://the-article/",
                "likes": 10, "shares": 4, "comments": 2, "per_hour": 120.0, "sentiment": -0.4,
                "accounts": [[age_days, posts_per_day, followers], ...]}]}

`interactions` may stand instead of likes, shares and comments; only id and text (or title) are needed.
"""

from datetime import datetime
from typing import Any

from newsroom.model.item import Engagement
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import number, read_json, rows, word
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.plain import clean, cut

_ACCOUNTS = 200


def parse_hackernews(data: bytes, content_type: str = "") -> Parsed:
    """A front page: rank, id, title, score, comments, url. The time of posting is not in it.

    Raises:
        Refused: the codes of a JSON document.
    """
    return _ranked(data, content_type, "hackernews", ("score", "comments"))


def parse_stackoverflow(data: bytes, content_type: str = "") -> Parsed:
    """Hot questions: score, answers, views; views are looks, not interactions, and do not count.

    Raises:
        Refused: the codes of a JSON document.
    """
    return _ranked(data, content_type, "stackoverflow", ("score", "answers"))


def parse_posts(data: bytes, content_type: str = "") -> Parsed:
    """Posts of any platform in the shape above.

    Raises:
        Refused: the codes of a JSON document.
    """
    document = read_json(data, content_type)
    head = document if isinstance(document, dict) else {}
    stated = read_date(head.get("updated"))
    tray = Tray()
    for row in rows(document, "posts", "items", "data"):
        if tray.full():
            break
        link = word(row, "link")
        tray.add(
            key=word(row, "id"),
            url=word(row, "url") or link,
            title=word(row, "title"),
            body=word(row, "text", "content") + (f' <a href="{link}">[link]</a>' if link.startswith("http") else ""),
            published=read_date(row.get("created_at")),
            recorded=read_date(row.get("_recorded_at")),
            language=word(row, "language"),
            author=word(row, "author"),
            kind="post",
            engagement=_engagement(row, word(row, "platform") or word(head, "platform")),
        )
    return tray.parsed(stated_at=stated)


def _ranked(data: bytes, content_type: str, platform: str, counted: tuple[str, ...]) -> Parsed:
    document = read_json(data, content_type)
    stated = read_date(document.get("updated")) if isinstance(document, dict) else None
    tray = Tray()
    for row in rows(document, "data"):
        if tray.full():
            break
        posted = read_date(row.get("creation_date")) or read_date(row.get("time"))
        interactions = max(0, int(sum(number(row, name) or 0.0 for name in counted)))
        tray.add(
            key=f"{platform}:{word(row, 'id')}" if word(row, "id") else "",
            url=word(row, "url"),
            title=word(row, "title"),
            published=posted,
            language="en",
            kind="post",
            named=word(row, "url"),
            engagement=Engagement(
                platform=platform, interactions=interactions, per_hour=_per_hour(interactions, posted, stated)
            ),
        )
    return tray.parsed(stated_at=stated)


def _engagement(row: dict[str, Any], platform: str) -> Engagement | None:
    parts = [number(row, name) for name in ("likes", "shares", "comments")]
    total = number(row, "interactions")
    if total is None and all(part is None for part in parts):
        return None
    interactions = total if total is not None else sum(part or 0.0 for part in parts)
    sentiment = number(row, "sentiment")
    return Engagement(
        platform=cut(clean(platform), 40) or "social",
        interactions=max(0, int(interactions)),
        per_hour=number(row, "per_hour"),
        sentiment=None if sentiment is None else max(-1.0, min(1.0, sentiment)),
        accounts=_accounts(row.get("accounts")),
    )


def _accounts(value: object) -> tuple[tuple[float, float, int], ...]:
    """(age_days, posts_per_day, followers) of those who interacted, where the platform tells."""
    found: list[tuple[float, float, int]] = []
    for entry in value[:_ACCOUNTS] if isinstance(value, list) else []:
        if isinstance(entry, list) and len(entry) == 3 and all(isinstance(n, int | float) for n in entry):
            found.append((float(entry[0]), float(entry[1]), int(entry[2])))
    return tuple(found)


def _per_hour(interactions: int, posted: datetime | None, seen: datetime | None) -> float | None:
    if posted is None or seen is None or seen <= posted:
        return None
    return round(interactions / max((seen - posted).total_seconds() / 3600, 0.25), 3)
