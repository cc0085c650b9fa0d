"""Fits and packs the linear models of `model/linear_model.py` (needs the extra `train`)."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsroom.model.linear_model import LETTERS_AT_MOST, RARITY_STEP, LinearModel, rarity_of, unpacked
from newsroom.model.word_marks import marks, weighed

FOLDS = 5

Floats = NDArray[np.float32]


class Recipe(NamedTuple):
    """`buckets` for the words' marks, `meaning` the weight of the vector beside the words, `cost` and `balanced` of the fit.

    `chances` fits a logistic regression over all labels together, which serves rare labels best; else one linear
    support vector machine a label.
    """

    buckets: int
    meaning: float
    cost: float
    balanced: bool
    chances: bool = False


def fit(texts: Sequence[str], vectors: Floats, labels: Sequence[str], recipe: Recipe) -> dict[str, Any]:
    """The arrays of a model's file, the words' weights rounded to 8 bits."""
    rarity = rarity_of(texts, recipe.buckets)
    machine = _machine(recipe)
    machine.fit(_features(texts, vectors, rarity, recipe), np.asarray(labels))
    words = machine.coef_[:, vectors.shape[1] :]
    steps = np.maximum(np.abs(words).max(axis=1), 1e-9) / 127.0
    return {
        "labels": np.asarray([str(label) for label in machine.classes_]),
        "meaning": (machine.coef_[:, : vectors.shape[1]] * recipe.meaning).astype(np.float16),
        "words": np.round(words / steps[:, None]).astype(np.int8),
        "steps": steps.astype(np.float32),
        "constants": machine.intercept_.astype(np.float32),
        "rarity": rarity,
    }


def crossed(
    texts: Sequence[str], vectors: Floats, labels: Sequence[str], recipe: Recipe, seed: int = 0
) -> list[dict[str, float]]:
    """Margins of every text by a packed model that was fitted without its fold."""
    answers: list[dict[str, float]] = [{} for _ in texts]
    for kept, left_out in folds(labels, seed):
        model = unpacked(fit([texts[at] for at in kept], vectors[kept], [labels[at] for at in kept], recipe))
        for at in left_out:
            answers[at] = model.margins(texts[at], vectors[at])
    return answers


def folds(labels: Sequence[str], seed: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows to fit on and rows left out, five times, each label spread evenly."""
    from sklearn.model_selection import StratifiedKFold

    yield from StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(np.zeros(len(labels)), labels)


def best(margins: Mapping[str, float]) -> str:
    """The label with the highest margin."""
    return max(margins, key=lambda label: margins[label])


def save(arrays: Mapping[str, Any], path: Path) -> LinearModel:
    """Write a model's file and read it back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)
    return unpacked(arrays)


def _machine(recipe: Recipe) -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC

    weight = "balanced" if recipe.balanced else None
    if recipe.chances:
        return LogisticRegression(C=recipe.cost, class_weight=weight, max_iter=300)
    return LinearSVC(C=recipe.cost, class_weight=weight, random_state=0)


def _features(texts: Sequence[str], vectors: Floats, rarity: NDArray[np.uint8], recipe: Recipe) -> Any:
    from scipy import sparse

    rare = tuple(float(one) for one in rarity / RARITY_STEP)
    rows = [weighed(marks(text[:LETTERS_AT_MOST], recipe.buckets), rare) for text in texts]
    places = [mark for row in rows for mark in row]
    amounts = [value for row in rows for value in row.values()]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    words = sparse.csr_matrix((amounts, places, starts), shape=(len(texts), recipe.buckets))
    return sparse.hstack([sparse.csr_matrix(vectors * recipe.meaning), words]).tocsr()
