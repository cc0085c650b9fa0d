"""What follows when the council did not simply approve (N 3.2; decisions.md section 2).

Every timeout fails closed: minutes that run out archive the story or keep it held, and release nothing.

Mission row V8.
"""

from typing import Literal, NamedTuple

from newsroom.council.consensus import Reason
from newsroom.council.thresholds import FINAL_REJECT, NEAR_CONSENSUS
from newsroom.model.lifecycle import Event

RETRIES_ALLOWED = 1

Action = Literal[
    "RETURN_TO_SCOUTS",
    "ESCALATE_TO_LEGAL",
    "AWAIT_VOTES",
    "CONDITIONAL_APPROVAL",
    "REJECT",
    "INFORMATION_REQUEST",
]


class FailureResponse(NamedTuple):
    """N's response. `timeout_minutes` is 0 where nothing is waited for."""

    action: Action
    message: str
    timeout_minutes: int = 0
    retry_allowed: bool = False
    escalation_target: str = ""


def handle(reason: Reason, value: float) -> FailureResponse:
    """N's `handle_failure`: by reason first, then by the score's band. `value` is the consensus score, 0 to 1."""
    if reason == "FACTUAL_CONCERNS":
        message = "The facts are in doubt. The scouts have 30 minutes to find new independent confirmation."
        return FailureResponse("RETURN_TO_SCOUTS", message, 30, True)
    if reason == "LEGAL_REVIEW_REQUIRED":
        message = "The legal desk has 120 minutes to answer; without an answer the story is rejected."
        return FailureResponse("ESCALATE_TO_LEGAL", message, 120, True, "legal_team")
    if reason == "INSUFFICIENT_PARTICIPATION":
        return FailureResponse("AWAIT_VOTES", "The missing ballots are awaited for 10 minutes.", 10, True)
    if value >= NEAR_CONSENSUS:
        return FailureResponse("CONDITIONAL_APPROVAL", "A weak consensus: it goes on if its conditions are met.")
    if value < FINAL_REJECT:
        return FailureResponse("REJECT", "The council is clearly against it.")
    return FailureResponse("INFORMATION_REQUEST", "More evidence is asked for, within 60 minutes.", 60, True)


def may_retry(done: int) -> bool:
    """Whether a return to the scouts or an information request is still open: one of each a story."""
    return done < RETRIES_ALLOWED


def after_legal(released: bool, flags: tuple[str, ...]) -> Event:
    """The lifecycle event of the legal desk's answer.

    A story whose facts were vetoed beside the hold is not revived by the lawyer's yes (decisions.md section 2).
    """
    return "answered_yes" if released and "FACT_VETO" not in flags else "answered_no"
