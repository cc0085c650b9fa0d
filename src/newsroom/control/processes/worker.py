"""A worker as a process: serves one tier's queue, holds a lease on what it works on, hands back what it cannot finish."""

import asyncio
from collections.abc import Awaitable, Callable

from newsroom.control.processes.lease import kept
from newsroom.control.processes.rhythm import REVIEW, Rhythm
from newsroom.control.processes.turns import READY, RETRY_S, Say
from newsroom.control.worker import Worker
from newsroom.model.errors import MachineFault, Unavailable
from newsroom.model.task import Result, Task, Tier
from newsroom.ports import Queue, SharedStore

_LOOK_S = 2.0


class WorkerProcess:
    """The workers of one tier in one process, known to the others as `holder`.

    `most` tasks run at once; `wanted` is asked now and then how many of them are wanted of this process at present.
    """

    def __init__(
        self,
        tier: Tier,
        store: SharedStore,
        queue: Queue,
        worker: Worker,
        rhythm: Rhythm,
        holder: str,
        most: int,
        say: Say,
        wanted: Callable[[], Awaitable[int]] | None = None,
    ) -> None:
        self._tier = tier
        self._store = store
        self._queue = queue
        self._worker = worker
        self._rhythm = rhythm
        self._holder = holder
        self._most = most
        self._wanted = wanted
        self._say = say
        self._held: set[str] = set()
        self._over = asyncio.Event()
        self.stopped_by: MachineFault | None = None

    async def run(self) -> None:
        """Work until `stop`, or until this machine cannot go on."""
        await self._queue.serve(self._tier, self._woken, self._most)
        self._say(READY)
        while not self._over.is_set():
            await self._resize()
            try:
                await asyncio.wait_for(self._over.wait(), timeout=_LOOK_S)
            except TimeoutError:
                continue

    def stop(self) -> None:
        """Take nothing new."""
        self._over.set()

    @property
    def unfinished(self) -> bool:
        """Whether tasks are under way here."""
        return bool(self._held)

    def hand_back(self) -> None:
        """Let go of what is still under way, its start uncounted; whoever comes next does it."""
        for task_id in sorted(self._held):
            self._store.hand_back(task_id, self._holder)
        self._held.clear()

    async def _resize(self) -> None:
        if self._wanted is None:
            return
        try:
            self._queue.resize(self._tier, max(1, min(self._most, await self._wanted())))
        except Unavailable as error:
            self._say(str(error))

    async def _woken(self, wake_up: str) -> None:
        """Do one task. One that is another's, or open no more, is left alone: a wake-up is only a hint."""
        if self._over.is_set():
            return
        try:
            task = self._store.begin_task(wake_up.partition("/")[0], self._holder, self._rhythm.grace_s)
        except Unavailable as error:
            self._say(str(error))
            return
        if task is not None:
            await self._do(task)

    async def _do(self, task: Task) -> None:
        self._held.add(task.id)
        try:
            async with kept(lambda: self._keep(task), self._rhythm.grace_s):
                await self._deliver(await self._worker.result(task))
        except MachineFault as fault:
            self._store.hand_back(task.id, self._holder)
            self.stopped_by = fault
            self._over.set()
        finally:
            self._held.discard(task.id)

    def _keep(self, task: Task) -> bool:
        return self._store.keep_task(task.id, self._holder, self._rhythm.grace_s)

    async def _deliver(self, result: Result) -> None:
        """Bring the result to the store; it is worth waiting for a server that restarts."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._rhythm.grace_s
        while True:
            try:
                self._store.answer(result)
                break
            except Unavailable as error:
                if loop.time() > until:
                    self._say(f"{error} A result was dropped; its task is done again.")
                    return
                await asyncio.sleep(RETRY_S)
        try:
            await self._queue.wake(REVIEW, result.task_id)
        except Unavailable as error:
            # The Judge looks by itself as well.
            self._say(str(error))
