"""Bluesky's public view of the AT Protocol: no key. `query`: author – actor; search – words; limit (to 100)."""

from newsroom.world.apis.request import Ask, Request, address

_BASE = "https://public.api.bsky.app/xrpc/app.bsky."
_SEARCH = "https://api.bsky.app/xrpc/app.bsky."
"""The cached public host does not search without an account; this one does."""


def author(ask: Ask) -> Request:
    """An account's own posts, without its replies."""
    actor, limit = ask.name("actor", allowed=":.-_"), _limit(ask)
    url = address(f"{_BASE}feed.getAuthorFeed", actor=actor, filter="posts_no_replies", limit=limit)
    return Request(url, "bluesky_author")


def search(ask: Ask) -> Request:
    """Posts that hold the words, newest or most liked first."""
    sort = ask.one_of("sort", ("latest", "top"))
    url = address(
        f"{_SEARCH}feed.searchPosts",
        q=ask.text("words"),
        sort=sort,
        lang=ask.text("language", "", 2),
        limit=_limit(ask),
    )
    return Request(url, "bluesky_search")


def trends(ask: Ask) -> Request:
    """The topics that the service shows as trending."""
    url = address(f"{_BASE}unspecced.getTrendingTopics", limit=ask.whole("limit", 25, 1, 25))
    return Request(url, "bluesky_trends")


def _limit(ask: Ask) -> int:
    return ask.whole("limit", 50, 1, 100)
