"""N's deadlock rule (N 2.2), in N's order; the caller caps its answer by the score's band (decisions.md section 2).

1. three or more YES and more YES than NO: conditional approval;
2. three or more NO and more NO than YES: rejected;
3. Fact_Checker's NO: rejected;
4. a high-risk story: escalated to a person (kept and tested as a function: the verdict never gets here with one);
5. else more information is asked for; what is missing are the conditions that the ballots raise (`conditions`).

Mission row V6.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from newsroom.model.ballot import Ballot, Vote

YES: frozenset[Vote] = frozenset({"YES", "YES_STRONG"})
NO: frozenset[Vote] = frozenset({"NO", "NO_STRONG"})
MAJORITY = 3


class Deadlock(NamedTuple):
    """The rule's answer and why, in one sentence."""

    action: Literal["CONDITIONAL_APPROVAL", "REJECTED", "ESCALATE", "INFORMATION_REQUEST"]
    rationale: str


def resolve(ballots: Iterable[Ballot], high_risk: bool = False) -> Deadlock:
    """Answer a deadlock over the counted ballots, one for each seat, in any order."""
    cast = tuple(ballots)
    yes = sum(ballot.vote in YES for ballot in cast)
    no = sum(ballot.vote in NO for ballot in cast)
    if yes >= MAJORITY and yes > no:
        return Deadlock("CONDITIONAL_APPROVAL", f"{yes} voters lean towards it and {no} against.")
    if no >= MAJORITY and no > yes:
        return Deadlock("REJECTED", f"{no} voters lean against it and {yes} for it.")
    if any(ballot.voter_id == "Fact_Checker" and ballot.vote in NO for ballot in cast):
        return Deadlock("REJECTED", "Fact_Checker's concerns come before the trend voters' interest.")
    if high_risk:
        return Deadlock("ESCALATE", "A high-risk story without consensus needs a person.")
    return Deadlock("INFORMATION_REQUEST", "There is too little information for a consensus.")
