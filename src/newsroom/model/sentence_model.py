"""A small trained model that gives one sentence one number: its words, some counted signs of it, and its meaning, weighed.

It holds two sets of weights, fitted apart: one where the sentence's meaning (a vector) is known, one where it is not.
Fitted by `lab/training/sentence_fit.py`; a file holds weights only. Figures are read as their length ("1,500" and
"2,400" are one word), so that no model remembers an amount.
"""

import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsroom.model.word_marks import marks, weighed

LETTERS_AT_MOST = 1200
"""A sentence is read so far; a longer one is hardly one."""
RARITY_STEP = 32.0

Floats = NDArray[np.float32]


class Weights(NamedTuple):
    """One 8-bit weight a mark (times `step`), one a sign, one a number of the meaning, and a constant.

    The chance is a logistic curve of the sum: `slope` and `offset`.
    """

    words: NDArray[np.int8]
    step: float
    signs: tuple[float, ...]
    meaning: Floats
    constant: float
    slope: float
    offset: float


class SentenceModel(NamedTuple):
    """`names` say what the signs are, in order; `rarity` weighs each mark, 0 for one never met."""

    names: tuple[str, ...]
    rarity: tuple[float, ...]
    known: Weights
    unknown: Weights

    def margin(self, sentence: str, signs: Sequence[float], vector: Floats | None) -> float:
        """The weighed sum, about -2 to 2; `vector` is the sentence's meaning (384 numbers of length 1), if known."""
        weights = self.unknown if vector is None else self.known
        found = weighed(sentence_marks(sentence, len(self.rarity)), self.rarity)
        by_words = math.fsum(float(weights.words[mark]) * value for mark, value in found.items()) * weights.step
        by_signs = math.fsum(weight * value for weight, value in zip(weights.signs, signs, strict=True))
        by_meaning = 0.0 if vector is None else float(weights.meaning @ np.asarray(vector, dtype=np.float32))
        return round(by_words + by_signs + by_meaning + weights.constant, 4)

    def chance(self, sentence: str, signs: Sequence[float], vector: Floats | None) -> float:
        """The margin as a chance, 0 to 1."""
        weights = self.unknown if vector is None else self.known
        steep = weights.slope * self.margin(sentence, signs, vector) + weights.offset
        return round(1.0 / (1.0 + math.exp(-max(-_STEEP, min(_STEEP, steep)))), 4)


def sentence_marks(sentence: str, buckets: int) -> dict[int, int]:
    """Words and pairs of neighbours as numbered marks, each with how often it stands; figures by their length."""
    return marks(_FIGURE.sub(_as_zeros, sentence[:LETTERS_AT_MOST]), buckets)


@cache
def trained(name: str) -> SentenceModel:
    """The shipped model of that name."""
    with files("newsroom.data").joinpath(f"models/{name}.npz").open("rb") as file:
        return unpacked(np.load(file, allow_pickle=False))


def unpacked(held: Any) -> SentenceModel:
    """A model from the arrays of its file."""
    return SentenceModel(
        tuple(str(name) for name in held["names"]),
        tuple(float(one) for one in held["rarity"].astype(np.float64) / RARITY_STEP),
        _weights(held, "known"),
        _weights(held, "unknown"),
    )


def _weights(held: Any, part: str) -> Weights:
    step, constant, slope, offset = (float(one) for one in held[f"{part}_numbers"])
    return Weights(
        held[f"{part}_words"],
        step,
        tuple(float(one) for one in held[f"{part}_signs"]),
        held[f"{part}_meaning"].astype(np.float32),
        constant,
        slope,
        offset,
    )


def _as_zeros(figure: re.Match[str]) -> str:
    return "0" * min(_LONGEST_FIGURE, len(figure.group()))


_FIGURE = re.compile(r"\d[\d.,]*")
_LONGEST_FIGURE = 6
_STEEP = 30.0
