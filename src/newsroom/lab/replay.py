"""A recorded day through the whole newsroom, on its own clock (B2; decisions.md section 6).

The clock stands still while work is under way and is then stepped to the next moment at which anything is due.
Everything is in the store, so a replay that was stopped, or crashed, goes on where it was and ends with the same root.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from newsroom.control.loop import Loop
from newsroom.control.records import Edition
from newsroom.lab import edition as editions
from newsroom.lab.result import replay_result
from newsroom.ports import Queue, Store
from newsroom.world.clock import ReplayClock


class Progress(NamedTuple):
    """Where a replay is: simulated time, fraction of the day read (0 to 1), stories per stage, real seconds left."""

    at: datetime
    fraction: float
    discovered: int
    voted: int
    approved: int
    rendered: int
    published: int
    seconds_left: float | None


Watch = Callable[[Progress], None]


class Replay(NamedTuple):
    """Everything a replay needs: the store of its edition, and the loop that wiring made on `clock`."""

    store: Store
    clock: ReplayClock
    loop: Loop
    queue: Queue


async def run(
    replay: Replay, edition: Edition, watch: Watch | None = None, pace: float | None = None
) -> dict[str, Any]:
    """Play the edition to its end and return the replay document; a finished one is returned at once.

    After the last arrival the clock goes on until no story waits for anything any more. `pace` slows the clock down to
    that many simulated seconds in a real one.
    """
    if edition.result:
        return dict(edition.result)
    began, before_s = time.monotonic(), edition.wall_s
    replay.clock.step_to(edition.clock_at)
    await replay.loop.start()
    while True:
        await replay.loop.moment()
        wall_s = before_s + time.monotonic() - began
        if watch is not None:
            watch(_progress(replay, edition, wall_s))
        due = replay.loop.next_due(after=replay.clock.now())
        if due is None:
            break
        edition = editions.keep(replay.store, edition, clock_at=due, wall_s=round(wall_s, 3))
        if pace is not None:
            await asyncio.sleep(max(0.0, (due - replay.clock.now()).total_seconds() / pace))
        replay.clock.step_to(due)
    result = replay_result(replay.store, edition, wall_s, replay.clock.now())
    editions.keep(replay.store, edition, result=result, wall_s=round(wall_s, 3))
    return result


def _progress(replay: Replay, edition: Edition, wall_s: float) -> Progress:
    now = replay.clock.now()
    span = (edition.end - edition.started_at).total_seconds() or 1.0
    fraction = round(min(1.0, (now - edition.started_at).total_seconds() / span), 4)
    left = round(wall_s / fraction - wall_s, 1) if 0 < fraction < 1 else None
    return where(replay.store, now, fraction, left)


def where(store: Store, at: datetime, fraction: float, seconds_left: float | None) -> Progress:
    """The counts of this moment, for a live view."""
    undiscovered = store.count("story", states=("START",))
    return Progress(
        at=at,
        fraction=fraction,
        discovered=store.count("story") - undiscovered,
        voted=store.count("verdict"),
        approved=store.count("verdict", states=("APPROVED", "CONDITIONAL_APPROVAL")),
        rendered=store.count("production", states=("done",)),
        published=store.count("publication", states=("published",)),
        seconds_left=seconds_left,
    )
