"""How much of a line is somebody else's: shared word runs and 4-grams against every source (offline-writer.md, gate 5).

Words inside quotation marks do not count: they are meant to be verbatim. Numbers are compared as digits. A proper name
of several words counts as one word of a run: it cannot be said in other words.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from newsroom.model.text import folded_words

LONGEST_TOLD = 18
"""Runs are measured up to this many words."""
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


NAME = re.compile(r"[A-Z][\w.'’-]*(?:\s+(?:(?:of|of the|de|da|del|von|van|der|al|bin)\s+)?[A-Z][\w.'’-]*){1,4}")
"""A proper name of several words, as a line of ours writes it."""


def words(text: str) -> tuple[str, ...]:
    """Folded words; figures without thousands commas."""
    return tuple(w.replace(",", "") if w[0].isdigit() else w for w in folded_words(text))


def grams(tokens: tuple[str, ...], size: int) -> frozenset[tuple[str, ...]]:
    """Every run of `size` words."""
    return frozenset(tokens[i : i + size] for i in range(len(tokens) - size + 1))


def _inside_names(part: str) -> tuple[bool, ...]:
    """For each word, whether it goes on a name that the word before began or went on."""
    marks: list[bool] = []
    at = 0
    for found in NAME.finditer(part):
        marks += [False] * len(words(part[at : found.start()]))
        marks += [n > 0 for n in range(len(words(found[0])))]
        at = found.end()
    return tuple([*marks, *[False] * len(words(part[at:]))])


class SourceRuns:
    """Every run of words that the sources hold, ready to be asked about one line."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(words(text) for text in texts)

    @cached_property
    def _by_size(self) -> dict[int, frozenset[tuple[str, ...]]]:
        sizes = range(1, LONGEST_TOLD + 1)
        return {n: frozenset[tuple[str, ...]]().union(*(grams(t, n) for t in self._texts)) for n in sizes}

    def longest(self, line: str) -> int:
        """Words in the longest run of the line, outside quotes, that a source also has; a name is one word (0 to 18)."""
        return max((self._longest_piece(part) for part in QUOTED.split(line)), default=0)

    def _longest_piece(self, part: str) -> int:
        piece, inside = words(part), _inside_names(part)
        best = 0
        for start in range(len(piece)):
            size = 0
            while size < LONGEST_TOLD and start + size < len(piece):
                if piece[start : start + size + 1] not in self._by_size[size + 1]:
                    break
                size += 1
            best = max(best, size - sum(inside[start + 1 : start + size]))
        return best

    def shared(self, line: str) -> tuple[int, int]:
        """(4-grams of the line that a source has, 4-grams of the line), outside quotes and proper names."""
        held = own = 0
        for part in QUOTED.split(line):
            piece, inside = words(part), _inside_names(part)
            starts = [at for at in range(len(piece) - 3) if not any(inside[at + 1 : at + 4])]
            found = {piece[at : at + 4] for at in starts}
            own, held = own + len(found), held + len(found & self._by_size[4])
        return held, own
