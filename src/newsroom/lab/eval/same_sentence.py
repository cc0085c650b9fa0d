"""`newsroom eval near_duplicate_mrpc`: whether two news sentences say the same, by the rule that the newsroom runs.

The two sentences alone are read before scoring; labels afterwards.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from newsroom.lab.eval.story_clusters import read_rows
from newsroom.scouts.same_sentence import SAME_FROM, same_sentence
from newsroom.scouts.sentence_nearness import nearness
from newsroom.world.embeddings import SentenceVectors


def measure(path: Path) -> dict[str, Any]:
    """Score the rule on a file of pairs, or on `dev.jsonl` of a folder. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    pairs = [(str(row["s1"]), str(row["s2"])) for row in rows]
    started = time.perf_counter()
    chances = [
        same_sentence(a, b, near) for (a, b), near in zip(pairs, nearness(pairs, SentenceVectors()), strict=True)
    ]
    seconds = time.perf_counter() - started
    same = [int(row["label"]) for row in rows]
    f1, auc = f1_and_auc(chances, same, SAME_FROM)
    right = sum((chance >= SAME_FROM) == bool(one) for chance, one in zip(chances, same, strict=True))
    return {
        "name": "near_duplicate_mrpc",
        "n": len(rows),
        "f1": round(f1, 4),
        "auc": round(auc, 4),
        "accuracy": round(right / max(1, len(rows)), 4),
        "items_per_s": round(len(rows) / seconds, 1) if seconds else 0.0,
    }


def f1_and_auc(chances: Sequence[float], same: Sequence[int], threshold: float) -> tuple[float, float]:
    """F1 of the pairs that are the same, and the share of (same, other) pairs ranked rightly, ties half."""
    told = [chance >= threshold for chance in chances]
    right = sum(1 for mine, gold in zip(told, same, strict=True) if mine and gold)
    f1 = 2.0 * right / max(1, sum(told) + sum(same))
    ours = np.sort([chance for chance, gold in zip(chances, same, strict=True) if not gold])
    theirs = [chance for chance, gold in zip(chances, same, strict=True) if gold]
    below, upto = np.searchsorted(ours, theirs, "left"), np.searchsorted(ours, theirs, "right")
    return f1, float((below + upto).sum() / 2.0 / max(1, len(ours) * len(theirs)))
