"""GDELT's DOC 2.0 article list: no key, one request in five seconds at most.

`query`: words (in the index' own query language), span (15min, 1h, 1d ...), limit (to 250).
"""

from newsroom.world.apis.request import Ask, Request, address


def first(ask: Ask) -> Request:
    """The newest pages that match."""
    url = address(
        "https://api.gdeltproject.org/api/v2/doc/doc",
        query=ask.text("words"),
        mode="ArtList",
        format="json",
        sort="DateDesc",
        maxrecords=ask.whole("limit", 250, 1, 250),
        timespan=ask.name("span", "1h"),
    )
    return Request(url, "gdelt")
