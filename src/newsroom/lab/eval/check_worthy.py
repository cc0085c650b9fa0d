"""`newsroom eval checkworthy_claimbuster | checkworthy_debates`: which sentences deserve checking, as the council ranks them.

The sentences alone are read before scoring (a debate's in its order); labels afterwards.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from newsroom.council.check_worthy import WORTH_FROM, check_worth
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.world.embeddings import SentenceVectors, is_installed


def claimbuster(path: Path) -> dict[str, Any]:
    """Sorted sentences: average precision, and F1 of those called worth checking. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    found, per_s = _read(rows)
    gold = [int(row["label"]) for row in rows]
    right = sum(1 for one, other in zip(found, gold, strict=True) if one >= WORTH_FROM and other)
    told = sum(one >= WORTH_FROM for one in found)
    f1 = 2.0 * right / max(1, told + sum(gold))
    precise = round(average_precision(found, gold), 4)
    return {
        "name": "checkworthy_claimbuster",
        "n": len(rows),
        "average_precision": precise,
        "f1": round(f1, 4),
        **per_s,
    }


def debates(path: Path) -> dict[str, Any]:
    """Whole debates and speeches: average precision in each that has a sentence to check, and their mean."""
    rows = read_rows(path)
    found, per_s = _read(rows)
    gold = [int(row["label"]) for row in rows]
    ranked = mean_over_texts(found, gold, [str(row["doc"]) for row in rows])
    pooled = round(average_precision(found, gold), 4)
    return {
        "name": "checkworthy_debates",
        "n": len(rows),
        "map": round(ranked, 4),
        "average_precision": pooled,
        **per_s,
    }


def average_precision(found: Sequence[float] | Any, gold: Sequence[int] | Any) -> float:
    """The mean over right answers of the precision down to each, 0 to 1; equal values are taken together. None: 0."""
    values, right = np.asarray(found, dtype=float), np.asarray(gold, dtype=float)
    order = np.argsort(-values, kind="stable")
    ranked, hits = values[order], right[order]
    ends = np.append(ranked[1:] != ranked[:-1], True)
    summed = np.cumsum(hits)[ends]
    precision = summed / (np.flatnonzero(ends) + 1)
    gained = np.diff(summed, prepend=0.0)
    return float((precision * gained).sum() / summed[-1]) if len(values) and summed[-1] else 0.0


def mean_over_texts(found: Sequence[float] | Any, gold: Sequence[int] | Any, texts: Sequence[str]) -> float:
    """The mean average precision over the texts that hold a right answer, 0 to 1."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        places.setdefault(text, []).append(at)
    values, right = np.asarray(found, dtype=float), np.asarray(gold)
    held = [average_precision(values[at], right[at]) for at in places.values() if right[at].any()]
    return float(np.mean(held)) if held else 0.0


def best_f1(found: Any, gold: Any) -> tuple[float, float]:
    """The highest F1 and the value it begins at; for choosing a threshold on sentences left out of a fit."""
    order = np.argsort(-found, kind="stable")
    hits = np.cumsum(gold[order])
    f1 = 2.0 * hits / (np.arange(1, len(order) + 1) + gold.sum())
    best = int(np.argmax(f1))
    return float(f1[best]), float(found[order][best])


def _read(rows: Sequence[Mapping[str, Any]]) -> tuple[list[float], dict[str, float]]:
    texts = [str(row["text"]) for row in rows]
    started = time.perf_counter()
    vectors = SentenceVectors().vectors(texts) if is_installed() else [None] * len(texts)
    found = [check_worth(text, vector) for text, vector in zip(texts, vectors, strict=True)]
    seconds = time.perf_counter() - started
    return found, {"items_per_s": round(len(rows) / seconds, 1) if seconds else 0.0}
