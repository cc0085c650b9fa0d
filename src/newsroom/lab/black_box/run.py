"""One run: start everything, pull plugs, stop pulling, let everything come to its end, and look at what is left."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from newsroom.control.processes.rhythm import Rhythm
from newsroom.control.records import Cursor
from newsroom.lab.black_box import checks
from newsroom.lab.black_box.disk_platform import platforms
from newsroom.lab.black_box.house import Acknowledged, House
from newsroom.lab.black_box.plan import Plan
from newsroom.lab.black_box.start import Cold, Started, Warm
from newsroom.lab.black_box.storm import Storm
from newsroom.lab.servers import Postgres, Redis
from newsroom.lab.simulation.dice import Dice
from newsroom.model.story import Story
from newsroom.ports import Change, Commit
from newsroom.world.clock import SystemClock
from newsroom.world.store import SqlStore

START = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
SPEED = 60.0
"""Fast enough for a story's whole way in a minute, slow enough that a restarted process is back within its deadlines."""
AFTERWARDS_SPEED = 14_400.0
"""The longest deadline, a person's day, passes in six seconds."""
_SETTLED_WITHIN_S = 180.0
_STORY_EVERY_S = 45.0
_BEFORE = timedelta(minutes=15)
_FIRST_LOOK = timedelta(minutes=1)


class Report(NamedTuple):
    """What came of a run. `lost`, `doubled`, `unsettled` and `unaccounted` are sentences, none of them if all is well.

    `ready_s` are the starts of processes, `resumed_s` the times from a fault to the next acknowledged pass, both in
    real seconds; `drained_s` is how long the slowest took to end at SIGTERM; `fired` counts the faults.
    """

    kills: int
    fired: dict[str, int]
    transitions: int
    moves: dict[str, int]
    stories: int
    posts: int
    ended: dict[str, int]
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    unsettled: tuple[str, ...]
    unaccounted: tuple[str, ...]
    ready_s: tuple[float, ...]
    resumed_s: tuple[float, ...]
    drained_s: float
    wall_s: float
    last_words: tuple[str, ...]


def run(
    folder: Path,
    kills: int,
    seed: int,
    rhythm: Rhythm,
    *,
    warm: bool = False,
    servers: tuple[Postgres, Redis] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Report:
    """Pull `kills` plugs out of a house of eight processes; see `start` for `warm`. `tell` hears how far it is.

    The `servers` are crashed and flushed; without any it starts its own.

    Raises:
        Unavailable: PostgreSQL or Redis is not installed or does not start.
    """
    began = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    told = _Told(folder, kills, seed, rhythm, tell, began, Warm if warm else Cold)
    if servers is not None:
        return _run(*servers, told)
    with Postgres() as postgres, Redis() as redis:
        return _run(postgres, redis, told)


class _Told(NamedTuple):
    folder: Path
    kills: int
    seed: int
    rhythm: Rhythm
    tell: Callable[[str], None]
    began: float
    start: Callable[[Plan], Started]


def _run(postgres: Postgres, redis: Redis, told: _Told) -> Report:
    url = postgres.fresh()
    _begin(url)
    real = SystemClock()
    plan = Plan(
        role="planner",
        database_url=url,
        redis_url=redis.url,
        folder=str(told.folder),
        rhythm=told.rhythm,
        seed=told.seed,
        start=START - _BEFORE,
        clock_start=START,
        real_start=real.now(),
        speed=SPEED,
        story_every_s=_STORY_EVERY_S,
        last_report=START + timedelta(days=30),
    )
    house = House(plan, told.start)
    try:
        house.all_ready()
        storm = Storm(house, (postgres, redis), Dice(told.seed), told.rhythm, told.tell)
        storm.rage(told.kills)
        drained_s = house.stop()
    finally:
        house.close()
    store = SqlStore(url)
    quiet = House(_afterwards(plan, real.now()), told.start)
    try:
        told.tell("No more faults. Everything comes to its end.")
        _settle(store, quiet)
        drained_s = max(drained_s, quiet.stop())
        return _reported(store, told, storm, [*house.acknowledged, *quiet.acknowledged], drained_s)
    finally:
        quiet.close()
        store.close()


def _begin(url: str) -> None:
    store = SqlStore(url)
    cursor = Cursor(at=START - _BEFORE, next_at=START + _FIRST_LOOK)
    store.commit(Commit(changes=(Change("cursor", cursor.id, 0, cursor, due_at=cursor.next_at),)))
    store.close()


def _reported(store: SqlStore, told: _Told, storm: Storm, said: list[Acknowledged], drained_s: float) -> Report:
    stories = store.find("story", Story)
    actions = [row.action for row in store.audit_rows()]
    moves = Counter(action.removeprefix("story.") for action in actions if action.startswith("story."))
    posts = [post for platform in platforms(told.folder).values() for post in platform.posts()]
    return Report(
        kills=told.kills,
        fired=storm.fired,
        transitions=sum(moves.values()),
        moves=dict(sorted(moves.items())),
        stories=len(stories),
        posts=len(posts),
        ended=dict(sorted(Counter(story.state for story in stories).items())),
        lost=tuple(checks.lost(store, said)),
        doubled=tuple(checks.doubled(store, told.folder)),
        unsettled=tuple(checks.unsettled(store)),
        unaccounted=tuple(checks.unaccounted(store, told.folder)),
        ready_s=storm.ready_s,
        resumed_s=storm.resumed_s(),
        drained_s=drained_s,
        wall_s=time.monotonic() - told.began,
        last_words=storm.last_words,
    )


def _afterwards(plan: Plan, now: datetime) -> Plan:
    """The same news, nothing new from here on, and a faster clock that goes on where the other one was."""
    reached = plan.clock_start + (now - plan.real_start) * plan.speed
    return plan.model_copy(
        update={
            "last_report": reached,
            "clock_start": reached,
            "real_start": now,
            "speed": AFTERWARDS_SPEED,
        }
    )


def _settle(store: SqlStore, house: House) -> None:
    house.all_ready()
    until = time.monotonic() + _SETTLED_WITHIN_S
    while time.monotonic() < until and any(checks.unsettled(store)):
        time.sleep(0.5)
