"""Claims, ballots and the verdict: sealed votes are opened together and the council's rule decides (N 2.2, 3)."""

from typing import Any

from newsroom.control import pictures
from newsroom.control.agents import together
from newsroom.control.bench import Bench, appended, still
from newsroom.control.decisions.asks import asks_for
from newsroom.control.decisions.ballot_box import round_of
from newsroom.control.moves import move, note, story_change
from newsroom.control.records import ClaimSet, Finding, FindingKind
from newsroom.council import verdict as rule
from newsroom.model.ballot import Ballot
from newsroom.model.claim import Claim
from newsroom.model.ids import derive
from newsroom.model.picture import Picture
from newsroom.model.story import Story
from newsroom.model.task import AuditEntry, Result, Task
from newsroom.model.verdict import Verdict
from newsroom.ports import Change, Commit

_COUNTED = frozenset({"fact_veto", "information_requested"})


def claims_built(bench: Bench, task: Task, result: Result) -> Commit:
    """The story's claims and risk class for this round, as the five voters will read them."""
    story = bench.story(task.subject)
    key = derive("claims", story.id, story.round)
    still(task.brief["attempt"] == str(story.round) and bench.store.get("claimset", key, ClaimSet) is None, task)
    claims = tuple(Claim.model_validate(one) for one in result.proposal["claims"])
    read = int(result.proposal.get("read", len(story.item_ids)))
    seen = tuple(Picture.model_validate(one) for one in result.proposal.get("pictures", ()))
    kept = ClaimSet(id=key, story_id=story.id, round=story.round, claims=claims, read=read, pictures=seen)
    risk, types = result.proposal.get("risk"), tuple(result.proposal.get("risk_types", ()))
    classed = story.model_copy(
        update={"risk": risk, "risk_types": types, "items_read": read, "version": story.version + 1}
    )
    payload = {
        "round": story.round,
        "risk": risk,
        "risk_types": list(types),
        "claims": [{"id": one.id, "status": one.status} for one in claims],
        **({"pictures": [one.json_dict() for one in seen]} if seen else {}),
    }
    record = note("claims.built", story.id, classed.version, bench.now, payload, task.agent)
    met = pictures.kept(bench.store, story.id, seen, bench.now)
    changes = (appended("claimset", kept.id, kept, story.id), story_change(classed), *met)
    return together(Commit(changes=changes, audit=(record,)), _talked(bench, classed, task, result))


def _talked(bench: Bench, story: Story, task: Task, result: Result) -> Commit:
    """The talk over disputed claims, kept before anybody votes."""
    held = result.proposal.get("debate")
    return _found(bench, story, "debate", task, passed=None, detail=held["detail"], body=held) if held else Commit()


def claims_failed(bench: Bench, task: Task, result: Result) -> Commit:
    """Claims that cannot be built: the voters get none, and an unclassed story is judged by the strictest class."""
    empty = result.model_copy(update={"proposal": {"claims": [], "risk": "sensitive"}})
    return claims_built(bench, task, empty)


def vote_failed(bench: Bench, task: Task, result: Result) -> Commit:
    """A voter that cannot vote: noted, so that a stand-in is asked where one exists; critical seats are waited for."""
    story = bench.story(task.subject)
    # A failure of an earlier round must not make this round's voter count as failed.
    still(round_of(task) == story.round, task)
    asked = task.brief["attempt"].split(".")[2:]
    return _found(bench, story, "failed_vote", task, passed=False, detail=result.error_code, mark=".".join(asked))


def verdict_due(bench: Bench, story: Story, ballots: tuple[Ballot, ...], deadline_passed: bool) -> Commit | None:
    """The verdict, when it may be reached; None while ballots are awaited."""
    released = bool(story.retries.get("legal_released"))
    asked: dict[str, Any] = {"story_id": story.id, "vote_round": story.round, "legal_released": released}
    if not rule.ready(ballots, deadline_passed=deadline_passed, **asked):
        return None
    talked = bench.store.get("finding", _finding_id("debate", story, "Fact_Checker"), Finding)
    reached = rule.reach(
        ballots,
        risk=story.risk or "sensitive",
        decided_at=bench.now,
        deadline_passed=deadline_passed,
        opened_at=story.entered_at,
        history=bench.history,
        retries=story.retries,
        disputed=talked.body["unsettled"] if talked else (),
        circular=bool(talked and talked.body["circular"]),
        **asked,
    )
    step = move(
        story, rule.event_of(reached), bench.now, reached.reason, why=_why(reached), **_after(story, reached, bench)
    )
    asks = asks_for(step.story, rule.persons_for(reached), reached.reason, bench.now)
    kept = appended(
        "verdict", derive("verdict", story.id, story.round, story.version), reached, story.id, reached.outcome
    )
    return Commit(changes=(kept, step.change, *(_opened(ask) for ask in asks)), audit=(step.audit,))


def _opened(ask: Any) -> Change:
    return Change("ask", ask.id, 0, ask, ask.story_id, ask.status, ask.due_at)


def _after(story: Story, reached: Verdict, bench: Bench) -> dict[str, Any]:
    retries = dict(story.retries)
    later: dict[str, Any] = {"verdict": reached, "retries": retries}
    event = rule.event_of(reached)
    if event in _COUNTED:
        retries[event] = retries.get(event, 0) + 1
    if event in _COUNTED or event == "rejected":
        retries["origins"] = len(story.origins)
    if event == "quorum_missing":
        retries["awaited_round"] = story.round
    if event == "fresh_vote":
        key = rule.ADDITIONAL_VOTERS if reached.required_action == rule.ADDITIONAL_VOTERS else "fresh_vote"
        retries[key] = retries.get(key, 0) + 1
        later["round"] = story.round + 1
    if event == "approved":
        later["approved_at"] = bench.now
    return later


def _why(reached: Verdict) -> dict[str, Any]:
    return {"score": reached.score, "risk": reached.risk, "votes": list(reached.vote_ids), "flags": list(reached.flags)}


def votes_in(bench: Bench, story: Story) -> Commit:
    """The awaited ballots came: back to the council, whose rule decides at once."""
    step = move(story, "votes_in", bench.now, "the missing ballots came")
    return Commit(changes=(step.change,), audit=(step.audit,))


def found(kind: FindingKind) -> Any:
    """A decision that keeps one finding of `kind`: {passed, detail, ...} as the role proposed it."""

    def keep(bench: Bench, task: Task, result: Result) -> Commit:
        story = bench.story(task.subject)
        still(task.brief["attempt"] == str(story.round), task)
        body = dict(result.proposal)
        passed = body.pop("passed", None)
        return _found(bench, story, kind, task, passed=passed, detail=str(body.pop("detail", "")), body=body)

    return keep


def not_found(kind: FindingKind) -> Any:
    """A check that could not be made counts as failed: it closes, it never opens."""

    def keep(bench: Bench, task: Task, result: Result) -> Commit:
        story = bench.story(task.subject)
        still(task.brief["attempt"] == str(story.round), task)
        return _found(bench, story, kind, task, passed=False, detail=result.error_code)

    return keep


def _finding_id(kind: FindingKind, story: Story, agent: str, mark: str = "") -> str:
    return derive("finding", kind, story.id, story.round, agent, *([mark] if mark else []))


def _found(
    bench: Bench,
    story: Story,
    kind: FindingKind,
    task: Task,
    *,
    passed: bool | None,
    detail: str,
    body: dict[str, Any] | None = None,
    mark: str = "",
) -> Commit:
    finding = Finding(
        id=_finding_id(kind, story, task.agent, mark),
        story_id=story.id,
        round=story.round,
        kind=kind,
        agent=task.agent,
        at=bench.now,
        passed=passed,
        detail=detail,
        body=body or {},
    )
    record: AuditEntry = note(f"found.{kind}", story.id, story.version, bench.now, finding.json_dict(), task.agent)
    return Commit(changes=(appended("finding", finding.id, finding, story.id, kind),), audit=(record,))
