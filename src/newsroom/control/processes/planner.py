"""The Planner as a process: snapshot, plan, new tasks, wake; and the sweep that finds what nobody was woken for.

Any number may run. Two that plan the same insert the same ids once, and a task is claimed before it is woken, so each
wake-up is sent by one of them.
"""

import asyncio
from collections.abc import Sequence

from newsroom.control import agents, planner
from newsroom.control.processes.rhythm import PLAN, Rhythm
from newsroom.control.processes.turns import READY, Say, Turns
from newsroom.control.snapshot import read
from newsroom.ports import Clock, Commit, Queue, SharedStore, Waiting

CLAIMED_AT_ONCE = 100


class PlannerProcess:
    """One planner and sweeper."""

    def __init__(self, store: SharedStore, queue: Queue, clock: Clock, rhythm: Rhythm, say: Say) -> None:
        self._store = store
        self._queue = queue
        self._clock = clock
        self._rhythm = rhythm
        self._say = say
        self._planning = Turns(say)
        self._sweeping = Turns(say)

    async def run(self) -> None:
        """Plan and sweep until `stop`."""
        await self._queue.serve(PLAN, self._hinted, 1)
        self._say(READY)
        await asyncio.gather(self._planning.run(self._plan), self._sweeping.run(self._sweep))

    def stop(self) -> None:
        """Finish the step in hand and end."""
        self._planning.stop()
        self._sweeping.stop()

    async def _hinted(self, _: str) -> None:
        self._planning.ring()

    async def _plan(self) -> float:
        now = self._clock.now()
        fresh = agents.unasked(self._store, planner.plan(read(self._store), now))
        if fresh:
            self._store.commit(Commit(tasks=fresh))
            self._sweeping.ring()
        return self._rhythm.tick_s

    async def _sweep(self) -> float:
        claimed = self._store.claim_tasks(CLAIMED_AT_ONCE, self._rhythm.grace_s)
        await wake(self._queue, claimed)
        return 0.0 if len(claimed) == CLAIMED_AT_ONCE else self._rhythm.sweep_s


async def wake(queue: Queue, tasks: Sequence[Waiting]) -> None:
    """Wake a worker for each task.

    A wake-up names the task and how often it was started: one that waits in the queue is not doubled, and one whose
    worker died with it is no obstacle to the next.
    """
    for task in tasks:
        await queue.wake(task.tier, f"{task.id}/{task.tries}")
