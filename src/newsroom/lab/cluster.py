"""A newsroom of several processes on one PostgreSQL and one Redis: each role by itself, or all of them together.

Every process ends cleanly at SIGTERM or Ctrl-C: running work is finished, or handed back when that would take too long.
What a killed one leaves behind is found by the others.
"""

import asyncio
import math
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple, TypeVar

from newsroom.control.brief import Brief, RoleCall
from newsroom.control.briefs import BriefBuilder
from newsroom.control.capacity import INSTANCES
from newsroom.control.notebook import Notebook
from newsroom.control.policy import Policy
from newsroom.control.processes.judge import Acknowledge, JudgeProcess
from newsroom.control.processes.planner import PlannerProcess
from newsroom.control.processes.rhythm import Rhythm
from newsroom.control.processes.turns import Say
from newsroom.control.processes.worker import WorkerProcess
from newsroom.control.worker import Worker
from newsroom.model.agent import WantedWorkers
from newsroom.model.errors import Unavailable
from newsroom.model.task import Task, Tier
from newsroom.ports import Clock, Outlet, SharedStore
from newsroom.world.queue import DocketQueue
from newsroom.world.store import SqlStore

T = TypeVar("T")

PATIENCE_S = 30.0
_TRY_EVERY_S = 0.5

Process = PlannerProcess | JudgeProcess | WorkerProcess


class Place(NamedTuple):
    """Where a process works: the shared store and queue, its clock, the newsroom's policy, and who hears its words."""

    store: SharedStore
    queue: DocketQueue
    clock: Clock
    policy: Policy
    rhythm: Rhythm
    say: Say


def holder(role: str) -> str:
    """This process's name among the others."""
    return f"{role}@{socket.gethostname()}:{os.getpid()}"[:100]


async def open_store(url: str, say: Say) -> SqlStore:
    """The shared database; one that is starting is waited for.

    Raises:
        Unavailable: it did not answer within half a minute.
    """

    async def attempt() -> SqlStore:
        return SqlStore(url)

    return await _patiently(attempt, say)


def shared_queue(url: str, rhythm: Rhythm, name: str | None = None) -> DocketQueue:
    """The queue that all processes share; `name` tells several in one process apart."""
    return DocketQueue(url, redeliver_after_s=rhythm.redelivery_s, shared=True, name=name)


def planner(place: Place) -> PlannerProcess:
    """The Planner and its sweep."""
    return PlannerProcess(place.store, place.queue, place.clock, place.rhythm, place.say)


def judge(place: Place, outlets: Mapping[str, Outlet], acknowledge: Acknowledge = lambda *_: None) -> JudgeProcess:
    """A Judge that also publishes."""
    return JudgeProcess(
        place.store,
        place.queue,
        place.clock,
        place.policy,
        outlets,
        place.rhythm,
        holder("judge"),
        place.say,
        acknowledge,
    )


def worker(
    place: Place,
    tier: Tier,
    roles: Mapping[str, RoleCall],
    notebook: Notebook,
    concurrency: int = 0,
    autoscale: int = 0,
) -> WorkerProcess:
    """Workers of one tier: `concurrency` of them (0 takes N's count), or as many as are wanted up to `autoscale`.

    What is wanted of a tier is shared evenly by the processes that serve it at that time.
    """
    briefs = BriefBuilder(place.store, place.clock, place.policy, notebook)

    def brief(task: Task) -> Brief:
        # In one process the loop does this between its rounds; here every task is a round of its own.
        notebook.refresh(place.clock.now())
        return briefs.build(task)

    usual = concurrency or INSTANCES[tier]
    work = Worker(place.store, roles, brief, _nobody)
    return WorkerProcess(
        tier,
        place.store,
        place.queue,
        work,
        place.rhythm,
        holder(f"worker-{tier}"),
        autoscale or usual,
        place.say,
        (lambda: _wanted(place, tier, usual)) if autoscale else None,
    )


async def serve(place: Place, *processes: Process) -> bool:
    """Run until SIGTERM or Ctrl-C; True when everything was finished, False when work had to be handed back.

    Raises:
        MachineFault: this machine cannot go on.
        Unavailable: the queue did not answer within half a minute.
    """
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, lambda: _stop_all(processes))
    try:
        await asyncio.gather(*(_patiently(one.run, place.say) for one in processes))
    finally:
        _stop_all(processes)
        workers = [one for one in processes if isinstance(one, WorkerProcess)]
        finished = await _drained(place, workers)
    for one in workers:
        if one.stopped_by is not None:
            raise one.stopped_by
    return finished


def _stop_all(processes: tuple[Process, ...]) -> None:
    for one in processes:
        one.stop()


async def _drained(place: Place, workers: list[WorkerProcess]) -> bool:
    closing = asyncio.create_task(place.queue.close())
    await asyncio.wait({closing}, timeout=place.rhythm.drain_s)
    for one in workers:
        one.hand_back()
    return closing.done()


async def _patiently(attempt: Callable[[], Awaitable[T]], say: Say) -> T:
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE_S
    while True:
        try:
            return await attempt()
        except Unavailable as error:
            if loop.time() > until:
                raise
            say(f"{error} Trying again.")
            await asyncio.sleep(_TRY_EVERY_S)


async def _wanted(place: Place, tier: Tier, usual: int) -> int:
    asked = place.store.get("cursor", "wanted", WantedWorkers)
    whole = asked.count.get(tier, usual) if asked else usual
    return math.ceil(whole / max(1, await place.queue.serving(tier)))


def _nobody(_: object) -> None:
    """A worker of a process brings its results to the store by itself."""
