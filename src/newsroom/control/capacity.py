"""Which stories go to the council now, and how many workers serve them (N 4.3; decisions.md sections 1 and 5).

Priority = 0.4 urgency + 0.3 audience reach + 0.2 source confidence + 0.1 min(1, 1 / production hours); terms 0 to 1.
Ten stories an hour, 25 in a surge. A surge begins above ten entering stories in the last hour and ends below eight, so
that it does not flicker. Highest priority first: N's queue would pop the lowest.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from newsroom.model.base import score
from newsroom.model.task import Tier

NORMAL_PER_HOUR = 10
SURGE_PER_HOUR = 25
SURGE_ABOVE = 10
SURGE_ENDS_BELOW = 8
FACTOR_NORMAL, FACTOR_SURGE, FACTOR_OVERFLOW = 1.0, 2.0, 2.5
URGENCY, REACH, CONFIDENCE, SPEED = 0.4, 0.3, 0.2, 0.1

INSTANCES: dict[Tier, int] = {"scout": 4, "council": 5, "studio": 7, "strategic": 3}
"""Workers of each tier at factor 1 (N `scale_agents`)."""


class Waiting(NamedTuple):
    """A story that won its auction. `priority` is 0 to 1; `since` is when it began to wait."""

    story_id: str
    priority: float
    since: datetime


class LoadPlan(NamedTuple):
    """Who goes in now and who waits, both highest priority first; `clearance_h` is how long the queue will last."""

    strategy: Literal["NORMAL", "PROCESS_ALL", "PRIORITY_QUEUE"]
    surge: bool
    factor: float
    admit: tuple[str, ...]
    queued: tuple[str, ...]
    clearance_h: float


def priority(
    urgency: float, reach: float, source_confidence: float, production_h: float | None, median_h: float
) -> float:
    """N 4.3's score, 0 to 1 in 0.001 steps.

    The first three are 0 to 1 and are cut to it. `production_h` of zero, less, or None takes the tier's `median_h`,
    and with no median either the speed term is 0.
    """
    hours = production_h if production_h is not None and production_h > 0 else median_h
    speed = min(1.0, 1.0 / hours) if hours > 0 else 0.0
    terms = (URGENCY * _unit(urgency), REACH * _unit(reach), CONFIDENCE * _unit(source_confidence), SPEED * speed)
    return score(sum(terms))


def in_surge(entered_last_hour: int, was_surge: bool) -> bool:
    """Whether a surge is on: it begins above 10 stories an hour and, once on, lasts while there are 8 or more."""
    return entered_last_hour >= SURGE_ENDS_BELOW if was_surge else entered_last_hour > SURGE_ABOVE


def surge_ends(entered: Sequence[datetime]) -> datetime | None:
    """When a surge ends if nobody else enters: the moment at which fewer than 8 are of the last hour; None without 8."""
    latest = sorted(entered)[-SURGE_ENDS_BELOW:]
    return latest[0] + timedelta(hours=1) if len(latest) == SURGE_ENDS_BELOW else None


def in_order(waiting: Sequence[Waiting]) -> tuple[Waiting, ...]:
    """Highest priority first; then the longest wait, then the lower id."""
    return tuple(sorted(waiting, key=lambda story: (-score(story.priority), story.since, story.story_id)))


def plan(waiting: Sequence[Waiting], *, entered_last_hour: int, admitted_last_hour: int, was_surge: bool) -> LoadPlan:
    """The plan for this moment.

    Args:
        waiting: stories before the council; those that waited 4 h have aged out already (model.lifecycle).
        entered_last_hour: stories that won their auction in the last 60 minutes, waiting or not.
        admitted_last_hour: stories let into the council in the last 60 minutes; they use up the hour's capacity.
        was_surge: whether a surge was on at the last plan.
    """
    surge = in_surge(entered_last_hour, was_surge)
    capacity = SURGE_PER_HOUR if surge else NORMAL_PER_HOUR
    slots = max(0, capacity - admitted_last_hour)
    ordered = tuple(story.story_id for story in in_order(waiting))
    queued = ordered[slots:]
    overflow = max(entered_last_hour, len(waiting)) > SURGE_PER_HOUR
    strategy: Literal["NORMAL", "PROCESS_ALL", "PRIORITY_QUEUE"] = "NORMAL"
    factor = FACTOR_NORMAL
    if surge:
        strategy, factor = ("PRIORITY_QUEUE", FACTOR_OVERFLOW) if overflow else ("PROCESS_ALL", FACTOR_SURGE)
    return LoadPlan(strategy, surge, factor, ordered[:slots], queued, score(len(queued) / NORMAL_PER_HOUR))


def instances(factor: float) -> dict[Tier, int]:
    """Workers of each tier at `factor`: N's counts times the factor, rounded down, at least one."""
    return {tier: max(1, int(count * factor)) for tier, count in INSTANCES.items()}


def _unit(value: float) -> float:
    return max(0.0, min(1.0, value))
