"""Planner, judge and worker on real servers meet work that cannot be: an audit row, a parked task, and all go on."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from newsroom.control.policy import Policy
from newsroom.control.processes.rhythm import Rhythm
from newsroom.lab import cluster
from newsroom.lab.simulation.processes import BlankNotebook
from newsroom.model.agent import ParkedTask
from newsroom.model.channel import Channel
from newsroom.model.task import Result, Task
from newsroom.ports import Commit
from newsroom.world.clock import SystemClock
from newsroom.world.store import SqlStore

RHYTHM = Rhythm(grace_s=2.0, redelivery_s=2.0, sweep_s=0.05, tick_s=0.1, drain_s=0.3)
WITHIN_S = 30.0


class Newsroom:
    """Two planners, two judges and a council worker, each with a connection of its own."""

    def __init__(self, database, url):
        self.store = SqlStore(database)
        self.database = database
        self.url = url
        self.running = []

    def add(self, name, **fields):
        given = {"kind": "vote", "agent": "Trend_Voter_A", "tier": "council", "subject": "story_none", "seen": 1}
        brief = {"attempt": "1.Trend_Voter_A", "seat": "Trend_Voter_A"}
        task = Task(id=name, due_at=SystemClock().now(), brief=brief, **(given | fields))
        self.store.commit(Commit(tasks=(task,)))
        return task

    @asynccontextmanager
    async def at_work(self):
        stores = [SqlStore(self.database) for _ in range(5)]
        processes = [make(store) for make, store in zip(self._makers(), stores, strict=True)]
        queues = [place.queue for _, place in processes]
        self.running = [asyncio.create_task(process.run()) for process, _ in processes]
        try:
            yield
        finally:
            for process, _ in processes:
                process.stop()
            await asyncio.gather(*self.running)
            for queue in queues:
                await queue.close()
            for store in stores:
                store.close()

    def _makers(self):
        def place(store):
            queue = cluster.shared_queue(self.url, RHYTHM)
            return cluster.Place(
                store, queue, SystemClock(), Policy(channel=Channel(name="m", title="M")), RHYTHM, print
            )

        def planner(store):
            return cluster.planner(at := place(store)), at

        def judge(store):
            return cluster.judge(at := place(store), {}), at

        def worker(store):
            at = place(store)
            return cluster.worker(at, "council", {"vote:Trend_Voter_A": lambda _: {}}, BlankNotebook(store)), at

        return planner, planner, judge, judge, worker

    async def parked(self, *names):
        """Wait until just these are parked; each with its code."""
        async with asyncio.timeout(WITHIN_S):
            while True:
                kept = {one.task_id: one.code for one in self.store.find("cursor", ParkedTask, states=("parked",))}
                if kept.keys() >= set(names):
                    return kept
                await asyncio.sleep(0.05)

    def rows(self, subject):
        return [row.action for row in self.store.audit_of(subject)]

    @property
    def alive(self):
        return not any(one.done() for one in self.running)


@pytest.fixture
def newsroom(postgres, redis_server):
    redis_server.flush()
    made = Newsroom(postgres.fresh(), redis_server.url)
    yield made
    made.store.close()


async def test_what_cannot_be_is_parked_and_the_processes_live(newsroom):
    """A vote on a story that does not exist, and a kind of task from a newer version; then both once more."""
    async with newsroom.at_work():
        for turn in ("1", "2"):
            newsroom.add(f"lost_{turn}", subject=f"story_none_{turn}")
            newsroom.add(f"newer_{turn}", kind="dream", agent="Dreamer", subject=f"story_dreamt_{turn}")
            kept = await newsroom.parked(f"lost_{turn}", f"newer_{turn}")
            assert (kept[f"lost_{turn}"], kept[f"newer_{turn}"]) == ("no_such_subject", "unknown_kind")
            assert newsroom.rows(f"story_none_{turn}") == newsroom.rows(f"story_dreamt_{turn}") == ["task.parked"]
        assert newsroom.alive


async def test_a_result_from_nowhere_is_parked_once_however_often_it_comes(newsroom):
    """Planned twice, answered twice under one id, heard by two judges: one row."""
    async with newsroom.at_work():
        for _ in range(2):
            task = newsroom.add("twice", agent="Trend_Voter_Z")
        for _ in range(3):
            newsroom.store.answer(Result(task_id=task.id, agent=task.agent, seen=1, proposal={"ballot": {}}))
        await newsroom.parked("twice")
        newsroom.store.answer(Result(task_id=task.id, agent=task.agent, seen=1, proposal={"ballot": {}}))
        newsroom.add("next", subject="story_next")
        await newsroom.parked("next")
        assert newsroom.rows("story_none") == ["task.parked"]
        assert newsroom.alive
