"""Listings of Reddit's API. Score and comments are the engagement; names of users are not kept."""

from typing import Any

from newsroom.model.item import Engagement
from newsroom.world.feeds.answers import read_answer
from newsroom.world.feeds.dates import read_date
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.json_guard import nested, number, rows, word
from newsroom.world.feeds.making import Tray
from newsroom.world.feeds.people import mark_of, without_names

_SITE = "https://www.reddit.com"
_GONE = ("[removed]", "[deleted]")


def parse(data: bytes, content_type: str = "") -> Parsed:
    """The posts of a listing; what moderators pinned or removed is left out. `more` is the mark of the next page.

    Raises:
        Refused: the codes of a JSON document, and of an API's refusal (answers.py).
    """
    document = read_answer(data, content_type, "data")
    listing = nested(document, "data") if isinstance(document, dict) else {}
    tray = Tray()
    for child in rows(listing, "children"):
        if tray.full():
            break
        post = nested(child, "data")
        removed = word(post, "selftext") in _GONE or word(post, "title") in _GONE or post.get("removed_by_category")
        if word(child, "kind") == "t3" and not post.get("stickied") and not removed:
            _add(tray, post)
    after = word(listing, "after")
    return tray.parsed(more=(after,) if after else ())


def _add(tray: Tray, post: dict[str, Any]) -> None:
    linked = "" if post.get("is_self") else word(post, "url_overridden_by_dest", "url")
    votes = (number(post, "score") or 0.0) + (number(post, "num_comments") or 0.0)
    tray.add(
        key=word(post, "name") or word(post, "id"),
        url=_SITE + word(post, "permalink"),
        title=without_names(word(post, "title")),
        body=without_names(word(post, "selftext")),
        published=read_date(post.get("created_utc")),
        author=mark_of("reddit", word(post, "author")),
        kind="post",
        named=linked,
        engagement=Engagement(platform="reddit", interactions=max(0, int(votes))),
        not_news=bool(post.get("over_18")),
    )
