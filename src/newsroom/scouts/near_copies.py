"""Copies of one text: the same report carried by several outlets, found by what was written, not by who sent it."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newsroom.model.item import Item
from newsroom.model.text import containment, folded_words, jaccard, shingles

SHINGLE = 5
"""Words a shingle: five in a row are seldom shared by two texts written apart."""
SAME_TEXT = 0.5
"""Half of the shorter text's shingles stand in the other: one was made from the other."""
SAME_TITLE = 0.8
SHORTEST_TEXT = 20
SHORTEST_TITLE = 6


class _Print(NamedTuple):
    title: frozenset[str]
    text: frozenset[tuple[str, ...]]
    words: int


def copy_groups(items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """`items` in groups of copies, each group with its earliest publication first; a text without copies is alone.

    Texts under 20 words and titles under 6 words are too short to be known as copies. Copies of copies belong together.
    """
    ordered = sorted(items, key=lambda item: (item.published_at, item.id))
    prints = [_print(item.title, item.text) for item in ordered]
    leader = list(range(len(ordered)))
    met: dict[object, list[int]] = {}
    for at, mine in enumerate(prints):
        keys = _keys(mine)
        for earlier in sorted({one for key in keys for one in met.get(key, ())}):
            if _root(leader, earlier) != _root(leader, at) and _same(prints[earlier], mine):
                low, high = sorted((_root(leader, earlier), _root(leader, at)))
                leader[high] = low
        for key in keys:
            met.setdefault(key, []).append(at)
    groups: dict[int, list[Item]] = {}
    for at, item in enumerate(ordered):
        groups.setdefault(_root(leader, at), []).append(item)
    return tuple(tuple(group) for group in groups.values())


def near_copies(a: Item, b: Item) -> bool:
    """Whether two items carry one text, or one title that nobody writes twice."""
    return _same(_print(a.title, a.text), _print(b.title, b.text))


@lru_cache(maxsize=8192)
def _print(title: str, text: str) -> _Print:
    words = folded_words(text)
    return _Print(frozenset(folded_words(title)), shingles(words, SHINGLE), len(words))


def _keys(mine: _Print) -> list[object]:
    """What two copies must have in common: a shingle, or one of the title's first words in the alphabet.

    Of n title words at most a fifth may differ, so one of the first n - 0.8n + 1 in any fixed order is shared.
    """
    most = len(mine.title) - math.ceil(SAME_TITLE * len(mine.title)) + 1
    return [*sorted(mine.text), *sorted(mine.title)[:most]]


def _same(a: _Print, b: _Print) -> bool:
    if min(a.words, b.words) >= SHORTEST_TEXT and containment(a.text, b.text) >= SAME_TEXT:
        return True
    return min(len(a.title), len(b.title)) >= SHORTEST_TITLE and jaccard(a.title, b.title) >= SAME_TITLE


def _root(leader: Sequence[int], at: int) -> int:
    while leader[at] != at:
        at = leader[at]
    return at
