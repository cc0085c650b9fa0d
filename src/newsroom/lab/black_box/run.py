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
from newsroom.lab.servers import Postgres, Redis
from newsroom.lab.simulation.dice import Dice
from newsroom.model.story import Story
from newsroom.ports import Change, Commit
from newsroom.world.clock import SystemClock
from newsroom.world.store import SqlStore

START = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
SPEED = 60.0
"""Fast enough for a story's whole way in a minute, slow enough that a restarted process is back within its deadlines."""
AFTERWARDS_SPEED = 3_600.0
_STORY_EVERY_S = 45.0
_BEFORE = timedelta(minutes=15)
_FIRST_LOOK = timedelta(minutes=1)
_EVERY = {"freeze": 5, "flush": 7, "restart": 10}
"""Each so many kills one of these as well."""
_IN_A_ROW = 4
"""Each so many kills the next comes before the killed one is back; else a slow machine would only ever start things."""
_READY_WITHIN_S = 10.0


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


def run(folder: Path, kills: int, seed: int, rhythm: Rhythm, settle_s: float = 180.0, *, warm: bool = False) -> Report:
    """Pull `kills` plugs out of a house of eight processes on servers of its own; see `start` for `warm`.

    Raises:
        Unavailable: PostgreSQL or Redis is not installed or does not start.
    """
    began = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    with Postgres() as postgres, Redis() as redis:
        return _run(postgres, redis, _Told(folder, kills, seed, rhythm, settle_s, began, Warm if warm else Cold))


class _Told(NamedTuple):
    folder: Path
    kills: int
    seed: int
    rhythm: Rhythm
    settle_s: float
    began: float
    start: Callable[[Plan], Started]


def _run(postgres: Postgres, redis: Redis, told: _Told) -> Report:
    _begin(postgres.url)
    real = SystemClock()
    plan = Plan(
        role="planner",
        database_url=postgres.url,
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
        storm = Storm(house, postgres, redis, Dice(told.seed), told.rhythm)
        storm.rage(told.kills)
        drained_s = house.stop()
    finally:
        house.close()
    store = SqlStore(postgres.url)
    quiet = House(_afterwards(plan, real.now()), told.start)
    try:
        _settle(store, quiet, told.settle_s)
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


def _reported(store: SqlStore, told: _Told, storm: "Storm", said: list[Acknowledged], drained_s: float) -> Report:
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


def _settle(store: SqlStore, house: House, within_s: float) -> None:
    house.all_ready()
    until = time.monotonic() + within_s
    while time.monotonic() < until and any(checks.unsettled(store)):
        time.sleep(0.5)


class Storm:
    """Somebody who pulls plugs: kills, freezes past a lease, flushed queues, a database that crashes."""

    def __init__(self, house: House, postgres: Postgres, redis: Redis, dice: Dice, rhythm: Rhythm) -> None:
        self._house = house
        self._postgres = postgres
        self._redis = redis
        self._dice = dice
        self._rhythm = rhythm
        self._struck: list[float] = []
        self.fired: dict[str, int] = {}
        self.last_words: tuple[str, ...] = ()

    def rage(self, kills: int) -> None:
        """Kill `kills` times, with everything else in between, and let the last frozen one go on."""
        while not self._house.acknowledged:
            self._quiet(100)
        for number in range(1, kills + 1):
            self._strike("kill")
            name = self._dice.pick(self._house.names)
            self._house.kill(name)
            for what, every in _EVERY.items():
                if number % every == 0:
                    self._strike(what)
                    getattr(self, f"_{what}")()
            if number % _IN_A_ROW:
                self._house.ready(name, _READY_WITHIN_S)
            self._quiet(self._dice.between(100, 900))
        self._quiet(int(self._rhythm.grace_s * 1500) + 1_000)

    @property
    def ready_s(self) -> tuple[float, ...]:
        """How long each process that was started again took to listen."""
        return self._house.ready_again_s

    def resumed_s(self) -> tuple[float, ...]:
        """From each fault to the next pass that was acknowledged."""
        said = sorted(one.at for one in self._house.acknowledged)
        return tuple(next((at - struck for at in said if at > struck), float("inf")) for struck in self._struck)

    def _strike(self, what: str) -> None:
        self.fired[what] = self.fired.get(what, 0) + 1
        self._struck.append(time.monotonic())

    def _freeze(self) -> None:
        name = self._dice.pick(self._house.names)
        self._house.freeze(name)
        self._quiet(int(self._rhythm.grace_s * 1500))
        self._house.thaw(name)

    def _flush(self) -> None:
        self._redis.flush()

    def _restart(self) -> None:
        self._postgres.restart()

    def _quiet(self, ms: int) -> None:
        time.sleep(ms / 1000)
        self.last_words += self._house.revive()
