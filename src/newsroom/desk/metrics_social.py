"""Social_Scout's success metrics (N 1.2), counted from its looks, from what it flagged, and from samples taken later."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from newsroom.desk.metric_facts import Counted, Facts, average, share
from newsroom.desk.metrics_wire import false_story
from newsroom.model.base import Factor
from newsroom.model.bid import CHECK_FOR_MISINFORMATION
from newsroom.model.item import SOURCE_TYPES, Item, SourceType
from newsroom.model.sample import Bucket
from newsroom.model.story import Story

SCOUT = "Social_Scout"
CHECKER = "Fact_Checker"
_CARRIERS: frozenset[SourceType | None] = frozenset({"wire", "press"})
_TRADITIONAL: frozenset[SourceType | None] = frozenset({"wire", "press", "official", "local"})
_LATER = timedelta(hours=1)
_STANDS = 0.5
_TURNED_DOWN = ("NO", "NO_STRONG", "FACT_VETO")


def _early(facts: Facts) -> Counted:
    """Of the stories it bid on, those that a wire or the press carried only after its first bid."""
    return share([_carried_later(facts, story, at) for story, at in _first_bids(facts)])


def _viral(facts: Facts) -> Counted:
    """Of the stories whose spread it could tell, those that then grew, or slowed down, as it said.

    What the posts gained in the hour after its first such look is held against the hour before.
    """
    answers = [_came_true(facts, story, at, factor) for story, at, factor in _first_spreads(facts)]
    return share([answer for answer in answers if answer is not None])


def _flags(facts: Facts) -> Counted:
    """Of the stories it flagged and Fact_Checker then looked at, those that were stopped for their facts or refused."""
    flagged = sorted({story_id for story_id, flags in _flagged(facts) if CHECK_FOR_MISINFORMATION in flags})
    looked = [facts.stories[key] for key in flagged if key in facts.stories and _votes(facts, key)]
    return share([false_story(facts, one) or _refused(facts, one.id) for one in looked])


def _lead(facts: Facts) -> Counted:
    """Minutes from a story's first post to its first traditional report, where the post was first; over its stories."""
    leads = []
    for story, _ in _first_bids(facts):
        items = facts.items_of(story)
        post, report = _first(items, {"social"}), _first(items, _TRADITIONAL)
        if post and report and post < report:
            leads.append((report - post).total_seconds() / 60)
    return average(leads)


COUNTS_SOCIAL: dict[tuple[str, str], Callable[[Facts], Counted]] = {
    (SCOUT, "early detection rate"): _early,
    (SCOUT, "viral prediction accuracy"): _viral,
    (SCOUT, "misinformation flag accuracy"): _flags,
    (SCOUT, "average lead time over wires"): _lead,
}
"""Counts by (agent, metric), for `desk/agent_metrics.py`."""


def _first_bids(facts: Facts) -> list[tuple[Story, datetime]]:
    """Each story it bid on, with the moment of its first bid."""
    first: dict[str, datetime] = {}
    for record in facts.every_bid:
        if record.agent_type == SCOUT:
            at = first.get(record.story.story_id, record.timestamp)
            first[record.story.story_id] = min(at, record.timestamp)
    return [(facts.stories[key], at) for key, at in sorted(first.items()) if key in facts.stories]


def _carried_later(facts: Facts, story: Story, at: datetime) -> bool:
    carried = _first(facts.items_of(story), _CARRIERS)
    return carried is not None and carried > at


def _first(items: Iterable[Item], types: Iterable[SourceType | None]) -> datetime | None:
    wanted = frozenset(types)
    return min((item.seen_at for item in items if SOURCE_TYPES[item.publisher.kind] in wanted), default=None)


def _first_spreads(facts: Facts) -> list[tuple[Story, datetime, Factor]]:
    looks = [
        *((one.story.story_id, one.timestamp, one.factors) for one in facts.every_bid if one.agent_type == SCOUT),
        *((one.story_id, one.timestamp, one.factors) for one in facts.monitored if one.agent_type == SCOUT),
    ]
    first: dict[str, tuple[datetime, Factor]] = {}
    for story_id, at, factors in sorted(looks, key=lambda look: (look[1], look[0])):
        told = next((one for one in factors if one.name == "viral_coefficient" and one.value is not None), None)
        if told is not None:
            first.setdefault(story_id, (at, told))
    return [(facts.stories[key], at, told) for key, (at, told) in sorted(first.items()) if key in facts.stories]


def _came_true(facts: Facts, story: Story, at: datetime, told: Factor) -> bool | None:
    """None where nobody counted the posts any more after the look."""
    posts = [item.id for item in facts.items_of(story) if item.engagement is not None]
    buckets = facts.store.rolled(posts, "engagement", "minute", at - 2 * _LATER, at + _LATER)
    if not any(bucket.last_at > at for found in buckets.values() for bucket in found):
        return None
    before = after = 0
    for found in buckets.values():
        earlier, then, later = (_so_far(found, edge) for edge in (at - _LATER, at, at + _LATER))
        before, after = before + then - earlier, after + later - then
    return (after > before) == (told.used > _STANDS)


def _so_far(looks: Sequence[Bucket], at: datetime) -> int:
    """What a post had been counted at by a moment, or what it came with."""
    return max((look.last for look in looks if look.last_at <= at), default=looks[0].low)


def _flagged(facts: Facts) -> list[tuple[str, tuple[str, ...]]]:
    bids = [(one.story.story_id, one.flags) for one in facts.every_bid if one.agent_type == SCOUT]
    return bids + [(one.story_id, one.flags) for one in facts.monitored if one.agent_type == SCOUT]


def _votes(facts: Facts, story_id: str) -> bool:
    return any(ballot.voter_id == CHECKER for ballot in facts.ballots.get(story_id, ()))


def _refused(facts: Facts, story_id: str) -> bool:
    own = [ballot for ballot in facts.ballots.get(story_id, ()) if ballot.voter_id == CHECKER]
    return any(ballot.vote in _TURNED_DOWN for ballot in own)
