"""Two sizes, one newsroom: the same day on SQLite and on PostgreSQL ends with the same audit root."""

import asyncio
from datetime import timedelta

from newsroom.control.loop import Loop
from newsroom.control.policy import Policy
from newsroom.control.processes.rhythm import Rhythm
from newsroom.lab import edition as editions
from newsroom.lab import replay
from newsroom.lab.black_box.disk_platform import platforms
from newsroom.lab.black_box.news import roles
from newsroom.lab.black_box.plan import Plan
from newsroom.lab.black_box.run import START
from newsroom.lab.simulation.processes import BlankNotebook
from newsroom.model.channel import Channel
from newsroom.world.clock import ReplayClock
from newsroom.world.queue import PlainQueue
from newsroom.world.store import SqlStore

END = START + timedelta(minutes=10)


async def played(store, folder):
    folder.mkdir()
    plan = Plan(role="worker", database_url="", redis_url="", folder=str(folder), rhythm=Rhythm(), seed=5, start=START,
                clock_start=START, real_start=START, speed=1.0, story_every_s=90.0, last_report=END, work_ms=(0, 0))  # fmt: skip
    clock, queue = ReplayClock(START), PlainQueue()
    policy = Policy(channel=Channel(name="main", title="Main"))
    edition = editions.begin(store, "key", "invented", 1, START, END)
    loop = Loop(store, queue, clock, policy, roles(plan, 1), platforms(folder), BlankNotebook(store))
    async with queue:
        return await replay.run(replay.Replay(store, clock, loop, queue), edition)


def test_the_database_does_not_change_a_decision(postgres, tmp_path):
    """Same news, same answers, same clock: rows, root and what became of every story are the same."""
    documents = []
    for name, where in (("sqlite", tmp_path / "newsroom.db"), ("postgresql", postgres.fresh())):
        store = SqlStore(where)
        documents.append(asyncio.run(played(store, tmp_path / name)))
        store.close()
    one, other = ({**document, "wall_s": 0} for document in documents)
    assert one == other
    assert one["audit"]["verified"]
    assert one["audit"]["rows"] > 60
