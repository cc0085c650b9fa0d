"""Every source adapter's way to ask, in one table: a sources.yaml entry becomes a `Request`; the parser of its answer
is that of the request's format (world/feeds/formats.py), in the limited process like any other.

How a poll goes, whoever fetches::

    request = request_of(entry, keys, now)                       # Refused no_key: the source is off, say why
    if request.token: request = with_token(request, (await post_form(...request.token)).body)   # kept until it fails
    answer = await get(request.url, headers=request.headers)
    parsed = parse(Document(answer.body, request.format, answer.content_type))
    for further in follow(request, parsed.more): the same again  # at most FURTHER documents a poll

A `file:` address is read by home_files.read_import, not fetched. Keys come from settings.source_keys.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from newsroom.model.errors import Refused
from newsroom.world.apis import (
    bluesky,
    fact_check_tools,
    gdelt_doc,
    google_trends,
    hackernews,
    imports,
    mastodon,
    newsapi,
    reddit,
    wikipedia,
    x,
)
from newsroom.world.apis.request import Ask, Keys, Request
from newsroom.world.feeds.json_guard import read_json

FURTHER = 40
"""Documents of one source asked for after its first one, in one poll."""


class Adapter(NamedTuple):
    """How one format is asked for: which keys it needs, the first request, and those that follow an answer."""

    first: Callable[[Ask], Request]
    needs: tuple[str, ...] = ()
    then: Callable[[Request, Sequence[str]], tuple[Request, ...]] | None = None


ADAPTERS: Mapping[str, Adapter] = {
    "newsapi": Adapter(newsapi.first, newsapi.NEEDS, newsapi.then),
    "reddit": Adapter(reddit.first, reddit.NEEDS, reddit.then),
    "x_trends": Adapter(x.trends, x.NEEDS),
    "x_counts": Adapter(x.counts, x.NEEDS),
    "x_search": Adapter(x.search, x.NEEDS, x.then),
    "bluesky_author": Adapter(bluesky.author),
    "bluesky_search": Adapter(bluesky.search),
    "bluesky_trends": Adapter(bluesky.trends),
    "mastodon_tags": Adapter(mastodon.tags),
    "mastodon_statuses": Adapter(mastodon.statuses),
    "mastodon_public": Adapter(mastodon.public),
    "google_trends": Adapter(google_trends.first),
    "wikipedia_views": Adapter(wikipedia.views),
    "gdelt": Adapter(gdelt_doc.first),
    "hackernews_api": Adapter(hackernews.first, then=hackernews.then),
    "import_csv": Adapter(imports.first),
    "import_json": Adapter(imports.first),
    "fact_check_tools": Adapter(fact_check_tools.first, fact_check_tools.NEEDS, fact_check_tools.then),
}


def keys_needed(feed_format: str) -> tuple[str, ...]:
    """The environment variables without which a format is off; none for an open feed."""
    found = ADAPTERS.get(feed_format)
    return found.needs if found else ()


def request_of(entry: Mapping[str, Any], keys: Keys, now: datetime) -> Request:
    """What to ask for a sources.yaml entry: by its `query` where its format has an adapter, else its `url` as it is.

    Raises:
        Refused: no_key (names the variables that are not set), bad_source (the query cannot be asked).
    """
    feed_format = str(entry.get("format") or "")
    adapter = ADAPTERS.get(feed_format)
    query = entry.get("query")
    if adapter is None or (query is None and entry.get("url") and not adapter.needs):
        return Request(str(entry.get("url") or ""), feed_format)
    missing = [name for name in adapter.needs if name not in keys]
    if missing:
        raise Refused("no_key", f"{' and '.join(missing)} not set.", f"Set {' and '.join(missing)} to use this source.")
    if query is not None and not isinstance(query, Mapping):
        raise Refused("bad_source", "query is no list of names and values.", "Write `query: {name: value}`.")
    return adapter.first(Ask({"url": entry.get("url") or "", **(query or {})}, keys, now))._replace(format=feed_format)


def with_token(request: Request, answer: bytes) -> Request:
    """`request` with the bearer that a token answer holds.

    Raises:
        Refused: no_token, or the codes of a JSON document.
    """
    read = read_json(answer)
    token = read.get("access_token") if isinstance(read, dict) else None
    if not isinstance(token, str) or not token or len(token) > 4_000 or not (token.isascii() and token.isprintable()):
        raise Refused("no_token", "The service gave no token for these keys.", "Check the id and secret.")
    return request._replace(headers={**request.headers, "Authorization": f"Bearer {token}"}, token=None)


def follow(request: Request, more: Sequence[str]) -> tuple[Request, ...]:
    """The further documents that an answer points to (`Parsed.more`), at most `FURTHER`."""
    adapter = ADAPTERS.get(request.format)
    # A stranger named them: nothing of it may change the address beyond its own place.
    marks = [quote(mark, safe="") for mark in more if mark]
    return adapter.then(request, marks)[:FURTHER] if adapter and adapter.then and marks else ()
