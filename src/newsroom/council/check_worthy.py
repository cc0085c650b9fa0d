"""How much a sentence deserves checking: whether it states something that can be right or wrong, and that matters.

Figures, comparisons, things done and named parties speak for it; questions, wishes, promises and small talk against
it. The weights come from sentences of public debates that people sorted (`lab/training/check_worthy.py`). It says
nothing about whether the sentence is true.
"""

import math
import re
from collections.abc import Sequence

from newsroom.model.sentence_model import LETTERS_AT_MOST, trained
from newsroom.model.text import fold
from newsroom.ports import Vector

MODEL = "check_worthy"
WORTH_FROM = 0.35
"""From this chance on a sentence counts as one to check: where F1 was highest over sentences left out of the fit."""


def check_worth(sentence: str, vector: Vector | None = None) -> float:
    """The chance that one sentence deserves checking, 0 to 1; `vector` is its meaning where that is known. No word: 0."""
    if not _TOKEN.search(sentence):
        return 0.0
    return trained(MODEL).chance(sentence, signs(sentence), vector)


def reasons(sentence: str) -> tuple[str, ...]:
    """What in a sentence can be checked, in words for people: "a figure", "a comparison"."""
    held = dict(zip(SIGNS, signs(sentence), strict=True))
    return tuple(says for name, says in _SAYS.items() if held[name])


def signs(sentence: str) -> tuple[float, ...]:
    """The counted signs, in the order of `SIGNS`: lengths and counts as logarithms, shares and yes-or-no as 0 to 1."""
    written = _TOKEN.findall(sentence[:LETTERS_AT_MOST])
    plain = [fold(word) for word in written]
    length = max(1, len(written))
    capitals = sum(word[:1].isupper() for word in written[1:])
    figures = sum(any(letter.isdigit() for letter in word) for word in written)
    return (
        math.log1p(len(written)),
        math.log1p(figures),
        float(figures > 0),
        math.log1p(capitals),
        capitals / length,
        _share(plain, _OWN),
        _share(plain, _ADDRESSED),
        float("?" in sentence),
        float("%" in sentence or "percent" in plain),
        float(any(sign in sentence for sign in "$£€")),
        math.log1p(sum(word in _LARGE for word in plain)),
        float(any(word.endswith("ed") for word in plain)),
        float(not _PAST.isdisjoint(plain)),
        float(not _PRESENT.isdisjoint(plain)),
        float(not _MODAL.isdisjoint(plain)),
        float(not _COMPARED.isdisjoint(plain)),
        float(len(written) < _SHORT),
        float("," in plain),
    )


SIGNS = [
    "length",
    "figures",
    "figure",
    "capitals",
    "capitals_share",
    "own",
    "addressed",
    "question",
    "percent",
    "money",
    "large_numbers",
    "past_ending",
    "past",
    "present",
    "modal",
    "compared",
    "short",
    "comma",
]


def _share(plain: Sequence[str], kind: frozenset[str]) -> float:
    return sum(word in kind for word in plain) / max(1, len(plain))


_TOKEN = re.compile(r"[\w'’]+|[^\w\s]")
_OWN = frozenset(["i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "we", "we're", "we've", "we'll", "our", "us"])
_ADDRESSED = frozenset(["you", "your", "you're", "you've", "yours"])
_LARGE = frozenset(
    [
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "trillions",
    ]
)
_PAST = frozenset(["was", "were", "had", "did"])
_PRESENT = frozenset(["is", "are", "has", "have"])
_MODAL = frozenset(["will", "would", "should", "could", "can", "may", "might", "must", "'ll", "let"])
_COMPARED = frozenset(
    [
        "more",
        "less",
        "most",
        "fewer",
        "highest",
        "lowest",
        "largest",
        "biggest",
        "worst",
        "increase",
        "increased",
        "doubled",
        "tripled",
        "cut",
        "every",
        "all",
        "only",
        "first",
        "never",
    ]
)
_SHORT = 6
_SAYS = {
    "figure": "a figure",
    "percent": "a share",
    "money": "an amount of money",
    "large_numbers": "a large number",
    "compared": "a comparison",
    "past": "something that was",
}
