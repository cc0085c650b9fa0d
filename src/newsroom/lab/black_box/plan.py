"""What a process of the black box is told when it starts."""

from typing import Literal

from newsroom.control.processes.rhythm import Rhythm
from newsroom.model.base import Noun, UtcTime
from newsroom.model.task import Tier


class Plan(Noun):
    """One process: what it is, where the servers are, how fast its clock runs, and what news there is.

    At `real_start` the clock is at `clock_start`; from then on `speed` seconds pass in a real one. One story is first
    reported every `story_every_s` of the newsroom's own time from `start` on, none after `last_report`. `folder` is the
    platforms' disk. `seed` gives every story its fate, `work_ms` (from, to) how long a task takes.
    """

    role: Literal["planner", "judge", "worker"]
    tier: Tier = "scout"
    database_url: str
    redis_url: str
    folder: str
    rhythm: Rhythm
    seed: int
    start: UtcTime
    clock_start: UtcTime
    real_start: UtcTime
    speed: float
    story_every_s: float
    last_report: UtcTime
    work_ms: tuple[int, int] = (5, 120)
