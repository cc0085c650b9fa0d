"""Reports that only look at what is being spread: they say that posts exist, or that nothing was found (N 1.2).

Such a report carries a rumour's words without standing behind them, so it confirms nothing.
"""

import re

from newsroom.model.item import Item
from newsroom.model.text import sentences

_POSTS = (
    r"(?:(?:social[- ]media|online|viral) )?(?:posts?|videos?|clips?|users|accounts)\b(?: on \w+)?(?: \w+){0,2}?"
    r" (?:that )?(?:claim|say|show|allege|suggest)(?:s|ed|ing)?"
)
_SPREADING = re.compile(rf"\b{_POSTS}\b|\bshared (?:online|on social media)|\bgoing viral|\bwent viral", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:could not|couldn't|cannot|did not|didn't) (?:find|confirm|verify|see)\b|\bfound no\b|\bno (?:trace|sign|evidence)\b"
    r"|\bthere (?:is|was) no\b|\b(?:hoax|fake|fabricated|debunk\w*|baseless|unfounded|untrue|not real|false (?:claim|rumou?r)s?)\b",
    re.IGNORECASE,
)


def only_relays(item: Item) -> bool:
    """Whether every sentence of an English report, its title too, tells of posts or of doubt about them.

    One sentence that tells of the event itself makes it a report like any other.
    """
    told = [item.title, *sentences(item.text)]
    spreads = [bool(_SPREADING.search(sentence)) for sentence in told]
    return any(spreads) and all(one or _DOUBT.search(sentence) for one, sentence in zip(spreads, told, strict=True))
