"""X API v2, reading only: trends of a place, counts and posts of the last seven days. Every call costs the account.

`query`: trends – woeid (where on earth; 1 the world); counts – words, granularity (minute, hour, day);
search – words, limit (10 to 100), pages (to 3). `words` are in the service's own query language.
"""

from collections.abc import Sequence

from newsroom.world.apis.request import Ask, Request, address

NEEDS = ("X_BEARER_TOKEN",)
_BASE = "https://api.x.com/2/"
_PAGES_MOST = 3
_SPANS = ("hour", "minute", "day")


def trends(ask: Ask) -> Request:
    """What a place talks about, with the number of posts where the service gives one."""
    woeid = ask.whole("woeid", 1, 1, 10**9)
    url = address(f"{_BASE}trends/by/woeid/{woeid}", max_trends=50, **{"trend.fields": "trend_name,tweet_count"})
    return Request(url, "x_trends", _bearer(ask))


def counts(ask: Ask) -> Request:
    """How many posts matched in each span of the last seven days."""
    words, span = ask.text("words"), ask.one_of("granularity", _SPANS)
    return Request(address(f"{_BASE}tweets/counts/recent", query=words, granularity=span), "x_counts", _bearer(ask))


def search(ask: Ask) -> Request:
    """The newest posts that match, with their public counts and the age and reach of who wrote them."""
    fields = {
        "tweet.fields": "created_at,lang,public_metrics,entities",
        "expansions": "author_id",
        "user.fields": "created_at,public_metrics",
    }
    limit = ask.whole("limit", 100, 10, 100)
    url = address(f"{_BASE}tweets/search/recent", query=ask.text("words"), max_results=limit, **fields)
    return Request(url, "x_search", _bearer(ask), pages=ask.whole("pages", 1, 1, _PAGES_MOST))


def then(request: Request, more: Sequence[str]) -> tuple[Request, ...]:
    """The next page of a search; as many as the query asks for."""
    page = request.page + 1
    if page >= request.pages:
        return ()
    return (request._replace(url=f"{request.url.partition('&next_token=')[0]}&next_token={more[0]}", page=page),)


def _bearer(ask: Ask) -> dict[str, str]:
    return {"Authorization": f"Bearer {ask.keys['X_BEARER_TOKEN']}"}
