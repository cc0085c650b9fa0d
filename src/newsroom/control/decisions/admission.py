"""Who goes on: into the council by capacity and priority, into the studio by the channel's places (N 4.3)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from newsroom.control import capacity, channels
from newsroom.control.bench import Bench
from newsroom.control.campaigns import following
from newsroom.control.moves import Move, move, note
from newsroom.control.records import Load, Place
from newsroom.model.agent import WantedWorkers
from newsroom.model.assets import Production
from newsroom.model.bid import Bid
from newsroom.model.channel import Channel
from newsroom.model.ids import derive
from newsroom.model.story import Story
from newsroom.model.task import AuditEntry
from newsroom.ports import Change, Commit

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_MEDIAN_H = 0.75
"""A production of unknown length takes N's own example, 45 minutes."""


def into_council(bench: Bench) -> Commit | None:
    """Let the highest priorities into the council, and say how many workers that takes (N 4.3).

    None when nobody goes in and the load is as it was.
    """
    waiting = bench.store.find("story", Story, states=("AUCTION_WON",))
    load = bench.store.get("cursor", "load", Load) or Load(version=0)
    wanted = bench.store.get("cursor", "wanted", WantedWorkers)
    if not waiting and not load.surge and (wanted is None or not wanted.queued):
        return None
    recent = [place for place in load.places if place.admitted_at > bench.now - _HOUR]
    won = [place.won_at for place in load.places] + [story.entered_at for story in waiting]
    raised = following.raised(bench, waiting)
    plan = capacity.plan(
        [capacity.Waiting(story.id, raised[story.id].priority, story.entered_at) for story in waiting],
        entered_last_hour=sum(at > bench.now - _HOUR for at in won),
        admitted_last_hour=len(recent),
        was_surge=load.surge,
    )
    scaled = _scaled(bench, wanted, plan)
    if not plan.admit and plan.surge == load.surge:
        return Commit(changes=scaled) if scaled else None
    going = {story.id: story for story in waiting if story.id in plan.admit}
    places = (*recent, *(_place(bench, going[story_id]) for story_id in plan.admit))
    later = Load(version=load.version + 1, places=places, surge=plan.surge)
    steps = [_admit(bench, going[story_id], plan, raised[story_id]) for story_id in plan.admit]
    ends = capacity.surge_ends(won) if plan.surge else None
    changes = (Change("cursor", "load", load.version, later, "", "", ends), *scaled, *(step.change for step in steps))
    turned = (_turned(bench, later, plan),) if plan.surge != load.surge else ()
    return Commit(changes=changes, audit=(*turned, *(step.audit for step in steps)))


def _scaled(bench: Bench, before: WantedWorkers | None, plan: capacity.LoadPlan) -> tuple[Change, ...]:
    """The row that workers obey, when it says something new."""
    later = WantedWorkers(
        version=before.version if before else 0,
        factor=plan.factor,
        strategy=plan.strategy,
        surge=plan.surge,
        count={str(tier): count for tier, count in capacity.instances(plan.factor).items()},
        queued=len(plan.queued),
        clearance_h=plan.clearance_h,
        at=before.at if before else bench.now,
    )
    if later == before:
        return ()
    later = later.model_copy(update={"version": later.version + 1, "at": bench.now})
    return (Change("cursor", later.id, later.version - 1, later),)


def _turned(bench: Bench, load: Load, plan: capacity.LoadPlan) -> AuditEntry:
    payload = {"surge": plan.surge, "strategy": plan.strategy, "factor": plan.factor, "queued": len(plan.queued)}
    return note("load.surge", load.id, load.version, bench.now, payload)


def _place(bench: Bench, story: Story) -> Place:
    return Place(story_id=story.id, won_at=story.entered_at, admitted_at=bench.now)


def _admit(bench: Bench, story: Story, plan: capacity.LoadPlan, raised: following.Raised) -> Move:
    why: dict[str, Any] = {"priority": raised.priority, "strategy": plan.strategy, "surge": plan.surge}
    updates: dict[str, Any] = {"council_at": bench.now}
    if raised.campaigns:
        why["campaigns"] = [one.json_dict() for one in raised.campaigns]
        updates |= {"priority": raised.priority, "campaigns": tuple(one.campaign for one in raised.campaigns)}
    return move(story, "admitted", bench.now, "the council has a place", why=why, **updates)


def priority_of(bid: Bid) -> float:
    """N 4.3's priority of a winning bid."""
    metrics = bid.bid_metrics
    minutes = metrics.estimated_production_time.partition("_")[0]
    hours = int(minutes) / 60 if minutes.isdigit() else None
    return capacity.priority(metrics.urgency_score, metrics.audience_appeal, metrics.confidence_score, hours, _MEDIAN_H)


def into_studio(bench: Bench, story: Story) -> Commit | None:
    """Give an approved story to every channel that wants it, or end it `not_rendered` when none has a place.

    While productions under way may still fail and free a place of the video limit, the story waits: None.
    """
    limit = bench.policy.video_limit
    wanting = _wanting(bench, story)
    if limit is not None:
        done = bench.store.count("production", states=("done",))
        under_way = bench.store.count("production") - done - bench.store.count("production", states=("stopped",))
        if done >= limit:
            return _not_rendered(bench, story, "beyond the video limit of this replay")
        if done + under_way >= limit:
            return None
        wanting = wanting[: limit - done - under_way]
    if not wanting:
        return _not_rendered(bench, story, "no channel wants it today")
    names = ", ".join(channel.name for channel in wanting)
    step = move(story, "admitted", bench.now, f"channel {names} takes it")
    made = [
        Production(
            id=derive("production", story.id, channel.name, story.round), story_id=story.id, channel=channel.name
        )
        for channel in wanting
    ]
    rows = (Change("production", one.id, 0, one, story.id, one.stage) for one in made)
    return Commit(changes=(step.change, *rows), audit=(step.audit,))


def _wanting(bench: Bench, story: Story) -> tuple[Channel, ...]:
    on_air = channels.on_air(bench.store, bench.policy)
    asked = following.asked(bench, story)
    free = tuple(channel for channel in on_air if channel.name not in asked.full)
    return channels.wanting(story, free, _today(bench, on_air), asked.wanted)


def _today(bench: Bench, on_air: Sequence[Channel]) -> tuple[Production, ...]:
    """The last 24 hours' productions that were not stopped; not read while no channel's day can be full."""
    if bench.store.count("production") < min(channel.videos_per_day for channel in on_air):
        return ()
    made = [one for one in bench.store.find("production", Production) if one.stage != "stopped"]
    stories = bench.store.get_many("story", sorted({one.story_id for one in made}), Story)
    fresh = {story.id for story in stories if story.approved_at and story.approved_at > bench.now - _DAY}
    return tuple(one for one in made if one.story_id in fresh)


def _not_rendered(bench: Bench, story: Story, reason: str) -> Commit:
    step = move(story, "not_rendered", bench.now, reason)
    return Commit(changes=(step.change,), audit=(step.audit,))
