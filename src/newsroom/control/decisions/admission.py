"""Who goes on: into the council by capacity and priority, into the studio by the channel's places (N 4.3)."""

from datetime import timedelta

from newsroom.control import capacity
from newsroom.control.bench import Bench
from newsroom.control.moves import Move, move, note
from newsroom.control.records import Load, Place
from newsroom.model.agent import WantedWorkers
from newsroom.model.assets import Production
from newsroom.model.bid import Bid
from newsroom.model.ids import derive
from newsroom.model.story import Story
from newsroom.model.task import AuditEntry
from newsroom.ports import Change, Commit

_HOUR = timedelta(hours=1)
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
    plan = capacity.plan(
        [capacity.Waiting(story.id, story.priority, story.entered_at) for story in waiting],
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
    steps = [_admit(bench, going[story_id], plan) for story_id in plan.admit]
    changes = (Change("cursor", "load", load.version, later), *scaled, *(step.change for step in steps))
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


def _admit(bench: Bench, story: Story, plan: capacity.LoadPlan) -> Move:
    why = {"priority": story.priority, "strategy": plan.strategy, "surge": plan.surge}
    return move(story, "admitted", bench.now, "the council has a place", why=why, council_at=bench.now)


def priority_of(bid: Bid) -> float:
    """N 4.3's priority of a winning bid."""
    metrics = bid.bid_metrics
    minutes = metrics.estimated_production_time.partition("_")[0]
    hours = int(minutes) / 60 if minutes.isdigit() else None
    return capacity.priority(metrics.urgency_score, metrics.audience_appeal, metrics.confidence_score, hours, _MEDIAN_H)


def into_studio(bench: Bench, story: Story) -> Commit | None:
    """Give an approved story to the channel, or end it `not_rendered` beyond the video limit.

    While productions under way may still fail and free a place, the story waits: None.
    """
    limit = bench.policy.video_limit
    if limit is not None:
        done = bench.store.count("production", states=("done",))
        under_way = bench.store.count("production") - done - bench.store.count("production", states=("stopped",))
        if done >= limit:
            step = move(story, "not_rendered", bench.now, "beyond the video limit of this replay")
            return Commit(changes=(step.change,), audit=(step.audit,))
        if done + under_way >= limit:
            return None
    step = move(story, "admitted", bench.now, f"channel {bench.policy.channel.name} takes it")
    channel = bench.policy.channel.name
    production = Production(id=derive("production", story.id, channel, story.round), story_id=story.id, channel=channel)
    changes = (step.change, Change("production", production.id, 0, production, story.id, production.stage))
    return Commit(changes=changes, audit=(step.audit,))
