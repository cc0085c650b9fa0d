"""What running campaigns do to the news of the day: they raise priorities and ask a channel for videos, no more (C 1.1).

A campaign's cap is a cap: its channel makes no more videos of its stories than that in 24 hours, and a story beyond it is
raised no more. Nothing here touches a verdict.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from newsroom.control import channels
from newsroom.control.bench import Bench
from newsroom.control.campaigns.relevance import relevance
from newsroom.control.moves import note
from newsroom.model.assets import Production
from newsroom.model.base import score
from newsroom.model.campaign import Campaign, Relevance, StepKind
from newsroom.model.house import Budget
from newsroom.model.item import Item
from newsroom.model.story import Story
from newsroom.ports import Change, Commit, Store

LIFT = 0.5
"""How far towards 1 a wholly relevant story's priority is raised (ours)."""

_DAY = timedelta(days=1)


class Raised(NamedTuple):
    """A waiting story's priority, and the campaigns that it belongs to."""

    priority: float
    campaigns: tuple[Relevance, ...]


def active(store: Store, now: datetime) -> tuple[Campaign, ...]:
    """Campaigns that run at this moment, by id."""
    running = store.find("campaign", Campaign, states=("active",))
    return tuple(
        one for one in running if one.plan.starts_at <= now and (one.plan.ends_at is None or now < one.plan.ends_at)
    )


def is_on(campaign: Campaign, kind: StepKind) -> bool:
    """Whether a step of the tree is there and switched on."""
    return any(step.kind == kind and step.on for step in campaign.steps)


def raised(bench: Bench, stories: Sequence[Story]) -> dict[str, Raised]:
    """Each story's priority once running campaigns have raised it, by id; nobody's is lowered."""
    running = [one for one in active(bench.store, bench.now) if is_on(one, "watch")]
    if not running:
        return {story.id: Raised(story.priority, ()) for story in stories}
    above = channels.house(bench.store).relevance_above
    room = {one.id: has_room(bench, one) for one in running}
    return {story.id: _raised(bench, story, running, room, above) for story in stories}


def _raised(bench: Bench, story: Story, running: Sequence[Campaign], room: Mapping[str, bool], above: float) -> Raised:
    titles = [f"{item.title}. {item.text[:200]}" for item in bench.store.get_many("item", story.item_ids, Item)]
    found = ((one, relevance(one, story, titles)) for one in running)
    fitting = [(one, fit) for one, fit in found if fit.value > above]
    lifts = [fit.value for one, fit in fitting if room[one.id] and is_on(one, "prefer")]
    lifted = story.priority + (1.0 - story.priority) * LIFT * max(lifts, default=0.0)
    return Raised(score(lifted), tuple(fit for _, fit in fitting))


def has_room(bench: Bench, campaign: Campaign) -> bool:
    """Whether the campaign may have another video: its day is not full and its money is not spent."""
    plan = campaign.plan
    if plan.usd is not None and is_on(campaign, "spend"):
        budget = bench.store.get("budget", f"campaign:{campaign.id}", Budget)
        if budget is not None and budget.spent_usd >= budget.cap_usd and budget.cap_usd > 0:
            return False
    return plan.per_day is None or made_today(bench, campaign) < plan.per_day


def made_today(bench: Bench, campaign: Campaign) -> int:
    """Videos of this campaign's stories on its channel that were begun in the last 24 hours and not given up."""
    made = [
        one
        for one in bench.store.find("production", Production)
        if one.channel == campaign.plan.channel and one.stage != "stopped"
    ]
    stories = bench.store.get_many("story", [one.story_id for one in made], Story)
    return sum(
        campaign.id in story.campaigns and story.approved_at is not None and story.approved_at > bench.now - _DAY
        for story in stories
    )


class Asked(NamedTuple):
    """Channels that a story's campaigns ask for a video, and those whose campaign has had its videos for today."""

    wanted: frozenset[str]
    full: frozenset[str]


def asked(bench: Bench, story: Story) -> Asked:
    """What running campaigns say of an approved story's channels."""
    if not story.campaigns:
        return Asked(frozenset(), frozenset())
    own = [one for one in active(bench.store, bench.now) if one.id in story.campaigns and is_on(one, "produce")]
    room = {one.plan.channel: has_room(bench, one) for one in own}
    return Asked(
        frozenset(name for name, free in room.items() if free),
        frozenset(name for name, free in room.items() if not free),
    )


def over(bench: Bench) -> tuple[Campaign, ...]:
    """Running campaigns whose time is up."""
    return bench.store.find("campaign", Campaign, states=("active",), due_by=bench.now)


def finished(bench: Bench, campaign_id: str, version: int) -> Commit | None:
    """Close a campaign at its end, with how many of its stories were approved; None when it changed meanwhile."""
    held = bench.store.get("campaign", campaign_id, Campaign)
    if held is None or held.version != version or held.status != "active":
        return None
    later = held.model_copy(update={"status": "finished", "version": held.version + 1})
    record = note("campaign.finished", later.id, later.version, bench.now, {"goal": later.goal})
    return Commit(changes=(Change("campaign", later.id, held.version, later, "", later.status),), audit=(record,))
