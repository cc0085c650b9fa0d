"""An outlet's name as people say it: feeds are named for machines ("The Example, world", "Example News (YouTube)")."""

import re

_HUNG = re.compile(r"\s*(?:\([^()]*\)|,.*|\s[-–|:]\s.*)$")
_SECTIONS = frozenset(
    [
        "home",
        "page",
        "top",
        "stories",
        "latest",
        "news",
        "world",
        "politics",
        "tech",
        "technology",
        "business",
        "science",
    ]
    + ["health", "sport", "sports", "uk", "us", "usa", "international", "breaking", "headlines", "feed", "rss", "front"]
    + ["main", "all", "english"]
)
_KEPT_AFTER = frozenset(
    (
        "news",
        "world",
        "english",
        "international",
        "business",
        "us",
        "uk",
        "sport",
        "sports",
        "tech",
        "science",
        "politics",
    )
)


def spoken_outlet(name: str) -> str:
    """The name without brackets, what follows a comma, and section words hung on at the end.

    "Example Times world" -> "Example Times"; "Example News" stays, since "News" is its second word. Never empty.
    """
    words = _HUNG.sub("", name.strip()).split()
    while len(words) > 2 and words[-1].casefold() in _SECTIONS and words[-2].casefold() not in {"in", "of", "and"}:
        words.pop()
    if len(words) == 2 and words[-1].casefold() in _SECTIONS - _KEPT_AFTER:
        words.pop()
    return " ".join(words) or name
