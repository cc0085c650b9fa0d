"""Stories that wait for findings or people go on when everything is in, and close when their time is up."""

from collections.abc import Sequence
from typing import Any

from newsroom.control.bench import Bench
from newsroom.control.decisions.asks import asks_for, expired
from newsroom.control.moves import Move, move
from newsroom.control.plans.council import SECOND_CHECK
from newsroom.control.snapshot import Case
from newsroom.council import conditions
from newsroom.council.consensus import counted, participates
from newsroom.council.failure import after_legal
from newsroom.council.thresholds import GUARDED
from newsroom.model.assets import Production
from newsroom.model.lifecycle import limit_of
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Condition
from newsroom.ports import Change, Commit


def escalated(bench: Bench, case: Case) -> Commit | None:
    """High risk: every step done and every person's yes, or one no (N 3.2; decisions.md section 2)."""
    story, verdict, asks = case.story, case.story.verdict, case.asks
    check = case.finding("second_fact_check")
    needs_check = verdict is not None and SECOND_CHECK in verdict.steps
    refused = [ask for ask in asks if ask.status == "rejected"]
    if refused or (needs_check and check is not None and check.passed is not True):
        reason = f"{refused[0].question} refused" if refused else "the second fact check failed"
        return _with_asks(move(story, "answered_no", bench.now, reason), asks)
    changes = [ask for ask in asks if ask.status == "changes"]
    if changes:
        return _sent_for_more(bench, story, changes[0], asks)
    if any(ask.status != "approved" for ask in asks) or (needs_check and check is None):
        return None
    names = ", ".join(ask.answered_by for ask in asks)
    accepted = _accepted(verdict.conditions if verdict else (), names)
    later = verdict.model_copy(update={"conditions": accepted}) if verdict else None
    step = move(story, "answered_yes", bench.now, f"approved by {names}", approved_at=bench.now, verdict=later)
    return _with_asks(step, asks)


def _sent_for_more(bench: Bench, story: Story, answer: Ask, asks: Sequence[Ask]) -> Commit:
    """A person asks for changes: not on this evidence. One more independent origin within the hour, then a fresh vote."""
    why = {"by": answer.answered_by, "ask": answer.id}
    retries = {**story.retries, "origins": len(story.origins)}
    reason = f"{answer.answered_by} asked for changes: {answer.note}"[:300]
    return _with_asks(move(story, "information_requested", bench.now, reason, why=why, retries=retries), asks)


def _accepted(found: Sequence[Condition], by: str) -> tuple[Condition, ...]:
    # What a person approved after the second check is answered; wording stays bound to the script.
    return tuple(
        c if c.about == "wording" or c.met is not None else c.model_copy(update={"met": True, "answer": f"by {by}"})
        for c in found
    )


def paused(bench: Bench, case: Case) -> Commit | None:
    """A legal hold: only a named person with the legal role releases it, and a vetoed story is not revived by it."""
    story, asks = case.story, case.asks
    answers = [ask for ask in asks if ask.status in ("approved", "rejected", "changes")]
    if not answers:
        return None
    answer = answers[-1]
    flags = story.verdict.flags if story.verdict else ()
    # A vetoed story is no more revived by changes than by a yes.
    event = after_legal(answer.status != "rejected", flags)
    why = {"by": answer.answered_by, "ask": answer.id}
    if event == "answered_yes" and answer.status == "changes":
        return _sent_for_more(bench, story, answer, asks)
    if event == "answered_no":
        return _with_asks(move(story, event, bench.now, "the legal desk refused, or facts were vetoed", why=why), asks)
    retries = {**story.retries, "legal_released": 1}
    reason = f"released by {answer.answered_by}"
    step = move(story, event, bench.now, reason, why=why, round=story.round + 1, retries=retries)
    return _with_asks(step, asks)


def conditional(bench: Bench, case: Case) -> Commit | None:
    """Conditions: sources answered by Fact_Checker, the law looked at again, wording bound to the script."""
    story, verdict = case.story, case.story.verdict
    second = case.finding("second_look")
    if verdict is None:
        return None
    if second is not None and second.body.get("hold"):
        step = move(story, "legal_hold", bench.now, second.detail or "held at the second look")
        asks = asks_for(step.story, (("legal_hold", "legal"),), step.story.reason, bench.now)
        opened = tuple(Change("ask", ask.id, 0, ask, story.id, ask.status, ask.due_at) for ask in asks)
        return Commit(changes=(step.change, *opened), audit=(step.audit,))
    settled = _settled(case, verdict.conditions)
    event = conditions.outcome(settled, second.passed if second else None)
    if event is None:
        return None
    later = verdict.model_copy(update={"conditions": settled})
    met = event == "conditions_met"
    open_ones = [c.description for c in settled if c.met is False]
    reason = "; ".join(open_ones) or ("every condition is met" if met else "compliance did not clear it")
    updates: dict[str, Any] = {"verdict": later, "approved_at": bench.now if met else story.approved_at}
    if not met:
        # Its reports were too few to meet them; when these have doubled the council looks again.
        updates["retries"] = {**story.retries, "origins": len(story.origins)}
    step = move(story, event, bench.now, reason[:300], **updates)
    return Commit(changes=(step.change,), audit=(step.audit,))


def _settled(case: Case, found: Sequence[Condition]) -> tuple[Condition, ...]:
    settled = tuple(found)
    for kind, agent in (("conditions", "Fact_Checker"), ("second_look", "Compliance_Guard")):
        finding = case.finding(kind)
        if finding is None:
            continue
        given = finding.body.get("answers", {})
        waiting = [c.id for c in conditions.waiting_for(settled, agent)]
        answers = {
            key: conditions.Answer(
                bool(given.get(key, {}).get("met", finding.passed)), str(given.get(key, {}).get("text", finding.detail))
            )
            for key in waiting
        }
        settled = conditions.settle(settled, agent, answers)
    return settled


def quorum_back(case: Case) -> bool:
    """Whether the ballots that AWAIT_VOTES waits for have come."""
    return participates(counted(case.ballots), (case.story.risk or "sensitive") in GUARDED)


def timed_out(bench: Bench, story: Story) -> Commit:
    """The end of a stay: the lifecycle's own event, open asks expired, a production under way stopped."""
    limit = limit_of(story.state)
    if limit is None:
        return Commit()
    waited = f"{limit.minutes} minutes in {story.state}"
    reason = f"{waited}: {story.reason}" if story.retries.get("more_reports") else waited
    step = move(story, limit.on_limit, bench.now, reason)
    stopped = [
        Change("production", p.id, p.version, _stopped(p), story.id, "stopped")
        for p in bench.store.find("production", Production, story_id=story.id)
        if p.stage not in ("done", "stopped")
    ]
    asks = expired(bench.store.find("ask", Ask, story_id=story.id))
    return Commit(changes=(step.change, *asks, *stopped), audit=(step.audit,))


def _stopped(production: Production) -> Production:
    return production.model_copy(
        update={"stage": "stopped", "reason": "production deadline", "version": production.version + 1}
    )


def _with_asks(step: Move, asks: Sequence[Ask]) -> Commit:
    return Commit(changes=(step.change, *expired(asks, "withdrawn")), audit=(step.audit,))
