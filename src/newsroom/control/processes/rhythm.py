"""How long a process waits for what, in real seconds."""

from newsroom.model.base import Noun
from newsroom.model.task import Tier


class Rhythm(Noun):
    """All in real seconds.

    `grace_s` is how long a wake-up or a lease is believed in: a lost one, or a dead worker's task, is woken again after
    it. Workers lengthen their leases, so it need not be longer than the longest task. `redelivery_s` is when the queue
    itself gives a dead worker's wake-up to another. `sweep_s` is how often the planner looks for tasks that nobody was
    woken for. `tick_s` is how long a planner or judge sits still without a hint. `drain_s` is how long a process that
    was told to stop lets running work finish.
    """

    grace_s: float = 20.0
    redelivery_s: float = 30.0
    sweep_s: float = 0.25
    tick_s: float = 1.0
    drain_s: float = 8.0


REVIEW = "review"
"""The review queue: a result waits for the Judge."""

PLAN = "plan"
"""The Judge's word to the Planner that the state has changed."""

TIERS: tuple[Tier, ...] = ("scout", "council", "studio", "strategic")
"""The task queues, one a tier."""
