"""What may be learnt, and how slowly (N 2.4, 5.2; decisions.md section 4).

Nothing is learnt from fewer than 20 videos; a weight moves at most 10 % a day, within half and double of N's number,
and the voters' weights keep the sum 1. Audience numbers may raise scrutiny by themselves; lowering a threshold is a
proposal for a senior editor, and vetoes, holds and high-risk thresholds are never learnt downwards.
"""

from collections.abc import Mapping
from typing import Literal

MIN_VIDEOS = 20
MAX_STEP = 0.10
BOUND = 2.0


def step(current: float, wanted: float, original: float, videos: int) -> float:
    """One day's move of a weight from `current` towards `wanted`; unchanged below MIN_VIDEOS."""
    if videos < MIN_VIDEOS:
        return current
    low, high = original / BOUND, original * BOUND
    moved = max(current * (1 - MAX_STEP), min(current * (1 + MAX_STEP), wanted))
    return round(max(low, min(high, moved)), 6)


def step_weights(
    current: Mapping[str, float], wanted: Mapping[str, float], original: Mapping[str, float], videos: int
) -> dict[str, float]:
    """One day's move of weights that sum to 1; the sum stays 1."""
    if videos < MIN_VIDEOS:
        return dict(current)
    moved = {key: step(current[key], wanted[key], original[key], videos) for key in current}
    total = sum(moved.values())
    return {key: moved[key] / total for key in moved}


def threshold_change(risk: str, current: float, wanted: float) -> Literal["none", "apply", "propose", "forbidden"]:
    """What to do with a learnt wish for a council threshold: raising applies, lowering is proposed or forbidden."""
    if wanted == current:
        return "none"
    if wanted > current:
        return "apply"
    return "forbidden" if risk in ("high_risk", "sensitive") else "propose"
