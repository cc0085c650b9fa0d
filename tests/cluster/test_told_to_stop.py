"""SIGTERM in the middle of work, to a real process: short work is finished, long work is handed back, within ten seconds."""

import asyncio
import signal
import time

import pytest

from newsroom.control.processes.rhythm import Rhythm
from newsroom.lab import cluster
from newsroom.lab.bench.commits import story
from newsroom.lab.black_box.house import Running
from newsroom.lab.black_box.plan import Plan
from newsroom.lab.black_box.run import START
from newsroom.lab.black_box.start import Warm
from newsroom.model.task import Task
from newsroom.ports import Change, Commit
from newsroom.world.clock import SystemClock
from newsroom.world.store import SqlStore

ENDS_WITHIN_S = 10.0
STARTS_WITHIN_S = 60.0
TASK = Task(id="task_1", kind="vote", agent="Trend_Voter_A", tier="council", subject="story_00", seen=1,
            due_at=START, brief={"attempt": "1.Trend_Voter_A", "seat": "Trend_Voter_A"})  # fmt: skip


def until(holds):
    ends = time.monotonic() + STARTS_WITHIN_S
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)


async def woken(url):
    async with cluster.shared_queue(url, Rhythm()) as queue:
        await queue.wake("council", f"{TASK.id}/0")


@pytest.mark.parametrize(("work_s", "answered"), [(2, True), (600, False)], ids=["finished", "handed back"])
def test_work_in_hand_is_finished_or_handed_back(postgres, redis_server, tmp_path, work_s, answered):
    """At production's own values. What was handed back was never started, as far as anybody can see."""
    redis_server.flush()
    url = postgres.fresh()
    plan = Plan(role="worker", tier="council", database_url=url, redis_url=redis_server.url, folder=str(tmp_path),
                rhythm=Rhythm(), seed=1, start=START, clock_start=START, real_start=SystemClock().now(), speed=1.0,
                story_every_s=90.0, last_report=START, work_ms=(work_s * 1000, work_s * 1000))  # fmt: skip
    store = SqlStore(url)
    told_of = story(0).model_copy(update={"id": TASK.subject, "state": "VALIDATING", "entered_at": START})
    store.commit(Commit(changes=(Change("story", told_of.id, 0, told_of, told_of.id, told_of.state),), tasks=(TASK,)))
    worker = Running(Warm(plan), lambda _: None)
    until(lambda: worker.ready_at is not None)
    asyncio.run(woken(redis_server.url))
    until(lambda: store.task(TASK.id).tries == 1)
    told = time.monotonic()
    worker.process.send(signal.SIGTERM)
    assert worker.process.wait(60)
    took_s = time.monotonic() - told
    kept, results = store.task(TASK.id), store.results()
    store.close()
    assert took_s <= ENDS_WITHIN_S
    assert [task.id for task, _ in results] == ([TASK.id] if answered else [])
    assert (kept.status, kept.tries) == (("answered", 1) if answered else ("open", 0))
