"""A production's pieces come in, one stage after the other; the revision rule says what goes back (N 2.3, 3)."""

from collections.abc import Callable, Sequence
from typing import Any

from newsroom.control.bench import Bench, still
from newsroom.control.moves import Move, move, note
from newsroom.control.plans.studio import attempt
from newsroom.model.assets import Cut, GenerationFailure, Narration, Production, Review, Visual
from newsroom.model.errors import Refused
from newsroom.model.script import GuardReport, Issue, Script
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit
from newsroom.studio.revisions import Revision, after_guard, after_review

_MADE: dict[str, type[Any]] = {"voice": Narration, "edit": Cut}
_FIELD = {"voice": "narration", "visuals": "visuals", "edit": "cut"}
_CLEARED: dict[str, dict[str, Any]] = {
    "script": {"guard": None},
    "voice": {"narration": None},
    "visuals": {"visuals": ()},
    "video": {"cut": None, "review": None},
}
"""What a component's revision takes away. The old script stays, so that its writer can mend it."""

_KIND_OF = {"voice": "voice", "visuals": "visuals", "video": "edit"}

WAITS_MAX = 6
"""How often a story that is too thin for a video may wait for more reports (offline-writer.md: a hold with its reason)."""

FAILURES_MAX = 2
"""Technical failures of one piece before its story waits in recovery for its deadline (N 4.4; the figure is ours)."""


def made(bench: Bench, task: Task, result: Result) -> Commit:
    """One piece of a production, by the task's kind."""
    production, story = _under_way(bench, task)
    if "failure" in result.proposal:
        return _unmade(bench, production, story, task, GenerationFailure.model_validate(result.proposal["failure"]))
    commit: Commit = _PIECES[task.kind](bench, production, story, result.proposal)
    return commit


def _unmade(bench: Bench, production: Production, story: Story, task: Task, fault: GenerationFailure) -> Commit:
    """The part that stands in the way is made again, also when another agent met the fault."""
    kind = _KIND_OF[fault.component]
    tries = production.failures.get(kind, 0) + 1 if fault.again else FAILURES_MAX + 1
    updates: dict[str, Any] = {"failures": {**production.failures, kind: tries}, "reason": fault.code}
    if kind != task.kind:
        updates |= {**_CLEARED[fault.component], "stage": "voice_visuals"}
    later = production.model_copy(update=updates)
    return _into_recovery(bench, production, later, story, kind, fault.code, {"detail": fault.detail[:300]})


def failed(bench: Bench, task: Task, result: Result) -> Commit:
    """A piece that could not be made: into recovery, from where it is tried again or times out."""
    production, story = _under_way(bench, task)
    failures = {**production.failures, task.kind: production.failures.get(task.kind, 0) + 1}
    later = production.model_copy(update={"failures": failures, "reason": result.error_code})
    return _into_recovery(bench, production, later, story, task.kind, result.error_code, {})


def _into_recovery(
    bench: Bench, before: Production, later: Production, story: Story, kind: str, code: str, more: dict[str, Any]
) -> Commit:
    """The story waits in recovery; where another channel's video goes on, what is beyond its tries just ends."""
    said = f"{kind} failed: {code}"
    if _spent(later) and _others(bench, later):
        return _ended(bench, before, later.model_copy(update={"stage": "stopped"}), story, lambda: None, said)
    if story.state == "FAILED_RECOVERY":
        return _commit(bench, before, later, reason=said)
    why = {"component": kind, "failures": later.failures, **more}
    return _commit(bench, before, later, move(story, "component_failed", bench.now, code, why=why), said)


def recovered(bench: Bench, story: Story, productions: Sequence[Production]) -> Commit | None:
    """Back to the failed component while its tries last; None leaves the story to its deadline."""
    if not productions or any(_spent(production) for production in productions):
        return None
    step = move(story, "recovered", bench.now, "the failed component is tried again")
    return Commit(changes=(step.change,), audit=(step.audit,))


def _spent(production: Production) -> bool:
    return any(count > FAILURES_MAX for count in production.failures.values())


def _others(bench: Bench, production: Production) -> tuple[Production, ...]:
    """The story's productions on other channels, under way or done."""
    found = bench.store.find("production", Production, story_id=production.story_id)
    return tuple(one for one in found if one.id != production.id and one.stage != "stopped")


def _ended(
    bench: Bench,
    before: Production,
    later: Production,
    story: Story,
    alone: Callable[[], Move | None],
    reason: str,
    why: dict[str, Any] | None = None,
) -> Commit:
    """A production is done or stopped. The story moves with the last of its channels: on when any video is done.

    `alone` is the story's step when no channel has one.
    """
    others = _others(bench, before)
    if any(one.stage != "done" for one in others):
        return _commit(bench, before, later, reason=reason)
    if later.stage == "done" or others:
        return _commit(bench, before, later, move(story, "produced", bench.now, reason, why=why), reason)
    return _commit(bench, before, later, alone(), reason)


def _under_way(bench: Bench, task: Task) -> tuple[Production, Story]:
    production = bench.need("production", task.subject, Production)
    story = bench.story(production.story_id)
    # One piece may come while the story recovers from another's failure.
    working = story.state in ("PRODUCING", "FAILED_RECOVERY") and production.stage not in ("done", "stopped")
    still(working and task.brief["attempt"] == attempt(production, task.kind), task)
    return production, story


def _script(bench: Bench, production: Production, story: Story, proposal: dict[str, Any]) -> Commit:
    if "hold" in proposal:
        hold = proposal["hold"]
        later = production.model_copy(update={"stage": "stopped", "reason": str(hold["code"])})
        return _ended(bench, production, later, story, lambda: _held(bench, story, hold), str(hold["reason"]))
    script = Script.model_validate(proposal["script"])
    return _commit(bench, production, production.model_copy(update={"script": script, "stage": "hooks"}))


def _held(bench: Bench, story: Story, hold: dict[str, Any]) -> Move:
    """Too little to say: the story waits for a new independent origin, which takes it through the council again."""
    rounds = story.retries.get("more_reports", 0)
    if rounds >= WAITS_MAX:
        return move(story, "held", bench.now, str(hold["reason"]), why={"hold": hold})
    first = story.retries.get("revote_from", story.round + 1)
    retries = {**story.retries, "more_reports": rounds + 1, "revote_from": first, "origins": len(story.origins)}
    return move(story, "reports_awaited", bench.now, str(hold["reason"]), why={"hold": hold}, retries=retries)


def _hooks(bench: Bench, production: Production, story: Story, proposal: dict[str, Any]) -> Commit:
    del story
    script = Script.model_validate(proposal["script"])
    return _commit(bench, production, production.model_copy(update={"script": script, "stage": "guard"}))


def _guard(bench: Bench, production: Production, story: Story, proposal: dict[str, Any]) -> Commit:
    report = GuardReport.model_validate(proposal["guard"])
    with_report = production.model_copy(update={"guard": report})
    return _revised(bench, with_report, production, story, after_guard(report, production.revisions), report.issues)


def _piece(kind: str) -> Any:
    def take(bench: Bench, production: Production, story: Story, proposal: dict[str, Any]) -> Commit:
        del story
        value = _read(kind, proposal)
        later = production.model_copy(update={_FIELD[kind]: value})
        stage = later.stage
        if kind == "edit":
            stage = "review"
        elif later.narration is not None and later.visuals:
            stage = "edit"
        return _commit(bench, production, later.model_copy(update={"stage": stage}))

    return take


def _read(kind: str, proposal: dict[str, Any]) -> Any:
    if kind == "visuals":
        visuals = tuple(Visual.model_validate(one) for one in proposal["visuals"])
        if not visuals:
            raise Refused("no_visuals", "A video needs at least one card.", "The plan is made again.")
        return visuals
    return _MADE[kind].model_validate(proposal[_FIELD[kind]])


def _review(bench: Bench, production: Production, story: Story, proposal: dict[str, Any]) -> Commit:
    review = Review.model_validate(proposal["review"])
    with_review = production.model_copy(update={"review": review})
    step = after_review(review.components, review.score, review.issues, production.revisions)
    return _revised(bench, with_review, production, story, step, review.issues)


def _revised(
    bench: Bench,
    later: Production,
    before: Production,
    story: Story,
    revision: Revision,
    issues: tuple[Issue, ...],
) -> Commit:
    updates: dict[str, Any] = {"stage": revision.stage, "revisions": revision.revisions, "reason": revision.reason}
    why = {"score": later.review.score if later.review else None, "revisions": revision.revisions}
    if revision.status == "REVISE":
        # Another component's fault is mended with it, so its note travels along.
        updates["feedback"] = issues
        for component in revision.redo:
            updates.update(_CLEARED[component])
        return _commit(bench, before, later.model_copy(update=updates))
    changed = later.model_copy(update=updates)
    if revision.status == "APPROVE" and revision.stage != "done":
        return _commit(bench, before, changed)

    def alone() -> Move:
        if revision.status == "REJECT":
            return move(story, "rejected", bench.now, revision.reason, why=why)
        retries = {**story.retries, "origins": len(story.origins)}
        return move(story, "revision_limit", bench.now, "revision_limit", why=why, retries=retries)

    return _ended(bench, before, changed, story, alone, revision.reason, why)


def cleared(production: Production, revision: Revision, issues: tuple[Issue, ...], reason: str) -> Change:
    """The write of a finished production that goes back: what has to be made again is taken away."""
    updates: dict[str, Any] = {
        "stage": revision.stage,
        "revisions": revision.revisions,
        "reason": reason,
        "feedback": issues,
        "version": production.version + 1,
    }
    for component in revision.redo:
        updates.update(_CLEARED[component])
    later = production.model_copy(update=updates)
    return Change("production", later.id, production.version, later, later.story_id, later.stage)


def _commit(bench: Bench, before: Production, later: Production, step: Move | None = None, reason: str = "") -> Commit:
    changed = later.model_copy(update={"version": before.version + 1, "reason": reason or later.reason})
    row = Change("production", changed.id, before.version, changed, changed.story_id, changed.stage)
    payload = {
        "stage": changed.stage,
        "revisions": changed.revisions,
        "reason": changed.reason,
        "script": changed.script.version if changed.script else None,
        "score": changed.review.score if changed.review else None,
    }
    record = note("production.moved", changed.id, changed.version, bench.now, payload)
    if step is None:
        return Commit(changes=(row,), audit=(record,))
    return Commit(changes=(row, step.change), audit=(record, step.audit))


_PIECES: dict[str, Any] = {
    "script": _script,
    "hooks": _hooks,
    "guard": _guard,
    "voice": _piece("voice"),
    "visuals": _piece("visuals"),
    "edit": _piece("edit"),
    "review": _review,
}
KINDS = tuple(_PIECES)
