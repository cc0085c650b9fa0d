"""Circular debate (N 4.1; decisions.md section 2): seen, then ended by Trend_Voter_B's vote.

A debate is circular when, with six messages or more, two of the last six that are not neighbours are more than 0.90
alike, or there are more messages than five for each speaker. The tie-break comes with the points agreed, the points
open and the core issue, all as claim ids.

Mission row F1.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from newsroom.council.deadlock import NO, YES
from newsroom.model.ballot import Vote, VoterName
from newsroom.model.base import score
from newsroom.model.verdict import Outcome

ROUNDS_MAX = 5
SIMILAR_ABOVE = 0.90
LOOKED_AT = 6
TIEBREAKER: VoterName = "Trend_Voter_B"


class Message(NamedTuple):
    """One turn. `stands` maps a claim id to whether the speaker holds it (True) or disputes it (False)."""

    sender: str
    content: str
    stands: dict[str, bool]


class DebateResolution(NamedTuple):
    """N's resolution. Claim ids throughout; `core_issue` is empty when nothing is disputed."""

    tiebreaker: VoterName
    agreed: tuple[str, ...]
    still_open: tuple[str, ...]
    core_issue: str
    rationale: str


def is_circular(history: Sequence[Message], similarity: Callable[[str, str], float]) -> bool:
    """Whether the debate goes in circles. `similarity` compares two texts, 0 to 1."""
    if len(history) < LOOKED_AT:
        return False
    recent = [message.content for message in history[-LOOKED_AT:]]
    repeats = any(
        score(similarity(recent[i], recent[j])) > SIMILAR_ABOVE
        for i in range(LOOKED_AT - 2)
        for j in range(i + 2, LOOKED_AT)
    )
    return repeats or len(history) > ROUNDS_MAX * len({message.sender for message in history})


def resolve(history: Sequence[Message]) -> DebateResolution:
    """Sum up a circular debate for its tie-break.

    Each speaker's last word on a claim counts. Agreed are the claims that two or more speakers judge alike, open those
    judged differently; the core issue is the open claim most often spoken of, then the lowest id.
    """
    last: dict[str, dict[str, bool]] = {}
    spoken: dict[str, int] = {}
    for message in history:
        for claim_id, holds in message.stands.items():
            last.setdefault(claim_id, {})[message.sender] = holds
            spoken[claim_id] = spoken.get(claim_id, 0) + 1
    still_open = tuple(sorted(claim for claim, views in last.items() if len(set(views.values())) > 1))
    agreed = tuple(sorted(claim for claim, views in last.items() if len(views) > 1 and claim not in still_open))
    core = min(still_open, key=lambda claim: (-spoken[claim], claim), default="")
    return DebateResolution(
        TIEBREAKER, agreed, still_open, core, "The debate repeats itself; the realist's vote decides."
    )


def tiebreak(vote: Vote) -> Outcome:
    """What the tie-breaker's vote makes of the story: at best conditional, and no answer asks for information."""
    if vote in YES:
        return "CONDITIONAL_APPROVAL"
    return "REJECTED" if vote in NO else "INFORMATION_REQUEST"
