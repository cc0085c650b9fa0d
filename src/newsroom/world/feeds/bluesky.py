"""Bluesky's public views (app.bsky): an account's posts, posts that match a search, trending topics."""

from typing import Any

from newsroom.model.item import Engagement
from newsroom.world.feeds.answers import read_answer
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import nested, number, rows, word
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.people import account, mark_of
from newsroom.world.feeds.trends import ranked

_COUNTED = ("likeCount", "repostCount", "replyCount", "quoteCount")


def parse(data: bytes, content_type: str = "") -> Parsed:
    """Posts of a feed or a search. What an account only passes on is not its post and is left out.

    Raises:
        Refused: the codes of a JSON document, and of an API's refusal (answers.py).
    """
    document = read_answer(data, content_type, "feed", "posts")
    tray = Tray()
    for row in rows(document, "feed", "posts"):
        if tray.full():
            break
        if not nested(row, "reason"):
            _add(tray, nested(row, "post") or row)
    return tray.parsed()


def parse_trends(data: bytes, content_type: str = "") -> Parsed:
    """The trending topics in the service's order.

    Raises:
        Refused: as `parse`.
    """
    document = read_answer(data, content_type, "topics")
    return Parsed(trends=ranked([word(row, "displayName", "topic") for row in rows(document, "topics")]))


def _add(tray: Tray, post: dict[str, Any]) -> None:
    record, author = nested(post, "record"), nested(post, "author")
    posted = read_date(record.get("createdAt")) or read_date(post.get("indexedAt"))
    did, name = word(author, "did"), word(post, "uri").rpartition("/")[2]
    languages = record.get("langs")
    spoken = languages[0] if isinstance(languages, list) and languages and isinstance(languages[0], str) else ""
    tray.add(
        key=word(post, "uri"),
        url=f"https://bsky.app/profile/{did}/post/{name}" if did and name else "",
        body=word(record, "text"),
        published=posted,
        language=spoken,
        author=mark_of("bluesky", did),
        kind="post",
        named=word(nested(nested(record, "embed"), "external"), "uri"),
        engagement=Engagement(
            platform="bluesky",
            interactions=int(sum(max(0.0, number(post, one) or 0.0) for one in _COUNTED)),
            accounts=account(
                read_date(author.get("createdAt")),
                posted,
                number(author, "postsCount"),
                number(author, "followersCount"),
            ),
        ),
    )
