"""`newsroom worker --autoscale MAX`: as many at once as the load balancer asks of the tier, shared by its processes."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from newsroom.control.policy import Policy
from newsroom.control.processes.rhythm import Rhythm
from newsroom.lab import cluster
from newsroom.lab.simulation.processes import BlankNotebook
from newsroom.model.agent import WantedWorkers
from newsroom.model.channel import Channel
from newsroom.model.task import Task
from newsroom.ports import Change, Commit
from newsroom.world.clock import SystemClock

RHYTHM = Rhythm(grace_s=5.0, redelivery_s=5.0, sweep_s=0.05, tick_s=0.1, drain_s=0.3)
PLENTY = 10
SETTLES_S = 0.5
MOST = 6
WITHIN_S = 30.0


class Scouts:
    """Worker processes of one tier with plenty to do that lasts until `gate` opens; `now` is how much each has in hand."""

    def __init__(self, store, url):
        self.store = store
        self.url = url
        self.now = []
        self.given = 0
        self.gate = asyncio.Event()

    def ask(self, count):
        held = self.store.get("cursor", "wanted", WantedWorkers)
        version = held.version if held else 0
        row = WantedWorkers(count={"scout": count}, version=version + 1, at=SystemClock().now())
        self.store.commit(Commit(changes=(Change("cursor", row.id, version, row),)))

    def worker(self, queue):
        number = len(self.now)
        self.now.append(0)

        async def read(brief):
            self.now[number] += 1
            await self.gate.wait()
            self.now[number] -= 1
            return {}

        place = cluster.Place(
            self.store, queue, SystemClock(), Policy(channel=Channel(name="m", title="M")), RHYTHM, lambda _: None
        )
        return cluster.worker(place, "scout", {"intake:": read}, BlankNotebook(self.store), 2, MOST)

    async def give_work(self, queue):
        due = SystemClock().now() - timedelta(seconds=1)
        names = [f"task_{self.given + number}" for number in range(PLENTY)]
        self.given += PLENTY
        tasks = (Task(id=one, kind="intake", agent="", tier="scout", subject="s", seen=1, due_at=due) for one in names)
        self.store.commit(Commit(tasks=tuple(tasks)))
        for name in names:
            await queue.wake("scout", f"{name}/0")

    async def at_once(self, queue, wanted):
        """Give work until each process takes exactly so much of it at once."""
        taken = []
        try:
            async with asyncio.timeout(WITHIN_S):
                while taken != wanted:
                    self.gate.clear()
                    await self.give_work(queue)
                    await asyncio.sleep(SETTLES_S)
                    taken = list(self.now)
                    self.gate.set()
                    while len(self.store.results()) < self.given:
                        await asyncio.sleep(0.02)
        finally:
            self.gate.set()


@pytest.fixture
def scouts(fresh_store, redis_server):
    return Scouts(fresh_store, redis_server.url)


async def test_a_worker_grows_and_shrinks_as_it_is_asked(scouts):
    """One, then five, then never more than its own most; what it was asked stands in the store."""
    async with cluster.shared_queue(scouts.url, RHYTHM) as queue:
        scouts.ask(1)
        worker = scouts.worker(queue)
        running = asyncio.create_task(worker.run())
        for asked, at_once in ((1, 1), (5, 5), (40, MOST), (2, 2)):
            scouts.ask(asked)
            await scouts.at_once(queue, [at_once])
        worker.stop()
        await running


async def test_several_processes_share_what_is_asked(scouts):
    """Eight wanted of two processes are four of each."""
    async with AsyncExitStack() as stack:
        ours = [cluster.shared_queue(scouts.url, RHYTHM, name) for name in ("one", "two")]
        queues = [await stack.enter_async_context(queue) for queue in ours]
        scouts.ask(8)
        workers = [scouts.worker(queue) for queue in queues]
        running = [asyncio.create_task(worker.run()) for worker in workers]
        await scouts.at_once(queues[0], [4, 4])
        for worker in workers:
            worker.stop()
        await asyncio.gather(*running)
