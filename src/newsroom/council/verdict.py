"""The council's decision on one story: every rule of the council in its order (decisions.md section 2).

1. FACT_VETO and LEGAL_HOLD: effective at once, and only those ballots are opened. Both together: the story waits for
   the legal desk with its facts rejected, so that no retry leaves the hold;
2. nothing more before all five have voted or the deadline has passed;
3. integrity: a critical flag calls one fresh vote, then additional voters, then an editor;
   participation: 80 % with both critical voters, all five for the guarded classes;
4. the score against the class's bars;
5. below the conditional bar the deadlock rule (standard and breaking only), capped by
6. the high-risk protocol (guarded classes), and
7. the failure handler's bands: at or above 0.50 at best conditional, 0.40-0.50 at best an information request, below
   0.40 final.

The function is total: any set of ballots in any order has exactly one verdict. N 2.2, 3.1-3.3, 4.1; mission rows V6-V9,
F1.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from newsroom.council import conditions, disputes, failure, high_risk, integrity
from newsroom.council.by_class import NO_QUORUM, Decision, by_score
from newsroom.council.consensus import WEIGHTS, cautious, counted, enrolled, participates, special_votes
from newsroom.council.thresholds import GUARDED
from newsroom.model.ballot import VOTERS, Ballot, VoterName
from newsroom.model.lifecycle import Event
from newsroom.model.verdict import Condition, Outcome, Question, RiskClass, Role, Verdict

EVENTS: dict[Outcome, Event] = {
    "APPROVED": "approved",
    "CONDITIONAL_APPROVAL": "conditional",
    "REJECTED": "rejected",
    "PAUSED": "legal_hold",
    "RETURNED": "fact_veto",
    "INSUFFICIENT_PARTICIPATION": "quorum_missing",
    "INFORMATION_REQUEST": "information_requested",
    "ESCALATED": "escalated",
    "FRESH_VOTE": "fresh_vote",
}
"""The lifecycle event that each outcome raises in VALIDATING."""

ADDITIONAL_VOTERS = "additional_voters"
"""Key of `retries`, and the `required_action` of a FRESH_VOTE whose trend seats second instances fill."""

_PERSONS: dict[str, tuple[Question, Role]] = {
    "legal_review": ("legal_review", "legal"),
    "editor_approval": ("editor_approval", "editor"),
    "senior_editor": ("senior_editor", "senior_editor"),
    "integrity": ("integrity", "editor"),
}


_GOES_ON: frozenset[Outcome] = frozenset({"APPROVED", "CONDITIONAL_APPROVAL", "ESCALATED", "INFORMATION_REQUEST"})

_UNREAD = integrity.Report((), "ACCEPT_WITH_MONITORING")
"""Where a veto or a hold decides, the other ballots stay sealed and nothing is looked for in them."""


def reach(
    ballots: Sequence[Ballot],
    *,
    story_id: str,
    vote_round: int,
    risk: RiskClass,
    decided_at: datetime,
    deadline_passed: bool,
    opened_at: datetime | None = None,
    weights: Mapping[VoterName, float] = WEIGHTS,
    history: integrity.History = (),
    retries: Mapping[str, int] | None = None,
    legal_released: bool = False,
    bar_shift: float = 0.0,
    disputed: Sequence[str] = (),
    circular: bool = False,
) -> Verdict:
    """The verdict over `ballots`: pass all of the story's, in any order; only this round's decide.

    Args:
        deadline_passed: before it all five must have voted, unless a veto or a hold is in; see `ready`.
        opened_at: when this round's vote opened; a ballot stamped earlier is doubtful.
        weights: each seat's share, 0 to 1, learnt around N's (sum 1).
        history: earlier stories' votes, oldest first (`integrity.past_votes`).
        retries: how often the story already had each event: `fact_veto`, `information_requested`, `fresh_vote`,
            `additional_voters`. Missing keys count 0.
        legal_released: a named person released the hold: a LEGAL_HOLD then counts as ABSTAIN.
        bar_shift: moves the class's bars, see `thresholds.bar_of`.
        disputed: claims on which the talk before the vote ended apart (`disputes`): a story that goes on tells them with
            who says it. `circular` says that the talk went in circles.
    """
    done = retries or {}
    current = this_round(ballots, story_id, vote_round)
    flags = _special_flags(current, legal_released)
    seats = counted(current)
    if flags:
        opened = tuple(dict.fromkeys(ballot.vote_id for ballot in current if ballot.vote in flags))
        report, decision = _UNREAD, _special(flags, done)
    else:
        opened = tuple(seats[seat].vote_id for seat in VOTERS if seat in seats)
        report = integrity.detect(seats.values(), history, opened_at)
        spoken = cautious(seats, this_round(ballots, story_id, vote_round - 1))
        early = _absent(seats, deadline_passed) or _integrity(report, seats, risk, vote_round, done)
        decision = (
            early or _quorum(seats, risk) or by_score(spoken, risk, vote_round, weights, bar_shift, done, circular)
        )
    return Verdict(
        story_id=story_id,
        round=vote_round,
        risk=risk,
        outcome=decision.outcome,
        score=decision.score,
        reason=decision.reason,
        required_action=decision.action,
        vote_ids=opened,
        conditions=(*decision.conditions, *_told_apart(decision.outcome, disputed, story_id, vote_round)),
        integrity=report.recommendation,
        flags=(*flags, *(flag.label for flag in report.flags)),
        steps=decision.steps,
        decided_at=decided_at,
    )


def this_round(ballots: Sequence[Ballot], story_id: str, vote_round: int) -> tuple[Ballot, ...]:
    """The enrolled ballots of this story and round, in a fixed order."""
    return enrolled(b for b in ballots if b.story_id == story_id and b.round == vote_round)


def ready(
    ballots: Sequence[Ballot],
    *,
    story_id: str,
    vote_round: int,
    deadline_passed: bool,
    legal_released: bool = False,
) -> bool:
    """Whether a verdict may be reached now: a veto or a hold, all five voters, or the deadline."""
    current = this_round(ballots, story_id, vote_round)
    return deadline_passed or bool(_special_flags(current, legal_released)) or len(counted(current)) == len(VOTERS)


def event_of(verdict: Verdict) -> Event:
    """The arrow that this verdict takes out of VALIDATING (model.lifecycle)."""
    return EVENTS[verdict.outcome]


def persons_for(verdict: Verdict) -> tuple[tuple[Question, Role], ...]:
    """Which people are asked what because of this verdict; empty when none is."""
    if verdict.outcome == "PAUSED":
        return (("legal_hold", "legal"),)
    return tuple(_PERSONS[step] for step in verdict.steps if step in _PERSONS)


def _told_apart(outcome: Outcome, disputed: Sequence[str], story_id: str, vote_round: int) -> tuple[Condition, ...]:
    return (disputes.bound(disputed, story_id, vote_round),) if disputed and outcome in _GOES_ON else ()


def _special_flags(current: Sequence[Ballot], legal_released: bool) -> tuple[str, ...]:
    return tuple(flag for flag in special_votes(current) if not (legal_released and flag == "LEGAL_HOLD"))


def _special(flags: tuple[str, ...], done: Mapping[str, int]) -> Decision:
    facts = "FACT_VETO" in flags
    if "LEGAL_HOLD" in flags:
        reason = "FACTUAL_CONCERNS" if facts else "LEGAL_REVIEW_REQUIRED"
        return Decision("PAUSED", 0.0, reason, "legal_team_review")
    if failure.may_retry(done.get("fact_veto", 0)):
        return Decision("RETURNED", 0.0, "FACTUAL_CONCERNS", "source_verification")
    return Decision("REJECTED", 0.0, "FACTUAL_CONCERNS", "story_rejected")


def _absent(seats: Mapping[VoterName, Ballot], deadline_passed: bool) -> Decision | None:
    return None if deadline_passed or len(seats) == len(VOTERS) else NO_QUORUM


def _quorum(seats: Mapping[VoterName, Ballot], risk: RiskClass) -> Decision | None:
    return None if participates(seats, risk in GUARDED) else NO_QUORUM


def _integrity(
    report: integrity.Report,
    seats: Mapping[VoterName, Ballot],
    risk: RiskClass,
    vote_round: int,
    done: Mapping[str, int],
) -> Decision | None:
    if report.recommendation == "ACCEPT_WITH_MONITORING":
        return None
    if report.recommendation == "INVALIDATE_VOTES" and not done.get("fresh_vote", 0):
        return Decision("FRESH_VOTE", 0.0, "INTEGRITY", "fresh_vote")
    if not done.get(ADDITIONAL_VOTERS, 0):
        return Decision("FRESH_VOTE", 0.0, "INTEGRITY", ADDITIONAL_VOTERS)
    steps = ("integrity", *(high_risk.APPROVED_STEPS if risk in GUARDED else ()))
    raised = conditions.from_ballots(seats.values(), vote_round)
    return Decision("ESCALATED", 0.0, "INTEGRITY", "editor_review", steps, raised)
