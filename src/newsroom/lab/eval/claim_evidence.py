"""`newsroom eval claim_evidence_healthver` and `..._climatefever`: does this evidence support that claim?

By the rule that the fact checker runs. Claim and evidence alone are read before scoring; answers afterwards.
`abstention` shows what abstaining buys: macro F1 of the pairs answered with a confidence, from all down to a tenth.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from newsroom.council.claim_standing import ClaimAnswer, claim_answer
from newsroom.council.stance import Stance, Verdict, meanings, stance
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.lab.eval.topics import macro_f1
from newsroom.world.embeddings import SentenceVectors, is_installed

SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
_ANSWERS: Mapping[str, Verdict] = {
    "supports": "supports",
    "refutes": "refutes",
    "neutral": "silent",
    "not_enough_info": "silent",
}
_CLAIM_ANSWERS: Mapping[str, ClaimAnswer] = {
    "supports": "supported",
    "refutes": "refuted",
    "disputed": "disputed",
    "not_enough_info": "open",
}


class Pair(NamedTuple):
    """A claim, one piece of evidence, the given answer, and what of the set it belongs together with."""

    claim: str
    evidence: str
    answer: Verdict
    group: str


def health(path: Path) -> dict[str, Any]:
    """Score the rule on pairs of claim and evidence about health. Raises `Refused` (no_rows)."""
    pairs = health_pairs(read_rows(path))
    found, seconds = _read(pairs)
    return {"name": "claim_evidence_healthver", **_scores(pairs, found, seconds)}


def climate(path: Path) -> dict[str, Any]:
    """Score the rule on pairs about the climate, and on whole claims with five pieces of evidence each.

    Raises `Refused` (no_rows).
    """
    rows = read_rows(path)
    pairs = climate_pairs(rows)
    found, seconds = _read(pairs)
    told, at = [], 0
    for row in rows:
        told.append(claim_answer(found[at : at + len(row["evidences"])]))
        at += len(row["evidences"])
    gold = [_CLAIM_ANSWERS[str(row["label"]).casefold()] for row in rows]
    whole = {"claims": len(rows), "macro_f1_claims": round(macro_f1(told, gold), 4)}
    return {"name": "claim_evidence_climatefever", **_scores(pairs, found, seconds), **whole}


def health_pairs(rows: Sequence[Mapping[str, Any]]) -> list[Pair]:
    """The pairs of the health set; those of one question belong together."""
    return [
        Pair(str(row["claim"]), str(row["evidence"]), _ANSWERS[str(row["label"]).casefold()], str(row["question"]))
        for row in rows
    ]


def climate_pairs(rows: Sequence[Mapping[str, Any]]) -> list[Pair]:
    """The pairs of the climate set, in order; those of one claim belong together."""
    return [
        Pair(str(row["claim"]), str(one["evidence"]), _ANSWERS[str(one["label"]).casefold()], str(row["claim"]))
        for row in rows
        for one in row["evidences"]
    ]


def abstention(told: Sequence[str], gold: Sequence[str], confidence: Sequence[float]) -> list[tuple[float, float]]:
    """(share answered, macro F1 of the answers), 0 to 1, the surest answers first; a tie goes to the earlier pair."""
    ranked = sorted(range(len(told)), key=lambda at: (-confidence[at], at))
    curve = []
    for share in SHARES:
        kept = ranked[: max(1, round(share * len(ranked)))]
        curve.append((share, round(macro_f1([told[at] for at in kept], [gold[at] for at in kept]), 4)))
    return curve


def _read(pairs: Sequence[Pair]) -> tuple[list[Stance], float]:
    texts = [(pair.claim, pair.evidence) for pair in pairs]
    started = time.perf_counter()
    known = meanings(texts, SentenceVectors()) if is_installed() else [None] * len(texts)
    found = [stance(*text, meaning) for text, meaning in zip(texts, known, strict=True)]
    return found, time.perf_counter() - started


def _scores(pairs: Sequence[Pair], found: Sequence[Stance], seconds: float) -> dict[str, Any]:
    gold = [pair.answer for pair in pairs]
    told = [one.verdict for one in found]
    by_words = [stance(pair.claim, pair.evidence).verdict for pair in pairs]
    right = sum(mine == other for mine, other in zip(told, gold, strict=True))
    return {
        "n": len(pairs),
        "macro_f1": round(macro_f1(told, gold), 4),
        "accuracy": round(right / max(1, len(gold)), 4),
        "macro_f1_words_alone": round(macro_f1(by_words, gold), 4),
        "abstention": abstention(told, gold, [one.confidence for one in found]),
        "items_per_s": round(len(pairs) / seconds, 1) if seconds else 0.0,
    }
