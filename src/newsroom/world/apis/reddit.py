"""Reddit's own API for registered applications (OAuth 2 client credentials). Without an application there is RSS.

`query`: sub (the community), sort (hot, new, top, rising), limit (to 100), pages (to 3).
"""

from base64 import b64encode
from collections.abc import Sequence

from newsroom.world.apis.request import Ask, Request, TokenRequest, address

NEEDS = ("REDDIT_CLIENT_ID", "REDDIT_CLIENT_SECRET")
_TOKEN = "https://www.reddit.com/api/v1/access_token"
_BASE = "https://oauth.reddit.com/r/"
_SORTS = ("hot", "new", "top", "rising")
_PAGES_MOST = 3


def first(ask: Ask) -> Request:
    """A community's listing, after the token that the application's id and secret buy."""
    url = address(
        f"{_BASE}{ask.name('sub', allowed='_+')}/{ask.one_of('sort', _SORTS)}",
        raw_json=1,
        limit=ask.whole("limit", 100, 1, 100),
    )
    pair = f"{ask.keys['REDDIT_CLIENT_ID']}:{ask.keys['REDDIT_CLIENT_SECRET']}".encode()
    headers = {"Authorization": f"Basic {b64encode(pair).decode()}"}
    token = TokenRequest(_TOKEN, {"grant_type": "client_credentials"}, headers)
    return Request(url, "reddit", token=token, pages=ask.whole("pages", 1, 1, _PAGES_MOST))


def then(request: Request, more: Sequence[str]) -> tuple[Request, ...]:
    """The listing after the last post seen; as many as the query asks for."""
    page = request.page + 1
    if page >= request.pages:
        return ()
    return (request._replace(url=f"{request.url.partition('&after=')[0]}&after={more[0]}", page=page),)
