"""Hacker News' own API: a list of ids, then each item. No key. `query`: list (topstories, beststories, newstories),
limit (to 40)."""

from collections.abc import Sequence

from newsroom.world.apis.request import Ask, Request

_BASE = "https://hacker-news.firebaseio.com/v0/"
_LISTS = ("topstories", "beststories", "newstories")


def first(ask: Ask) -> Request:
    """The ids of a list, best first; `limitToFirst` keeps the answer to as many as are read."""
    limit = ask.whole("limit", 30, 1, 40)
    url = f'{_BASE}{ask.one_of("list", _LISTS)}.json?orderBy="$key"&limitToFirst={limit}'
    return Request(url.replace('"', "%22"), "hackernews_api")


def then(request: Request, more: Sequence[str]) -> tuple[Request, ...]:
    """The item of each id; an item leads nowhere further."""
    if request.page:
        return ()
    return tuple(request._replace(url=f"{_BASE}item/{one}.json", page=1) for one in more)
