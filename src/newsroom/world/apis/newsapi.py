"""NewsAPI, /v2/top-headlines and /v2/everything. The key travels in a header, so that it is in no address or log.

`query`: country (two letters), category, words, language, page_size (to 100), pages (to 3).
"""

from collections.abc import Sequence

from newsroom.world.apis.request import Ask, Request, address

NEEDS = ("NEWSAPI_KEY",)
_BASE = "https://newsapi.org/v2/"
_PAGES_MOST = 3


def first(ask: Ask) -> Request:
    """The first page; words alone search everything, newest first, anything else asks for the top headlines."""
    if not {"words", "country", "category", "language"} & ask.query.keys():
        ask.text("words")
    wide = "country" not in ask.query and "category" not in ask.query and "words" in ask.query
    url = address(
        _BASE + ("everything" if wide else "top-headlines"),
        q=ask.text("words", ""),
        country=ask.text("country", "", 2),
        category=ask.text("category", "", 20),
        language=ask.text("language", "", 2),
        sortBy="publishedAt" if wide else "",
        pageSize=ask.whole("page_size", 100, 1, 100),
        page=1,
    )
    pages = ask.whole("pages", 1, 1, _PAGES_MOST)
    return Request(url, "newsapi", {"X-Api-Key": ask.keys["NEWSAPI_KEY"]}, pages=pages)


def then(request: Request, more: Sequence[str]) -> tuple[Request, ...]:
    """The next page while the answer says that there is one; as many as the query asks for."""
    page = request.page + 1
    if not more or page >= request.pages:
        return ()
    head = request.url.rpartition("page=")[0]
    return (request._replace(url=f"{head}page={page + 1}", page=page),)
