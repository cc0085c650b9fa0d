"""Numbers of a sentence as values with the word they count and their bound, and whether two sentences agree on them.

Plain words, no grammar: the second reading shares none with the first (`quantities` reads parsed phrases).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsroom.council.amounts import agree
from newsroom.council.quantities import bound_of
from newsroom.model.claim import Quantity
from newsroom.model.text import content_words, numbers
from newsroom.model.word_rarity import stem

_FIGURE = re.compile(r"(?:[$£€¥₹]\s?)?\d[\d.,]*\d|(?:[$£€¥₹]\s?)?\d")
_BREAK = re.compile(r"[^\w\s%°-]")
_SYMBOLS = {"%": "percent", "$": "dollars", "£": "pounds", "€": "euros", "°": "degrees"}
_BEFORE, _AFTER = 24, 40


class Figure(NamedTuple):
    """A value with its bound, and the stems of what stands after it: what it may count."""

    quantity: Quantity
    counts: frozenset[str]


def figures(text: str) -> tuple[Figure, ...]:
    """Every number written in digits, in order; a number word has no place of its own and is left out."""
    return tuple(found for match in _FIGURE.finditer(text) if (found := _figure(text, match)))


def compared(asked: Sequence[Figure], given: Sequence[Figure]) -> tuple[float, float]:
    """The share of the asked figures that some given one agrees with, and whether one counts the same and differs.

    0 to 1 and 0 or 1. A figure that counts something else says nothing.
    """
    if not asked:
        return 0.0, 0.0
    met = [any(agree(mine.quantity, other.quantity) for other in given) for mine in asked]
    clash = any(
        not agreed and any(mine.counts & other.counts for other in given)
        for mine, agreed in zip(asked, met, strict=True)
    )
    return sum(met) / len(asked), float(clash)


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    after = text[match.end() : match.end() + _AFTER]
    value = numbers(match.group() + _BREAK.split(after)[0])
    if not value:
        return None
    before = _BREAK.split(text[max(0, match.start() - _BEFORE) : match.start()])[-1]
    symbols = {_SYMBOLS[mark] for mark in (match.group()[0], after[:1]) if mark in _SYMBOLS}
    counted = frozenset(stem(word) for word in content_words(after, "en")[:2] if not word[0].isdigit())
    return Figure(Quantity(value=value[0], unit="", bound=bound_of(f"{before}1")), counted | symbols)
