"""A finished video's posts: the Judge's own confidence decides which go on, wait for a person, or go back (decisions.md 9).

Every channel's video is judged on its own. A doubtful one never holds up another's: it is set aside with its reasons,
and only when no channel's video may go on does the story go back to production, or to the archive once nothing is left
to mend or three revisions are spent.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from newsroom.control import channels
from newsroom.control.bench import Bench, still
from newsroom.control.confidence import reach_of, reasons, sure_of, to_mend, way
from newsroom.control.decisions.studio import cleared
from newsroom.control.governance import Band, Confidence
from newsroom.control.moves import move, note
from newsroom.control.records import Finding
from newsroom.model.assets import Production
from newsroom.model.channel import Channel
from newsroom.model.house import HousePolicy
from newsroom.model.ids import derive
from newsroom.model.publication import PlatformPlan, Publication, Window
from newsroom.model.story import Story
from newsroom.model.task import Effect, Result, Task
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit
from newsroom.studio.revisions import sent_back


class Weighed(NamedTuple):
    """One channel's finished video with its plans and times, and how sure the Judge is at home and outside."""

    production: Production
    channel: Channel
    plans: dict[str, PlatformPlan]
    windows: tuple[Window, ...]
    home: Confidence
    outside: Confidence

    def sure(self, platform: str) -> Confidence:
        """How sure for one platform."""
        return self.home if reach_of(platform, self.channel) == "local" else self.outside


def scheduled(bench: Bench, task: Task, result: Result) -> Commit:
    """Publications for every planned platform of every channel, each with the effect that will send it."""
    story = bench.story(task.subject)
    still(story.state == "PUBLISHING" and task.brief["attempt"] == str(story.round), task)
    done = bench.store.find("production", Production, story_id=story.id, states=("done",))
    still(bool(done) and not bench.store.find("publication", Publication, story_id=story.id), task)
    house = channels.house(bench.store)
    weighed = [_weighed(bench, story, one, result.proposal, house) for one in done]
    able = [one for one in weighed if way(one.home.value, "local", house) != "back"]
    if not able:
        return _back(bench, story, weighed)
    put_aside = [_put_aside(bench, one) for one in weighed if one not in able]
    posted = [_posted(bench, story, one, house) for one in able]
    changes = [change for made in posted for change in made.changes]
    effects = tuple(effect for made in posted for effect in made.effects)
    return Commit(
        changes=(*changes, *put_aside), audit=tuple(_said(bench, story, one) for one in weighed), effects=effects
    )


def not_scheduled(bench: Bench, task: Task, result: Result) -> Commit:
    """Without a plan or a time nothing is sent: the story stays in the queue until that ends."""
    story = bench.story(task.subject)
    record = note("publication.unplanned", story.id, story.version, bench.now, {"code": result.error_code})
    return Commit(audit=(record,))


def _weighed(
    bench: Bench, story: Story, production: Production, proposal: Mapping[str, Any], house: HousePolicy
) -> Weighed:
    channel = channels.named(bench.store, bench.policy, production.channel)
    found = bench.store.find("finding", Finding, story_id=story.id)
    strategy = next(one for one in found if one.kind == "strategy" and one.round == story.round)
    plans = (PlatformPlan.model_validate(one) for one in _of(strategy.body, "plans", production.channel))
    windows = tuple(Window.model_validate(one) for one in _of(proposal, "windows", production.channel))
    return Weighed(
        production,
        channel,
        {plan.platform: plan for plan in plans},
        windows,
        sure_of(story, production, channel, house, "local"),
        sure_of(story, production, channel, house, "outside"),
    )


def _of(proposal: Mapping[str, Any], what: str, channel: str) -> Sequence[Any]:
    """A channel's own part of a proposal; one without parts speaks for every channel."""
    parts: Mapping[str, Sequence[Any]] = proposal.get("by_channel", {}).get(what, {})
    own: Sequence[Any] = parts[channel] if channel in parts else proposal[what]
    return own


def _posted(bench: Bench, story: Story, one: Weighed, house: HousePolicy) -> Commit:
    changes: list[Change] = []
    effects: list[Effect] = []
    for window in one.windows:
        sure = one.sure(window.platform)
        band = way(sure.value, reach_of(window.platform, one.channel), house)
        publication = _publication(story, one, window, bench.now, band, sure)
        changes.append(Change("publication", publication.id, 0, publication, publication.story_id, publication.status))
        if band == "person":
            ask = _ask(story, publication, bench.now, sure.failed)
            changes.append(Change("ask", ask.id, 0, ask, story.id, ask.status, ask.due_at))
        if band != "back":
            effects.append(_effect(publication, needs_person=band == "person"))
    return Commit(changes=tuple(changes), effects=tuple(effects))


def _publication(
    story: Story, one: Weighed, window: Window, now: datetime, band: Band, sure: Confidence
) -> Publication:
    cut = one.production.cut
    video = cut.path if cut else ""
    failed = f": not sure of {', '.join(sure.failed)}" if sure.failed else ""
    return Publication(
        id=derive("publication", video, cut.sha256 if cut else "", window.platform),
        story_id=story.id,
        channel=one.production.channel,
        video=video,
        platform=window.platform,
        plan=one.plans[window.platform],
        publish_at=max(window.publish_at, now),
        status="cancelled" if band == "back" else "scheduled",
        detail=f"confidence {sure.value:g}{failed}",
    )


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


def _said(bench: Bench, story: Story, one: Weighed) -> Any:
    outside = any(reach_of(window.platform, one.channel) == "outside" for window in one.windows)
    sure = one.outside if outside else one.home
    payload = {
        "confidence": sure.value,
        "failed": list(sure.failed),
        "windows": [window.json_dict() for window in one.windows],
    }
    return note("publication.scheduled", story.id, story.version, bench.now, payload)


def _put_aside(bench: Bench, one: Weighed) -> Change:
    del bench
    reason = f"confidence {one.home.value:g}: not sure of {', '.join(one.home.failed)}"
    later = one.production.model_copy(
        update={"stage": "stopped", "reason": reason, "version": one.production.version + 1}
    )
    return Change("production", later.id, later.version - 1, later, later.story_id, later.stage)


def _back(bench: Bench, story: Story, weighed: Sequence[Weighed]) -> Commit:
    """Every channel's video is doubtful: those that can be mended are made again, else the story is over."""
    steps = [(one, sent_back(to_mend(one.home.failed), one.production.revisions)) for one in weighed]
    mended = [(one, step) for one, step in steps if step is not None]
    why = {one.production.channel: {"confidence": one.home.value, "failed": list(one.home.failed)} for one in weighed}
    reason = f"confidence {max(one.home.value for one in weighed):g} is below 0.70"
    if not mended:
        step = move(story, "rejected", bench.now, f"{reason}, and nothing is left to mend", why=why)
        return Commit(changes=(step.change, *(_put_aside(bench, one) for one in weighed)), audit=(step.audit,))
    again = [cleared(one.production, revision, reasons(one.home.failed), reason) for one, revision in mended]
    aside = [_put_aside(bench, one) for one, revision in steps if revision is None]
    # A new round: plans and times are asked for again once the videos are mended.
    step = move(story, "sent_back", bench.now, reason, why=why, round=story.round + 1)
    return Commit(changes=(*again, *aside, step.change), audit=(step.audit,))
