"""Fits and packs the models of `model/sentence_model.py` (needs the extra `train`).

A ridge over hashed words and pairs, the signs at a tenth of their spread and the meaning at twice its length: the three
weigh about alike, and few rows cannot be learnt by heart.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from newsroom.model.sentence_model import RARITY_STEP, sentence_marks
from newsroom.model.word_marks import weighed

MODELS = Path(__file__).parents[2] / "data" / "models"
BUCKETS = 2**15
SIGNS_COUNT, MEANING_COUNTS = 0.1, 2.0


class Read(NamedTuple):
    """Sentences as the fit sees them: marks (sparse, at length 1), signs and meanings, one row each."""

    words: Any
    signs: Any
    vectors: Any

    def rows(self, at: Any) -> "Read":
        """Some of the rows."""
        return Read(self.words[at], self.signs[at], self.vectors[at])


class Plain(NamedTuple):
    """Weights over raw marks, signs and meaning, before packing."""

    words: Any
    signs: Any
    meaning: Any
    constant: float

    def plus(self, other: "Plain", share: float) -> "Plain":
        """The model whose margins are these plus `share` of the other's."""
        return Plain(*(mine + share * theirs for mine, theirs in zip(self, other, strict=True)))

    def margins(self, read: Read) -> Any:
        """The sum of each row."""
        return read.words @ self.words + read.signs @ self.signs + read.vectors @ self.meaning + self.constant


def rarity_of(texts: Sequence[str], at_least: int = 3) -> Any:
    """How rare each mark is, as `model.linear_model.rarity_of` counts it."""
    held = np.zeros(BUCKETS, dtype=np.int64)
    for text in texts:
        held[list(sentence_marks(text, BUCKETS))] += 1
    rarity = np.round((1.0 + np.log((1 + len(texts)) / (1 + held))) * RARITY_STEP)
    return np.where(held >= at_least, np.minimum(rarity, 255), 0).astype(np.uint8)


def read(texts: Sequence[str], signs: Sequence[Sequence[float]], vectors: Any, rarity: Any) -> Read:
    """All rows."""
    from scipy import sparse

    rare = tuple(float(one) for one in rarity / RARITY_STEP)
    held = [weighed(sentence_marks(text, BUCKETS), rare) for text in texts]
    starts = np.cumsum([0, *(len(one) for one in held)])
    places, amounts = [mark for one in held for mark in one], [value for one in held for value in one.values()]
    words = sparse.csr_matrix((amounts, places, starts), shape=(len(texts), BUCKETS))
    return Read(words, np.asarray(signs, dtype=float), np.asarray(vectors, dtype=float))


def fit(rows: Read, target: Any, pull: float, with_meaning: bool) -> Plain:
    """A ridge of strength `pull` on `target`."""
    from scipy import sparse
    from sklearn.linear_model import Ridge

    centre, spread = rows.signs.mean(axis=0), np.maximum(rows.signs.std(axis=0), 1e-6) / SIGNS_COUNT
    meaning = rows.vectors * (MEANING_COUNTS if with_meaning else 0.0)
    parts = [rows.words, sparse.csr_matrix((rows.signs - centre) / spread), sparse.csr_matrix(meaning)]
    ridge = Ridge(alpha=pull, solver="sparse_cg", tol=1e-3).fit(sparse.hstack(parts).tocsr(), target)
    ends = (BUCKETS, BUCKETS + len(centre))
    words, signs, vector = (ridge.coef_[: ends[0]], ridge.coef_[ends[0] : ends[1]] / spread, ridge.coef_[ends[1] :])
    factor = MEANING_COUNTS if with_meaning else 0.0
    return Plain(words, signs, vector * factor, float(ridge.intercept_ - signs @ centre))


def chances(margins: Any, labels: Any) -> tuple[float, float]:
    """Slope and offset of the logistic curve from left-out margins to labels."""
    from sklearn.linear_model import LogisticRegression

    curve = LogisticRegression(C=1e6).fit(np.asarray(margins)[:, None], labels)
    return float(curve.coef_[0, 0]), float(curve.intercept_[0])


def packed(names: Sequence[str], rarity: Any, parts: Mapping[str, tuple[Plain, tuple[float, float]]]) -> dict[str, Any]:
    """The arrays of a file; `parts` are "known" and "unknown", each with slope and offset."""
    arrays: dict[str, Any] = {"names": np.asarray(list(names)), "rarity": rarity}
    for part, (plain, curve) in parts.items():
        step = max(float(np.abs(plain.words).max()), 1e-9) / 127.0
        arrays[f"{part}_words"] = np.round(plain.words / step).astype(np.int8)
        arrays[f"{part}_signs"] = plain.signs.astype(np.float32)
        arrays[f"{part}_meaning"] = plain.meaning.astype(np.float16)
        arrays[f"{part}_numbers"] = np.asarray([step, plain.constant, *curve])
    return arrays
