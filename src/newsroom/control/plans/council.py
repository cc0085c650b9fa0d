"""The council's work: claims, five sealed votes, and what a verdict asks for before production (N 2, 3.2, 5.1)."""

from datetime import datetime, timedelta

from newsroom.control.plans.task import task
from newsroom.control.snapshot import Case
from newsroom.council import conditions
from newsroom.council.substitutes import CRITICAL, SECOND_INSTANCE, STAND_INS, TREND_VOTERS, assign
from newsroom.model.ballot import VOTERS, VoterName
from newsroom.model.task import Task
from newsroom.model.verdict import Verdict

SECOND_CHECK = "secondary_fact_check"

ASK_AGAIN_AFTER = timedelta(minutes=2)
"""A critical voter that failed is waited for, and asked again while its deadline lasts (N 4.4; the figure is ours)."""


def plan(case: Case, now: datetime) -> tuple[Task, ...]:
    """The council tasks that this case still lacks."""
    state = case.story.state
    if state in ("VALIDATING", "AWAIT_VOTES"):
        return _votes(case, now) if case.claims else (_one(case, "evidence", "Fact_Checker", now),)
    if state == "ESCALATED" and case.story.verdict and SECOND_CHECK in case.story.verdict.steps:
        return () if case.finding("second_fact_check") else (_one(case, "second_fact_check", "Fact_Checker", now),)
    if state == "CONDITIONAL" and case.story.verdict:
        return _conditional(case, case.story.verdict, now)
    return ()


def _conditional(case: Case, verdict: Verdict, now: datetime) -> tuple[Task, ...]:
    asked = conditions.waiting_for(verdict.conditions, "Fact_Checker")
    if asked and case.finding("conditions") is None:
        return (_one(case, "conditions", "Fact_Checker", now),)
    return () if case.finding("second_look") else (_one(case, "second_look", "Compliance_Guard", now),)


def _votes(case: Case, now: datetime) -> tuple[Task, ...]:
    voted = {ballot.voter_id for ballot in case.ballots}
    failed = {found.agent for found in case.findings if found.kind == "failed_vote"}
    missing = [seat for seat in VOTERS if seat not in voted]
    standing_in = assign([seat for seat in missing if seat in failed], [v for v in STAND_INS if v not in failed])
    first = tuple(
        _vote(case, seat, voter, now)
        for seat in missing
        if (voter := _voter(case, seat, seat in failed, standing_in.get(seat, "")))
    )
    return (*first, *(again for seat in missing if seat in CRITICAL for again in _asked_again(case, seat, now)))


def _asked_again(case: Case, seat: str, now: datetime) -> tuple[Task, ...]:
    failures = [found.at for found in case.findings if found.kind == "failed_vote" and found.agent == seat]
    if not failures or now - max(failures) < ASK_AGAIN_AFTER:
        return ()
    story = case.story
    attempt = f"{story.round}.{seat}.{len(failures)}"
    return (task("vote", seat, "council", story.id, story.version, now, attempt, {"seat": seat}),)


def _voter(case: Case, seat: VoterName, failed: bool, stand_in: str) -> str:
    if failed:
        return stand_in
    if case.story.retries.get("additional_voters") and seat in TREND_VOTERS:
        return SECOND_INSTANCE[seat]
    return seat


def _vote(case: Case, seat: str, voter: str, now: datetime) -> Task:
    story = case.story
    brief = {"seat": seat}
    return task("vote", voter, "council", story.id, story.version, now, f"{story.round}.{seat}", brief)


def _one(case: Case, kind: str, agent: str, now: datetime) -> Task:
    story = case.story
    return task(kind, agent, "council", story.id, story.version, now, story.round)
