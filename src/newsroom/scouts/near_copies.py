"""Copies of one text: the same report carried by several outlets, found by what was written, not by who sent it.

Two items are copies when one of these holds, whatever their outlets:
1. half of the shorter text's own words stand in the other (quotations are everybody's and are left out first);
2. nearly all of it does, quotations and all;
3. their titles share four words in five, of six or more words; or, where one of the two has no text that could tell
   them apart, are the same of four or more words, or one is the whole beginning of the other, of six or more;
4. they stand at one address on two hosts: an article that a publishing system serves under several names.
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newsroom.model.item import Item
from newsroom.model.text import folded_words, shingles

SHINGLE = 5
"""Words a shingle: five in a row are seldom shared by two texts written apart."""
SAME_TEXT = 0.5
"""Half of the shorter text's shingles stand in the other: one was made from the other."""
WHOLE_TEXT = 0.9
SAME_TITLE = 0.8
SHORTEST_TEXT = 20
SHORTEST_TITLE = 6
SHORTEST_EQUAL_TITLE = 4
_QUOTED = re.compile(r"“[^“”]{3,600}[”“]|„[^„”“]{3,600}[”“]|«[^«»]{3,600}»|\"[^\"]{3,600}\"")
_PATH = re.compile(r"https?://[^/?#]+(/[^?#]*)", re.IGNORECASE)
_OWN_ADDRESS = re.compile(r"\d{6,}.*[a-z]+-[a-z]+|(?:[a-z0-9]+-){4,}[a-z0-9]+")
"""A path that names one article: a long number and a slug, or a slug of five words."""


class _Print(NamedTuple):
    title: frozenset[str]
    headline: tuple[str, ...]
    text: frozenset[tuple[str, ...]]
    words: int
    own: frozenset[tuple[str, ...]]
    own_words: int
    path: str
    keys: tuple[object, ...] = ()


def copy_groups(items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """`items` in groups of copies, each group with its earliest publication first; a text without copies is alone.

    Texts under 20 words are too short to be known as copies. Copies of copies belong together.
    """
    ordered = sorted(items, key=lambda item: (item.published_at, item.id))
    prints = [_print(item.title, item.text, item.url) for item in ordered]
    leader = list(range(len(ordered)))
    met: dict[object, list[int]] = {}
    for at, mine in enumerate(prints):
        for earlier in sorted(_noted(met, mine.keys, at)):
            if _root(leader, earlier) != _root(leader, at) and _same(prints[earlier], mine):
                low, high = sorted((_root(leader, earlier), _root(leader, at)))
                leader[high] = low
    groups: dict[int, list[Item]] = {}
    for at, item in enumerate(ordered):
        groups.setdefault(_root(leader, at), []).append(item)
    return tuple(tuple(group) for group in groups.values())


def _noted(met: dict[object, list[int]], keys: Sequence[object], at: int) -> set[int]:
    """Who had one of these keys before `at`, which is noted under all of them."""
    earlier: set[int] = set()
    for key in keys:
        listed = met.get(key)
        if listed is None:
            met[key] = [at]
        else:
            earlier.update(listed)
            listed.append(at)
    return earlier


def near_copies(a: Item, b: Item) -> bool:
    """Whether two items carry one text, one title that nobody writes twice, or stand at one address."""
    return _same(_print(a.title, a.text, a.url), _print(b.title, b.text, b.url))


@lru_cache(maxsize=8192)
def _print(title: str, text: str, url: str) -> _Print:
    words = folded_words(text)
    whole = shingles(words, SHINGLE)
    bare = _QUOTED.sub(" ", text)
    own = words if bare == text else folded_words(bare)
    kept = whole if own is words else shingles(own, SHINGLE)
    headline = folded_words(title)
    made = _Print(frozenset(headline), headline, whole, len(words), kept, len(own), _path(url))
    return made._replace(keys=_keys(made))


def _path(url: str) -> str:
    """The path of an address when it names one article, without its host; else nothing."""
    found = _PATH.match(url)
    path = found[1].casefold().rstrip("/") if found else ""
    return path if _OWN_ADDRESS.search(path) else ""


def _keys(mine: _Print) -> tuple[object, ...]:
    """What two copies must have in common: a shingle, an address, the beginning of a title, or one of its first words in
    the alphabet.

    Of n title words at most a fifth may differ, so one of the first n - 0.8n + 1 in any fixed order is shared.
    """
    most = len(mine.title) - math.ceil(SAME_TITLE * len(mine.title)) + 1
    beginning = mine.headline[:SHORTEST_TITLE]
    address = (("at", mine.path),) if mine.path else ()
    runs = mine.text if mine.own is mine.text else mine.text | mine.own
    return (*runs, *sorted(mine.title)[:most], ("title", beginning), *address)


def _same(a: _Print, b: _Print) -> bool:
    if a.path and a.path == b.path:
        return True
    if min(a.own_words, b.own_words) >= SHORTEST_TEXT and _contained(a.own, b.own) >= SAME_TEXT:
        return True
    if min(a.words, b.words) >= SHORTEST_TEXT and _contained(a.text, b.text) >= WHOLE_TEXT:
        return True
    return _same_title(a, b)


def _same_title(a: _Print, b: _Print) -> bool:
    if min(len(a.title), len(b.title)) >= SHORTEST_TITLE:
        shared = len(a.title & b.title)
        if shared / (len(a.title) + len(b.title) - shared) >= SAME_TITLE:
            return True
    if min(a.words, b.words) >= SHORTEST_TEXT:
        return False
    short, long = sorted((a.headline, b.headline), key=len)
    return (a.title == b.title and len(a.title) >= SHORTEST_EQUAL_TITLE) or (
        len(short) >= SHORTEST_TITLE and long[: len(short)] == short
    )


def _contained(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    """Shared shingles over those of the shorter text, 0 to 1."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _root(leader: Sequence[int], at: int) -> int:
    while leader[at] != at:
        at = leader[at]
    return at
