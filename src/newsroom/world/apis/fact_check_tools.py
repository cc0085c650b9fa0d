"""Google's Fact Check Tools, claims:search. The key travels in a header, so that it is in no address or log.

`query`: words or publisher (a fact-checker's host), language, days (reviews of the last so many, 1 to 365), pages (to 3).
"""

from collections.abc import Sequence

from newsroom.world.apis.request import Ask, Request, address

NEEDS = ("FACT_CHECK_TOOLS_KEY",)
_BASE = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
_PAGES_MOST = 3


def first(ask: Ask) -> Request:
    """The first page of the reviews of the last days, newest first as the service sends them."""
    if "publisher" not in ask.query:
        ask.text("words")
    url = address(
        _BASE,
        query=ask.text("words", ""),
        reviewPublisherSiteFilter=ask.text("publisher", "", 100),
        languageCode=ask.text("language", "", 10),
        maxAgeDays=ask.whole("days", 30, 1, 365),
        pageSize=100,
    )
    pages = ask.whole("pages", 1, 1, _PAGES_MOST)
    return Request(url, "fact_check_tools", {"X-Goog-Api-Key": ask.keys[NEEDS[0]]}, pages=pages)


def then(request: Request, more: Sequence[str]) -> tuple[Request, ...]:
    """The next page by the mark that the answer gave; as many as the query asks for."""
    page = request.page + 1
    if not more or page >= request.pages:
        return ()
    head = request.url.partition("&pageToken=")[0]
    return (request._replace(url=f"{head}&pageToken={more[0]}", page=page),)
