"""The queues that wake workers: an engine on an in-process or real Redis, and a plain one in memory.

A wake-up is an id and nothing else. It may be lost, doubled or late, because the store knows what is open and the
loop wakes it again. No type of the engine leaves this file.
"""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

from docket import Docket, Worker
from redis.exceptions import RedisError

from newsroom.model.errors import Unavailable
from newsroom.ports import Handler

_CHECK_EVERY = timedelta(milliseconds=10)
_REDELIVER_AFTER_S = 300.0
_RECONNECT_AFTER = timedelta(seconds=1)
_ENGINE_LOGS = ("docket.worker", "docket._redelivery", "docket.strikelist")


class DocketQueue:
    """`ports.Queue` on docket: one docket a tier. `url` is memory:// (embedded) or redis://host:port/n.

    A wake-up whose worker died is given to another after `redeliver_after_s` real seconds. A `shared` queue wakes
    workers of other processes as well, so it cannot know when they are done: its `idle` returns at once. The others know
    it by `name`, by default this machine's and this process's.
    """

    def __init__(
        self,
        url: str = "memory://",
        prefix: str = "newsroom-task",
        *,
        redeliver_after_s: float = _REDELIVER_AFTER_S,
        shared: bool = False,
        name: str | None = None,
    ) -> None:
        self._url = url
        self._name = name
        self._prefix = prefix
        self._redeliver_after = timedelta(seconds=redeliver_after_s)
        self._shared = shared
        self._stack = AsyncExitStack()
        self._dockets: dict[str, Docket] = {}
        self._serving: list[asyncio.Task[None]] = []
        self._workers: dict[str, Worker] = {}
        self._in_flight = _InFlight()
        for name in _ENGINE_LOGS:
            logging.getLogger(name).addFilter(_in_a_line)

    async def __aenter__(self) -> "DocketQueue":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def wake(self, tier: str, task_id: str) -> None:
        """Ask for `task_id` to be worked on. An id that is waiting or running already is not doubled.

        Raises:
            Unavailable: the queue's server does not answer.
        """
        try:
            docket = await self._docket(tier)
            if self._shared or self._in_flight.add(task_id):
                await docket.add(_named(tier), key=task_id)(task_id)
        except (RedisError, OSError) as error:
            self._in_flight.remove(task_id)
            raise _away(error) from error

    async def serve(self, tier: str, handler: Handler, concurrency: int) -> None:
        """Start working on this tier's wake-ups, at most `concurrency` at a time; returns once it listens.

        Raises:
            Unavailable: the queue's server does not answer.
        """
        try:
            docket = await self._docket(tier)
        except (RedisError, OSError) as error:
            raise _away(error) from error

        async def work(task_id: str) -> None:
            try:
                await handler(task_id)
            finally:
                self._in_flight.remove(task_id)

        _register(docket, tier, work)
        worker = Worker(
            docket,
            name=self._name,
            concurrency=concurrency,
            minimum_check_interval=_CHECK_EVERY,
            redelivery_timeout=self._redeliver_after,
            reconnection_delay=_RECONNECT_AFTER,
            schedule_automatic_tasks=False,
        )
        self._workers[tier] = worker
        self._serving.append(asyncio.create_task(_run(worker)))

    def resize(self, tier: str, concurrency: int) -> None:
        """From now on at most `concurrency` of this tier at a time; what is under way is finished."""
        if tier in self._workers:
            # The worker counts its free places anew before each look at the queue.
            self._workers[tier].concurrency = concurrency

    async def serving(self, tier: str) -> int:
        """How many processes serve this tier just now; one that died counts for ten seconds more.

        Raises:
            Unavailable: the queue's server does not answer.
        """
        try:
            return len(await (await self._docket(tier)).workers())
        except (RedisError, OSError) as error:
            raise _away(error) from error

    async def idle(self) -> None:
        """Wait until every wake-up given here has been worked on."""
        await self._in_flight.empty()

    async def close(self) -> None:
        """Let running work finish, start nothing new."""
        for serving in self._serving:
            serving.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._stack.aclose()

    async def _docket(self, tier: str) -> Docket:
        if tier not in self._dockets:
            name = f"{self._prefix}-{tier}"
            docket = await self._stack.enter_async_context(Docket(name=name, url=self._url))
            # Who only wakes has to know the task by name as well.
            _register(docket, tier, _elsewhere)
            self._dockets[tier] = docket
        return self._dockets[tier]


def _named(tier: str) -> str:
    return f"work_{tier}"


def _register(docket: Docket, tier: str, work: Handler) -> None:
    docket.register(work, names=[_named(tier)])


async def _elsewhere(task_id: str) -> None:
    """Stands for the work of a tier that another process serves."""


async def _run(worker: Worker) -> None:
    """Serve until cancelled. The worker is entered and left here, in one task, as its engine wants it."""
    async with worker:
        await worker.run_forever()


def _in_a_line(record: logging.LogRecord) -> bool:
    """A server that is away, or was flushed, is told in one line: where the engine was at that time helps nobody."""
    if record.exc_info and isinstance(record.exc_info[1], RedisError | OSError):
        record.exc_info = None
    return True


def _away(error: Exception) -> Unavailable:
    return Unavailable("queue_away", f"The queue does not answer: {error}.", "Check REDIS_URL and the server.")


class _InFlight:
    """The ids that are on their way, and a signal for when there are none."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._none = asyncio.Event()
        self._none.set()

    def add(self, task_id: str) -> bool:
        if task_id in self._ids:
            return False
        self._ids.add(task_id)
        self._none.clear()
        return True

    def remove(self, task_id: str) -> None:
        self._ids.discard(task_id)
        if not self._ids:
            self._none.set()

    async def empty(self) -> None:
        await self._none.wait()


class PlainQueue:
    """`ports.Queue` without an engine, for tests and for the simulator: same promises, one process, no timers."""

    def __init__(self) -> None:
        self._handlers: dict[str, tuple[Handler, asyncio.Semaphore]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._in_flight = _InFlight()

    async def __aenter__(self) -> "PlainQueue":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def wake(self, tier: str, task_id: str) -> None:
        """Start the tier's handler on `task_id`, unless it is under way."""
        if tier in self._handlers and self._in_flight.add(task_id):
            handler, slots = self._handlers[tier]
            self._start(self._work(handler, slots, task_id))

    async def serve(self, tier: str, handler: Handler, concurrency: int) -> None:
        """Work on this tier's wake-ups, at most `concurrency` at a time."""
        self._handlers[tier] = (handler, asyncio.Semaphore(concurrency))

    def resize(self, tier: str, concurrency: int) -> None:
        """From now on at most `concurrency` of this tier at a time; what is under way is finished."""
        if tier in self._handlers:
            self._handlers[tier] = (self._handlers[tier][0], asyncio.Semaphore(concurrency))

    async def idle(self) -> None:
        """Wait until nothing is under way; the first error of a handler comes out here."""
        while self._running:
            await asyncio.gather(*self._running)

    async def close(self) -> None:
        """Stop what is under way."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _work(self, handler: Handler, slots: asyncio.Semaphore, task_id: str) -> None:
        try:
            async with slots:
                await handler(task_id)
        finally:
            self._in_flight.remove(task_id)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
