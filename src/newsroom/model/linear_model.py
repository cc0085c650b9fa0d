"""A small trained model that files texts under labels: one weighted sum a label over a text's words and its meaning.

Fitted by `lab/training`; a file holds the labels, how rare each mark is (0 to 255, 0 for one never met), and for each
label 384 weights of the meaning, one 8-bit weight a mark, and a constant.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsroom.model.word_marks import marks, weighed

LETTERS_AT_MOST = 2400
"""A text is read so far: its beginning says what it is about, and a long text costs no more."""
RARITY_STEP = 32.0

Floats = NDArray[np.float32]


class LinearModel(NamedTuple):
    """`margins` is above 0 where a label fits; the highest is the label."""

    labels: tuple[str, ...]
    meaning: Floats
    words: NDArray[np.int8]
    steps: Floats
    constants: Floats
    rarity: tuple[float, ...]

    def margins(self, text: str, vector: Floats) -> dict[str, float]:
        """How well each label fits a text whose meaning is `vector` (384 numbers of length 1); about -3 to 3."""
        found = weighed(marks(text[:LETTERS_AT_MOST], len(self.rarity)), self.rarity)
        places = np.fromiter(found, dtype=np.int64, count=len(found))
        amounts = np.fromiter(found.values(), dtype=np.float32, count=len(found))
        by_words = (self.words[:, places].astype(np.float32) @ amounts) * self.steps
        sums = self.meaning @ np.asarray(vector, dtype=np.float32) + by_words + self.constants
        return dict(zip(self.labels, (round(float(one), 3) for one in sums), strict=True))

    def best(self, text: str, vector: Floats) -> str:
        """The label that fits best, the first in the model's order where several do."""
        margins = self.margins(text, vector)
        return max(self.labels, key=lambda label: margins[label])


def rarity_of(texts: Sequence[str], buckets: int, at_least: int = 2) -> NDArray[np.uint8]:
    """How rare each mark is among `texts`: 1 + ln((1 + n) / (1 + texts with it)) in steps of 1/32; 0 below `at_least`."""
    held = np.zeros(buckets, dtype=np.int64)
    for text in texts:
        held[list(marks(text[:LETTERS_AT_MOST], buckets))] += 1
    rarity = np.round((1.0 + np.log((1 + len(texts)) / (1 + held))) * RARITY_STEP)
    return np.where(held >= at_least, np.minimum(rarity, 255), 0).astype(np.uint8)


@cache
def trained(name: str) -> LinearModel:
    """The shipped model of that name."""
    with files("newsroom.data").joinpath(f"models/{name}.npz").open("rb") as file:
        return unpacked(np.load(file, allow_pickle=False))


def unpacked(held: Any) -> LinearModel:
    """A model from the arrays of its file."""
    rarity = tuple(float(one) for one in held["rarity"].astype(np.float64) / RARITY_STEP)
    return LinearModel(
        tuple(str(label) for label in held["labels"]),
        held["meaning"].astype(np.float32),
        held["words"],
        held["steps"].astype(np.float32),
        held["constants"].astype(np.float32),
        rarity,
    )
