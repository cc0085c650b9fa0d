"""Planner and workers by themselves: what becomes of lost wake-ups, dead holders, poison, and work in hand at the end."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.control.brief import Brief
from newsroom.control.policy import MAX_STARTS
from newsroom.control.processes.planner import PlannerProcess
from newsroom.control.processes.rhythm import REVIEW, Rhythm
from newsroom.control.processes.worker import WorkerProcess
from newsroom.control.worker import Worker
from newsroom.lab.cluster import shared_queue
from newsroom.model.errors import Unavailable
from newsroom.model.task import Task
from newsroom.ports import Commit
from newsroom.world.clock import SystemClock
from newsroom.world.queue import DocketQueue

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
RHYTHM = Rhythm(grace_s=0.5, redelivery_s=0.5, sweep_s=0.05, tick_s=0.1, drain_s=0.3)
WITHIN_S = 15.0


class Tier:
    """The council's queue on real servers, with what its workers have done."""

    def __init__(self, store, url):
        self.store = store
        self.url = url
        self.done: list[str] = []
        self.said: list[str] = []
        self.work_s = 0.0

    def queue(self):
        return shared_queue(self.url, RHYTHM)

    def planner(self, queue):
        return PlannerProcess(self.store, queue, SystemClock(), RHYTHM, self.said.append)

    def worker(self, queue, name):
        async def vote(brief):
            self.done.append(brief.task.id)
            await asyncio.sleep(self.work_s)
            return {"by": name}

        work = Worker(self.store, {"vote:Fact_Checker": vote}, lambda task: Brief(task, NINE, task.seen), print)
        return WorkerProcess("council", self.store, queue, work, RHYTHM, name, 2, self.said.append)

    def two_workers(self, one, two):
        return self.worker(one, "one"), self.worker(two, "two")

    def add(self, name, ahead=timedelta()):
        task = Task(id=name, kind="vote", agent="Fact_Checker", tier="council", subject="s", seen=1, due_at=NINE)
        self.store.commit(Commit(tasks=(task.model_copy(update={"due_at": SystemClock().now() + ahead}),)))

    def answers(self):
        return {task.id: result for task, result in self.store.results()}


@pytest.fixture
def tier(fresh_store, redis_server):
    return Tier(fresh_store, redis_server.url)


async def until(holds):
    async with asyncio.timeout(WITHIN_S):
        while not holds():
            await asyncio.sleep(0.02)


class Running:
    """Processes run as long as the body does, then told to stop."""

    def __init__(self, *processes):
        self._processes = processes

    async def __aenter__(self):
        self._tasks = [asyncio.create_task(one.run()) for one in self._processes]

    async def __aexit__(self, *_):
        for one in self._processes:
            one.stop()
        await asyncio.gather(*self._tasks)


async def test_a_new_task_reaches_a_worker_and_its_result_the_review_queue(tier):
    """Planned anywhere, done anywhere else, heard of by whoever serves the review queue."""
    heard = []

    async def hear(task_id):
        heard.append(task_id)

    async with tier.queue() as queue, tier.queue() as other, Running(tier.planner(queue), tier.worker(other, "w")):
        await queue.serve(REVIEW, hear, 1)
        tier.add("task_1")
        await until(lambda: heard)
    assert (heard, tier.answers()["task_1"].proposal) == (["task_1"], {"by": "w"})


async def test_a_flushed_queue_costs_one_grace(tier, redis_server):
    """A planner woke a worker, and the queue forgot: the task is woken again by the next one."""
    tier.add("task_1")
    async with tier.queue() as lost:
        for one in tier.store.claim_tasks(9, RHYTHM.grace_s):
            await lost.wake(one.tier, f"{one.id}/{one.tries}")
        redis_server.flush()
    async with tier.queue() as queue, Running(tier.planner(queue), tier.worker(queue, "w")):
        await until(tier.answers)
    assert tier.done == ["task_1"]


async def test_a_clock_that_was_set_back_delays_nothing(tier):
    """Planned by a clock that was six hours ahead, done now: a task is due when it is planned."""
    tier.add("task_1", ahead=timedelta(hours=6))
    async with tier.queue() as queue, Running(tier.planner(queue), tier.worker(queue, "w")):
        await until(tier.answers)
    assert tier.done == ["task_1"]


async def test_a_flush_under_a_running_worker_stops_nothing(tier, redis_server, caplog):
    """The worker stays up and takes what is woken afterwards; a person reads a line of it, and no traceback."""
    async with tier.queue() as queue, Running(tier.planner(queue), tier.worker(queue, "w")):
        tier.add("task_1")
        await until(lambda: "task_1" in tier.answers())
        redis_server.flush()
        tier.add("task_2")
        await until(lambda: "task_2" in tier.answers())
    told = [record for record in caplog.records if record.name.startswith("docket")]
    assert [record.levelname for record in told if record.exc_info] == []


async def test_a_dead_workers_task_is_anothers_after_its_lease(tier):
    """Its holder is gone without a word: started twice, answered once."""
    tier.add("task_1")
    assert tier.store.begin_task("task_1", "dead", RHYTHM.grace_s) is not None
    async with tier.queue() as queue, Running(tier.planner(queue), tier.worker(queue, "w")):
        await until(tier.answers)
    task, result = tier.store.results()[0]
    assert (task.tries, result.proposal) == (2, {"by": "w"})


async def test_long_work_is_not_started_twice(tier):
    """A worker that is alive lengthens its lease, however short the grace."""
    tier.work_s = RHYTHM.grace_s * 4
    async with tier.queue() as one, tier.queue() as two, Running(*tier.two_workers(one, two), tier.planner(one)):
        tier.add("task_1")
        await until(tier.answers)
    assert tier.done == ["task_1"]


async def test_a_doubled_wake_up_finds_the_task_taken(tier):
    """Two wake-ups, two workers, one start."""
    tier.work_s = 0.3
    async with tier.queue() as one, tier.queue() as two, Running(*tier.two_workers(one, two)):
        tier.add("task_1")
        for name in ("task_1/0", "task_1/1", "task_1/2"):
            await one.wake("council", name)
        await until(tier.answers)
    assert tier.done == ["task_1"]


async def test_a_task_that_never_answers_is_given_up_with_its_error(tier):
    """Counted at every start, also those that the queue itself brings again: past the limit nobody plays with it."""
    tier.add("task_1")
    for _ in range(MAX_STARTS):
        assert tier.store.begin_task("task_1", "dies", 0.0) is not None
    async with tier.queue() as queue, Running(tier.planner(queue), tier.worker(queue, "w")):
        await until(tier.answers)
    assert (tier.answers()["task_1"].error_code, tier.done) == ("tries_spent", [])


async def test_what_cannot_be_finished_is_handed_back(tier):
    """Told to stop in the middle of long work: the task is open, free and as if never started."""
    tier.work_s = 60.0
    queue = tier.queue()
    worker = tier.worker(queue, "w")
    async with Running(worker):
        tier.add("task_1")
        await queue.wake("council", "task_1/0")
        await until(lambda: tier.done)
    closing = asyncio.create_task(queue.close())
    await asyncio.wait({closing}, timeout=RHYTHM.drain_s)
    worker.hand_back()
    assert [(one.id, one.tries) for one in tier.store.claim_tasks(9, 1.0)] == [("task_1", 0)]
    closing.cancel()
    await asyncio.gather(closing, return_exceptions=True)


async def test_a_queue_that_is_away_is_said_plainly():
    """No server at that address: the newsroom's own error, with what to look at."""
    async with DocketQueue("redis://127.0.0.1:1/0", shared=True) as queue:
        with pytest.raises(Unavailable, match="queue does not answer"):
            await queue.wake("council", "task_1")
