"""Which phonemes belong to which word: a small dynamic programme over a voice's own alignment (av.md section 1).

A voice joins function words ("of the") and splits long ones, so its phoneme groups are not words. One group may be
one to three words and one word one to four groups; the cheapest pairing by phoneme edit distance wins, ties by order.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

MAX_WORDS_IN_GROUP = 3
MAX_GROUPS_IN_WORD = 4
_STRESS = frozenset("ˈˌː")
_BOUNDARIES = frozenset(" ,.;:!?^$_\"'()-–—…")
_UNHEARD = _STRESS | _BOUNDARIES


class Group(NamedTuple):
    """A run of phonemes between spaces, with its place in samples."""

    phonemes: str
    start: int
    end: int


def groups(phonemes: Sequence[tuple[str, int]]) -> list[Group]:
    """Phoneme symbols with their lengths in samples, as groups between spaces. Pauses belong to no group."""
    found: list[Group] = []
    text, start, at = "", 0, 0
    for symbol, samples in (*phonemes, (" ", 0)):
        if symbol in _BOUNDARIES:
            if text:
                found.append(Group(text, start, at))
            text, start = "", at + samples
        elif symbol not in _STRESS:
            text += symbol
        at += samples
    return found


def word_spans(spoken: Sequence[str], found: Sequence[Group]) -> list[tuple[int, int]] | None:
    """The sample span of each word, given each word's own phonemes. None when no pairing covers both sides."""
    words = ["".join(symbol for symbol in word if symbol not in _UNHEARD) for word in spoken]
    best: dict[tuple[int, int], tuple[int, tuple[int, int]]] = {(0, 0): (0, (0, 0))}
    for i in range(len(words) + 1):
        for j in range(len(found) + 1):
            if (i, j) in best:
                _extend(best, words, found, i, j)
    if (len(words), len(found)) not in best:
        return None
    return _walk_back(best, words, found)


def _extend(
    best: dict[tuple[int, int], tuple[int, tuple[int, int]]],
    words: Sequence[str],
    found: Sequence[Group],
    i: int,
    j: int,
) -> None:
    steps = [(k, 1) for k in range(1, MAX_WORDS_IN_GROUP + 1)] + [(1, k) for k in range(2, MAX_GROUPS_IN_WORD + 1)]
    if i < len(words) and not words[i]:
        steps.append((1, 0))
    for taken, used in steps:
        if i + taken > len(words) or j + used > len(found):
            continue
        said = "".join(words[i : i + taken])
        heard = "".join(group.phonemes for group in found[j : j + used])
        cost = best[(i, j)][0] + _distance(said, heard)
        key = (i + taken, j + used)
        if key not in best or cost < best[key][0]:
            best[key] = (cost, (i, j))


def _walk_back(
    best: dict[tuple[int, int], tuple[int, tuple[int, int]]], words: Sequence[str], found: Sequence[Group]
) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = (len(words), len(found))
    while at != (0, 0):
        before = best[at][1]
        spans[:0] = _shared(words[before[0] : at[0]], found[before[1] : at[1]], found, before[1])
        at = before
    return spans


def _shared(
    words: Sequence[str], heard: Sequence[Group], found: Sequence[Group], next_group: int
) -> list[tuple[int, int]]:
    """One group's time shared by its words in proportion to their phonemes; a silent word takes no time."""
    if not heard:
        at = found[min(next_group, len(found) - 1)].start if found else 0
        return [(at, at)]
    start, end = heard[0].start, heard[-1].end
    whole = sum(max(1, len(word)) for word in words)
    edges, passed = [start], 0
    for word in words:
        passed += max(1, len(word))
        edges.append(start + (end - start) * passed // whole)
    return list(zip(edges, edges[1:], strict=False))


@cache
def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]
