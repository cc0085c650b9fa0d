"""What several pieces of evidence together say of one claim, from the stance of each."""

from collections.abc import Sequence
from typing import Literal

from newsroom.council.stance import Stance

ClaimAnswer = Literal["supported", "refuted", "disputed", "open"]


def claim_answer(found: Sequence[Stance]) -> ClaimAnswer:
    """Disputed when pieces speak for and against it, open when none speaks, else what those that speak say."""
    told = {one.verdict for one in found}
    if {"supports", "refutes"} <= told:
        return "disputed"
    if "supports" in told:
        return "supported"
    return "refuted" if "refutes" in told else "open"
