"""The high-risk protocol (N 3.2) for the classes high_risk and sensitive (decisions.md section 2).

1. all five voters, or it waits;
2. approved by score: a second fact check, a legal review and an editor are still needed, before production;
3. conditional: a senior editor decides;
4. below: rejected, with every NO voter's reasons. There is no deadlock rule and no second chance.

Mission row V8.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from newsroom.council.consensus import Status
from newsroom.council.deadlock import NO
from newsroom.model.ballot import VOTERS, Ballot

APPROVED_STEPS: tuple[str, ...] = ("secondary_fact_check", "legal_review", "editor_approval")
CONDITIONAL_STEPS: tuple[str, ...] = ("senior_editor",)


class HighRisk(NamedTuple):
    """What a high-risk story needs now: `steps` still to be taken, the person who decides, reasons of a rejection."""

    status: Literal[
        "AWAITING_FULL_COUNCIL",
        "ADDITIONAL_VERIFICATION_REQUIRED",
        "HUMAN_ESCALATION",
        "REJECTED",
    ]
    steps: tuple[str, ...] = ()
    escalation_target: str = ""
    reasons: tuple[str, ...] = ()


def process(ballots: Iterable[Ballot], status: Status) -> HighRisk:
    """Apply the protocol to counted ballots (one a seat) and the engine's status against the class's own bars."""
    cast = tuple(ballots)
    if len({ballot.voter_id for ballot in cast}) < len(VOTERS):
        return HighRisk("AWAITING_FULL_COUNCIL")
    if status == "APPROVED":
        return HighRisk("ADDITIONAL_VERIFICATION_REQUIRED", APPROVED_STEPS, "editor")
    if status == "CONDITIONAL_APPROVAL":
        return HighRisk("HUMAN_ESCALATION", CONDITIONAL_STEPS, "senior_editor")
    return HighRisk("REJECTED", reasons=rejection_reasons(cast))


def rejection_reasons(ballots: Iterable[Ballot]) -> tuple[str, ...]:
    """Every NO voter's concerns as "voter: concern", each once, sorted."""
    return tuple(sorted({f"{b.voter_id}: {c}" for b in ballots if b.vote in NO for c in b.rationale.concerns}))
