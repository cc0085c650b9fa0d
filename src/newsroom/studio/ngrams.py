"""How much of a line is somebody else's: shared word runs and 4-grams against every source (offline-writer.md, gate 5).

Words inside quotation marks do not count: they are meant to be verbatim. Numbers are compared as digits.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from newsroom.model.text import folded_words

LONGEST_TOLD = 14
"""Runs are measured up to this length; longer ones are reported as this."""
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def words(text: str) -> tuple[str, ...]:
    """Folded words; figures without thousands commas."""
    return tuple(w.replace(",", "") if w[0].isdigit() else w for w in folded_words(text))


def pieces(text: str) -> tuple[tuple[str, ...], ...]:
    """The words outside quotation marks, one tuple for each stretch between quotes."""
    return tuple(words(part) for part in QUOTED.split(text))


def grams(tokens: tuple[str, ...], size: int) -> frozenset[tuple[str, ...]]:
    """Every run of `size` words."""
    return frozenset(tokens[i : i + size] for i in range(len(tokens) - size + 1))


class SourceRuns:
    """Every run of words that the sources hold, ready to be asked about one line."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(words(text) for text in texts)

    @cached_property
    def _by_size(self) -> dict[int, frozenset[tuple[str, ...]]]:
        sizes = range(1, LONGEST_TOLD + 1)
        return {n: frozenset[tuple[str, ...]]().union(*(grams(t, n) for t in self._texts)) for n in sizes}

    def longest(self, line: str) -> int:
        """Words in the longest run of the line, outside quotes, that a source also has (0 to 14)."""
        return max((self._longest_piece(piece) for piece in pieces(line)), default=0)

    def _longest_piece(self, piece: tuple[str, ...]) -> int:
        best = 0
        for start in range(len(piece)):
            while best < LONGEST_TOLD and start + best < len(piece):
                if piece[start : start + best + 1] not in self._by_size[best + 1]:
                    break
                best += 1
        return best

    def shared(self, line: str) -> tuple[int, int]:
        """(4-grams of the line that a source has, 4-grams of the line), outside quotes."""
        own = [gram for piece in pieces(line) for gram in sorted(grams(piece, 4))]
        return sum(gram in self._by_size[4] for gram in own), len(own)
