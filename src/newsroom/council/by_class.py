"""From the counted ballots' score to the decision of their risk class (N 3.1, 3.2; decisions.md 2, "The whole table").

1. the score against the class's bars;
2. guarded classes (high_risk, sensitive): the high-risk protocol, without a second chance;
3. else below the conditional bar: under 0.40 final; the deadlock rule, capped by the failure handler's band; after a
   circular debate Trend_Voter_B's vote in the rule's place where that finds nothing; one information request a story.

Mission rows V6, V7, V8, F1.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from newsroom.council import conditions, deadlock, debate, failure, high_risk
from newsroom.council.consensus import ConsensusResult, against_bar, weighted_score
from newsroom.council.thresholds import FINAL_REJECT, GUARDED, bar_of
from newsroom.model.ballot import Ballot, VoterName
from newsroom.model.verdict import Condition, Outcome, RiskClass


class Decision(NamedTuple):
    """A verdict without its story: outcome, score, reason code, required action, steps still to take, conditions."""

    outcome: Outcome
    score: float
    reason: str
    action: str
    steps: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


NO_QUORUM = Decision("INSUFFICIENT_PARTICIPATION", 0.0, "INSUFFICIENT_PARTICIPATION", "await_remaining_votes")


def by_score(
    seats: Mapping[VoterName, Ballot],
    risk: RiskClass,
    vote_round: int,
    weights: Mapping[VoterName, float],
    bar_shift: float,
    done: Mapping[str, int],
    circular: bool = False,
) -> Decision:
    """The decision of a full enough council without special votes or integrity flags.

    Args:
        seats: the counted ballots, one a seat.
        done: how often the story already had each event; `information_requested` is read.
        circular: the talk over its disputed claims went in circles: Trend_Voter_B's vote then breaks a tie (N 4.1).
    """
    result = against_bar(weighted_score(seats, weights), bar_of(risk, bar_shift))
    if risk in GUARDED:
        return _guarded(result, seats, vote_round)
    return _open(result, seats, vote_round, done, circular)


def _guarded(result: ConsensusResult, seats: Mapping[VoterName, Ballot], vote_round: int) -> Decision:
    answer = high_risk.process(seats.values(), result.status)
    if answer.status == "AWAITING_FULL_COUNCIL":
        return NO_QUORUM
    if answer.status == "REJECTED":
        return Decision("REJECTED", result.score, result.reason, result.required_action)
    raised = conditions.from_ballots(seats.values(), vote_round)
    action = f"{answer.escalation_target}_decides"
    return Decision("ESCALATED", result.score, result.reason, action, answer.steps, raised)


def _open(
    result: ConsensusResult,
    seats: Mapping[VoterName, Ballot],
    vote_round: int,
    done: Mapping[str, int],
    circular: bool,
) -> Decision:
    if result.status == "APPROVED":
        kept = conditions.fact_checkers(seats.values(), vote_round)
        return Decision("APPROVED", result.score, result.reason, result.required_action, (), kept)
    raised = conditions.of_conditional(tuple(seats.values()), vote_round)
    if result.status == "CONDITIONAL_APPROVAL":
        return Decision("CONDITIONAL_APPROVAL", result.score, result.reason, result.required_action, (), raised)
    outcome, reason = _below_the_bar(result, seats, done, circular)
    actions = {"CONDITIONAL_APPROVAL": "address_concerns", "INFORMATION_REQUEST": "provide_information"}
    kept = () if outcome == "REJECTED" else raised
    return Decision(outcome, result.score, reason, actions.get(outcome, "story_rejected"), (), kept)


def _below_the_bar(
    result: ConsensusResult, seats: Mapping[VoterName, Ballot], done: Mapping[str, int], circular: bool
) -> tuple[Literal["CONDITIONAL_APPROVAL", "REJECTED", "INFORMATION_REQUEST"], str]:
    if result.score < FINAL_REJECT:
        return "REJECTED", "INSUFFICIENT_CONSENSUS"
    answer: str = deadlock.resolve(seats.values()).action
    if answer == "INFORMATION_REQUEST" and circular and debate.TIEBREAKER in seats:
        answer = debate.tiebreak(seats[debate.TIEBREAKER].vote)
    if answer == "REJECTED":
        return "REJECTED", "DEADLOCK_LEANS_AGAINST"
    if answer == "CONDITIONAL_APPROVAL" and failure.handle(result.reason, result.score).action == answer:
        return "CONDITIONAL_APPROVAL", "DEADLOCK_LEANS_TOWARDS"
    if failure.may_retry(done.get("information_requested", 0)):
        return "INFORMATION_REQUEST", "DEADLOCK_NEEDS_INFORMATION"
    return "REJECTED", "INFORMATION_DID_NOT_HELP"
