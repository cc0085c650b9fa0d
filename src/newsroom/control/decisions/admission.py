"""Who goes on: into the council by capacity and priority, into the studio by the channel's places (N 4.3)."""

from datetime import timedelta

from newsroom.control import capacity
from newsroom.control.bench import Bench
from newsroom.control.moves import Move, move
from newsroom.control.records import Load, Place
from newsroom.model.assets import Production
from newsroom.model.bid import Bid
from newsroom.model.ids import derive
from newsroom.model.story import Story
from newsroom.ports import Change, Commit

_HOUR = timedelta(hours=1)
_MEDIAN_H = 0.75
"""A production of unknown length takes N's own example, 45 minutes."""


def into_council(bench: Bench) -> Commit | None:
    """Let the highest priorities into the council; None when nobody goes in and the surge is as it was."""
    waiting = bench.store.find("story", Story, states=("AUCTION_WON",))
    if not waiting:
        return None
    load = bench.store.get("cursor", "load", Load) or Load(version=0)
    recent = [place for place in load.places if place.admitted_at > bench.now - _HOUR]
    won = [place.won_at for place in load.places] + [story.entered_at for story in waiting]
    plan = capacity.plan(
        [capacity.Waiting(story.id, story.priority, story.entered_at) for story in waiting],
        entered_last_hour=sum(at > bench.now - _HOUR for at in won),
        admitted_last_hour=len(recent),
        was_surge=load.surge,
    )
    if not plan.admit and plan.surge == load.surge:
        return None
    going = {story.id: story for story in waiting if story.id in plan.admit}
    places = (*recent, *(_place(bench, going[story_id]) for story_id in plan.admit))
    later = Load(version=load.version + 1, places=places, surge=plan.surge)
    steps = [_admit(bench, going[story_id], plan) for story_id in plan.admit]
    changes = (Change("cursor", "load", load.version, later), *(step.change for step in steps))
    return Commit(changes=changes, audit=tuple(step.audit for step in steps))


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
