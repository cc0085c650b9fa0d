"""From a finished file to posts: plans and times become publications and effects, and later a lesson (N 4; 2.4)."""

from datetime import datetime
from typing import Any

from newsroom.control.bench import Bench, still
from newsroom.control.governance import CHECKS, KillSwitch, band, confidence
from newsroom.control.moves import move, note
from newsroom.control.records import Finding, Switch
from newsroom.council.conditions import open_required
from newsroom.model.assets import Production
from newsroom.model.errors import Refused
from newsroom.model.ids import derive
from newsroom.model.publication import Feedback, PlatformPlan, Publication, Window
from newsroom.model.story import Story
from newsroom.model.task import Effect, Result, Task
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit

DISCLOSURE = "disclosure"
"""The critic's check that the file itself says it was made by machine carries this word in its name."""


def scheduled(bench: Bench, task: Task, result: Result) -> Commit:
    """Publications for every planned platform, each with the effect that will send it.

    The Judge's own confidence decides whether an outside platform needs a person first (decisions.md section 9).
    """
    story = bench.story(task.subject)
    still(story.state == "PUBLISHING" and task.brief["attempt"] == str(story.round), task)
    production = finished_production(bench, story)
    strategy = next(f for f in bench.store.find("finding", Finding, story_id=story.id) if f.kind == "strategy")
    plans = {p.platform: p for p in (PlatformPlan.model_validate(one) for one in strategy.body["plans"])}
    windows = [Window.model_validate(one) for one in result.proposal["windows"]]
    sure = confidence(_checks(bench, story, production), CHECKS["publish"])
    changes: list[Change] = []
    effects: list[Effect] = []
    for window in windows:
        publication = _publication(bench, story, production, plans[window.platform], window)
        way = band(sure.value, "local" if window.platform == "site" else "outside")
        status = {"on": "scheduled", "person": "scheduled", "back": "cancelled"}[way]
        publication = publication.model_copy(update={"status": status, "detail": f"confidence {sure.value:g}"})
        changes.append(_row(publication, 0))
        if way == "person":
            ask = _ask(story, publication, bench.now, sure.failed)
            changes.append(Change("ask", ask.id, 0, ask, story.id, ask.status, ask.due_at))
        if way != "back":
            effects.append(_effect(publication, needs_person=way == "person"))
    payload = {
        "confidence": sure.value,
        "failed": list(sure.failed),
        "windows": [window.json_dict() for window in windows],
    }
    record = note("publication.scheduled", story.id, story.version, bench.now, payload)
    return Commit(changes=tuple(changes), audit=(record,), effects=tuple(effects))


def not_scheduled(bench: Bench, task: Task, result: Result) -> Commit:
    """Without a plan or a time nothing is sent: the story stays in the queue until that ends."""
    story = bench.story(task.subject)
    record = note("publication.unplanned", story.id, story.version, bench.now, {"code": result.error_code})
    return Commit(audit=(record,))


def finished_production(bench: Bench, story: Story) -> Production:
    """The production whose file is to be published."""
    done = bench.store.find("production", Production, story_id=story.id, states=("done",))
    still(bool(done), _no_task(story))
    return done[-1]


def _no_task(story: Story) -> Any:
    return Task(
        id="", kind="publish", agent="", tier="strategic", subject=story.id, seen=story.version, due_at=story.entered_at
    )


def _checks(bench: Bench, story: Story, production: Production) -> dict[str, bool | None]:
    verdict, review = story.verdict, production.review
    bound = {c.id for c in verdict.conditions if c.about == "wording"} if verdict else set()
    answered = set(production.script.bound_conditions) if production.script else set()
    unmet = [c for c in open_required(verdict.conditions) if c.id not in answered] if verdict else []
    return {
        "verdict_approved": verdict is not None and story.approved_at is not None,
        "guard_passed": production.guard is not None and production.guard.passed,
        "quality_approved": review is not None and review.status == "APPROVE",
        "conditions_closed": not unmet and bound <= answered,
        "rights_complete": bool(production.visuals) and all(visual.rights for visual in production.visuals),
        "disclosure_present": review is not None and any(c.passed for c in review.checks if DISCLOSURE in c.name),
        "within_brand_policy": story.category not in bench.policy.channel.person_for,
    }


def _publication(bench: Bench, story: Story, production: Production, plan: PlatformPlan, window: Window) -> Publication:
    video = production.cut.path if production.cut else ""
    return Publication(
        id=derive("publication", video, production.cut.sha256 if production.cut else "", window.platform),
        story_id=story.id,
        channel=production.channel,
        video=video,
        platform=window.platform,
        plan=plan,
        publish_at=max(window.publish_at, bench.now),
    )


def _row(publication: Publication, expected: int) -> Change:
    return Change("publication", publication.id, expected, publication, publication.story_id, publication.status)


def _effect(publication: Publication, *, needs_person: bool) -> Effect:
    return Effect(
        id=derive("effect", "publish", publication.id),
        kind="publish",
        subject=publication.id,
        not_before=publication.publish_at,
        body={"story": publication.story_id, "needs_person": needs_person},
    )


def _ask(story: Story, publication: Publication, now: datetime, failed: tuple[str, ...]) -> Ask:
    return Ask(
        id=derive("ask", publication.id, "confidence"),
        story_id=story.id,
        question="confidence",
        role="editor",
        why=f"{publication.platform}: not sure of {', '.join(failed) or 'itself'}",
        opened_at=now,
        due_at=story.due_at or now,
        evidence=(publication.id,),
    )


def analysed(bench: Bench, task: Task, result: Result) -> Commit:
    """What the video did, kept in the knowledge base."""
    story = bench.story(task.subject)
    still(story.state == "PUBLISHED", task)
    feedback = Feedback.model_validate(result.proposal["feedback"])
    step = move(story, "analysed", bench.now, feedback.status)
    kept = Change("feedback", feedback.feedback_id, 0, feedback, story.id, feedback.status)
    record = note("feedback.written", story.id, story.version + 1, bench.now, feedback.json_dict(), task.agent)
    return Commit(changes=(kept, step.change), audit=(record, step.audit))


def analysis_failed(bench: Bench, task: Task, result: Result) -> Commit:
    """No analysis could be made: the story is closed without a lesson, and says so."""
    story = bench.story(task.subject)
    still(story.state == "PUBLISHED", task)
    step = move(story, "analysed", bench.now, f"no analysis: {result.error_code}")
    return Commit(changes=(step.change,), audit=(step.audit,))


def closed(bench: Bench, story: Story) -> Commit:
    """The end of a story whose lesson is kept."""
    step = move(story, "closed", bench.now, "knowledge base updated")
    return Commit(changes=(step.change,), audit=(step.audit,))


def switches(bench: Bench) -> KillSwitch:
    """What people have paused, read at this moment."""
    paused = {switch.id: switch.paused for switch in bench.store.find("switch", Switch)}
    return KillSwitch(
        publishing=paused.get("publishing", False), spending=paused.get("spending", False), all=paused.get("all", False)
    )


def turned(bench: Bench, scope: Any, paused: bool, by: str, comment: str = "", role: str = "") -> Commit:
    """A named person pauses or resumes one kind of effect.

    Raises:
        Refused: nobody is named.
    """
    if not by.strip():
        raise Refused("nobody", "A switch is turned by a person with a name.", "Give your name.")
    before = bench.store.get("switch", scope, Switch)
    version = before.version if before else 0
    later = Switch(id=scope, version=version + 1, paused=paused, by=by, role=role, at=bench.now, note=comment)
    payload = {"paused": paused, "role": role, "note": comment}
    record = note("switch.turned", scope, later.version, bench.now, payload, by)
    return Commit(changes=(Change("switch", scope, version, later),), audit=(record,))
