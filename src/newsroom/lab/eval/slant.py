"""`newsroom eval biased_sentence_babe`: which news sentences are worded with a slant, by the scorer that Compliance_Guard reads.

The sentences alone are read before scoring; labels afterwards.
"""

import time
from pathlib import Path
from typing import Any

from newsroom.council.slant import SLANTED_FROM, slant
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.lab.eval.topics import macro_f1
from newsroom.world.embeddings import SentenceVectors, is_installed


def measure(path: Path) -> dict[str, Any]:
    """Macro F1 of both classes, F1 of the slanted ones, and accuracy. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    texts = [str(row["text"]) for row in rows]
    started = time.perf_counter()
    vectors = SentenceVectors().vectors(texts) if is_installed() else [None] * len(texts)
    said = [slant(text, vector).value >= SLANTED_FROM for text, vector in zip(texts, vectors, strict=True)]
    seconds = time.perf_counter() - started
    gold = [bool(int(row["label"])) for row in rows]
    right = sum(mine and other for mine, other in zip(said, gold, strict=True))
    same = sum(mine == other for mine, other in zip(said, gold, strict=True))
    return {
        "name": "biased_sentence_babe",
        "n": len(rows),
        "macro_f1": round(macro_f1([str(one) for one in said], [str(one) for one in gold]), 4),
        "f1": round(2.0 * right / max(1, sum(said) + sum(gold)), 4),
        "accuracy": round(same / max(1, len(rows)), 4),
        "items_per_s": round(len(rows) / seconds, 1) if seconds else 0.0,
    }
