"""One seed from its first event to its last: a storm of faults, then calm, then the reckoning."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from newsroom.lab.simulation import endings
from newsroom.lab.simulation.database import Databases
from newsroom.lab.simulation.events import Executor, Violation
from newsroom.lab.simulation.world import World

STORM_TRANSITIONS = 130
"""The storm lasts until so many transitions are committed; the calm that follows brings the rest."""

STORM_REQUESTS = 5
"""And until so many requests went out to platforms, or six hours are over: publishing has to see the storm as well."""

STORIES_MIN, HOLDS_MIN, TRANSITIONS_MIN = 5, 2, 150
"""What a seed must have seen to count."""

WAVES_MAX = 6
WAVE_TRANSITIONS = 30
"""A seed that has seen too little gets more to do, a few stories at a time."""

_STEPS_MAX = 12_000
_STORM_MS = 6 * 3_600_000
_POLL_MS = 20_000
_QUIET_POLLS = 40


class Seed(NamedTuple):
    """What one run came to. `states` and `arrows` count entries; `trace` is there when it was asked for."""

    seed: int
    violations: tuple[Violation, ...]
    faults: Counter[str]
    states: Counter[str]
    arrows: Counter[str]
    commits: int
    transitions: int
    stories: int
    holds: int
    hours: float
    trace_hash: str
    trace: tuple[str, ...] = ()


def run(seed: int, databases: Databases, *, keep_trace: bool = False) -> Seed:
    """Play `seed` to its end. The same seed gives the same trace hash."""
    world = World(seed, databases)
    with _running_loop(Executor(world.dice)):
        _storm(world, STORM_TRANSITIONS)
        _calm(world)
        for _ in range(WAVES_MAX):
            if _counts(world) or world.violations:
                break
            world.another_wave()
            _storm(world, world.ledger.transitions + WAVE_TRANSITIONS)
            _calm(world)
    for invariant, detail in endings.at_the_end(world, databases.stores[-1]):
        world.broken(invariant, detail)
    ledger = world.ledger
    return Seed(
        seed=seed,
        violations=tuple(world.violations),
        faults=world.faults.fired,
        states=ledger.reached,
        arrows=ledger.arrows,
        commits=ledger.commits,
        transitions=ledger.transitions,
        stories=len(ledger.stories()),
        holds=_holds(world),
        hours=round(world.time.ms / 3_600_000, 3),
        trace_hash=world.trace.hash,
        trace=tuple(world.trace.lines) if keep_trace or world.violations else (),
    )


def _counts(world: World) -> bool:
    ledger = world.ledger
    enough = ledger.transitions >= TRANSITIONS_MIN and len(ledger.stories()) >= STORIES_MIN
    return enough and _holds(world) >= HOLDS_MIN


def _holds(world: World) -> int:
    return sum(world.ledger.reached[state] for state in ("PAUSED", "ESCALATED"))


def _storm(world: World, until: int) -> None:
    world.faults.calm = False
    ends = world.time.ms + _STORM_MS
    while not world.idle and world.time.ms < ends:
        if world.ledger.transitions >= until and world.requests >= STORM_REQUESTS:
            return
        world.disturbance.disturb()
        world.step()


def _calm(world: World) -> None:
    """Faults stop; everything that is down comes up, and all that is owed has to be done in time."""
    world.faults.calm = True
    world.trace.add(world.time.ms, "world", "CALM")
    world.people.release_all()
    world.nudge("planner", "judge")
    until = world.time.now() + endings.LONGEST
    polls = steps = seen = 0
    while not (endings.all_over(world.ledger) and world.arrived):
        if world.idle or world.time.now() > until or steps > _STEPS_MAX:
            # Living processes look again every few seconds, whatever they were told.
            if polls >= _QUIET_POLLS or world.time.now() > until or steps > _STEPS_MAX:
                break
            polls = polls + 1 if seen == world.ledger.commits else 0
            seen = world.ledger.commits
            world.slow(_POLL_MS, _POLL_MS)
            world.nudge("planner", "judge", "worker")
        world.step()
        steps += 1
    for invariant, detail in endings.late(world.ledger, world.time.now()):
        world.broken(invariant, detail)


@contextmanager
def _running_loop(loop: Any) -> Iterator[None]:
    """Let `asyncio.to_thread` find our executor, as it finds an event loop's."""
    asyncio._set_running_loop(loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(None)
