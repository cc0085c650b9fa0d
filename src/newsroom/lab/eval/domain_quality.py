"""`newsroom eval domain_quality`: websites nobody here has rated, ordered by the guess that the newsroom shows.

Names alone are read before scoring.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsroom.lab.eval.same_sentence import f1_and_auc
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.scouts.domain_quality import domain_quality

LOW = 0.4


def measure(path: Path) -> dict[str, Any]:
    """Score the guess on a file of rated names, or on `dev.jsonl` of a folder. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    started = time.perf_counter()
    guessed = [domain_quality(str(row["domain"])) for row in rows]
    seconds = time.perf_counter() - started
    rated = [float(row["quality"]) for row in rows]
    _, auc = f1_and_auc([1.0 - one for one in guessed], [int(one < LOW) for one in rated], 1.0)
    return {
        "name": "domain_quality",
        "n": len(rows),
        "spearman": round(spearman(guessed, rated), 4),
        "auc_low_quality": round(auc, 4),
        "items_per_s": round(len(rows) / seconds, 1) if seconds else 0.0,
    }


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    """Spearman's rank correlation, -1 to 1; equal values share their mean rank. 0 where a side does not vary."""
    left, right = _ranks(a), _ranks(b)
    left, right = left - left.mean(), right - right.mean()
    size = float(np.sqrt((left @ left) * (right @ right)))
    return float(left @ right) / size if size else 0.0


def _ranks(values: Sequence[float]) -> NDArray[np.float64]:
    _, inverse, counts = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    upto = np.cumsum(counts)
    ranks: NDArray[np.float64] = (upto - (counts - 1) / 2.0)[inverse]
    return ranks
