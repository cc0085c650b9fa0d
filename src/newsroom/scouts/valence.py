"""The tone of a text, from -1 to 1, by words whose tone nobody doubts (N 1.2's sentiment analyser).

It is compared between platforms, and summed over a region's headlines; it decides nothing by itself: what a text says or
demands is never read here.
"""

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from newsroom.model.base import score
from newsroom.model.text import folded_words

_REACH = 3
"""How many words a negation turns: "was not at all happy"."""

_DOUBT = 1.0
"""One word of tone makes a text half as tinged as many words that agree."""


class _Words(NamedTuple):
    good: frozenset[str]
    bad: frozenset[str]
    turns: frozenset[str]


@lru_cache(maxsize=16384)
def valence(text: str) -> float | None:
    """-1 for all bad, 1 for all good; None where no word of the list stands. English words alone are known.

    The surplus of good over bad words by their number and one: a lone word gives at most 0.5.
    """
    known = _words()
    spoken = folded_words(text)
    signs = [
        _sign(word, known) * (-1 if known.turns & set(spoken[max(0, place - _REACH) : place]) else 1)
        for place, word in enumerate(spoken)
        if word in known.good or word in known.bad
    ]
    return score(sum(signs) / (len(signs) + _DOUBT)) if signs else None


def _sign(word: str, known: _Words) -> int:
    return 1 if word in known.good else -1


@cache
def _words() -> _Words:
    packed = resources.files("newsroom.scouts").joinpath("valence.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(packed)
    return _Words(*(frozenset(folded_words(listed[name])) for name in _Words._fields))
