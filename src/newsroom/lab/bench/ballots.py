"""Real ballots by worker processes on one PostgreSQL and one Redis: how many for a second of their CPU, and of the wall.

The stories are the bundled day's that its council saw, copied under new ids with their items and claims, so that every
voter computes its formula from real input. Starting up (grammar, gazetteer, connections) is not counted.
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from newsroom.control import planner
from newsroom.control.notebook import Notebook
from newsroom.control.policy import Policy
from newsroom.control.processes.rhythm import Rhythm
from newsroom.control.records import ClaimSet
from newsroom.control.snapshot import read
from newsroom.lab import cluster
from newsroom.lab.servers import Postgres, Redis
from newsroom.model.channel import Channel
from newsroom.model.item import Item, Source
from newsroom.model.story import Story
from newsroom.ports import Change, Commit
from newsroom.wiring.council_tier import council_roles
from newsroom.world.clock import ReplayClock
from newsroom.world.language import SpacyLanguage
from newsroom.world.store import SqlStore

_PLACES = 5
_RHYTHM = Rhythm(grace_s=120.0, redelivery_s=120.0, sweep_s=1.0)
_POLICY = Policy(channel=Channel(name="main", title="Main"))


class Rate(NamedTuple):
    """Ballots for a second of the workers' CPU, and for a real second."""

    per_cpu_s: float
    per_s: float


def per_cpu_s(folder: Path, stories: int, processes: int) -> Rate:
    """`stories` times five ballots by so many worker processes; `folder` holds the day's finished database."""
    with Postgres() as postgres, Redis() as redis:
        url = postgres.url
        store = SqlStore(url)
        now = _copied(folder / "newsroom.db", store, stories)
        tasks = planner.plan(read(store), now)
        context = get_context("spawn")
        pipes, workers = [], []
        for _ in range(processes):
            here, there = context.Pipe()
            workers.append(context.Process(target=_work, args=(url, redis.url, now, there), daemon=True))
            workers[-1].start()
            pipes.append(here)
        for pipe in pipes:
            pipe.recv()
        began = time.monotonic()
        store.commit(Commit(tasks=tasks))
        asyncio.run(_wake(redis.url, [task.id for task in tasks]))
        while len(store.results()) < len(tasks):
            time.sleep(0.05)
        took = time.monotonic() - began
        cpu = 0.0
        for pipe in pipes:
            pipe.send("stop")
            cpu += pipe.recv()
        for worker in workers:
            worker.join(10)
        store.close()
    return Rate(len(tasks) / cpu, len(tasks) / took)


def _copied(file: Path, store: SqlStore, count: int) -> datetime:
    """`count` stories of the day before their vote, under new ids; returns the moment of the youngest."""
    day = SqlStore(file)
    held = {one.story_id: one for one in sorted(day.find("claimset", ClaimSet), key=lambda one: one.round)}
    models = [story for story in day.find("story", Story) if story.id in held]
    now = max(story.last_seen_at for story in models)
    items = day.get_many("item", sorted({item for story in models for item in story.item_ids}), Item)
    changes = [Change("source", one.id, 0, one) for one in day.find("source", Source)]
    changes += [Change("item", one.id, 0, one, "", one.seen_at.date().isoformat()) for one in items]
    for number in range(count):
        model = models[number % len(models)]
        key = f"story_{number:06}"
        story = model.model_copy(update={"id": key, "state": "VALIDATING", "version": 1, "round": 1, "entered_at": now,
                                         "due_at": None, "verdict": None, "retries": {}})  # fmt: skip
        claims = held[model.id].model_copy(update={"id": f"claims_{number:06}", "story_id": key, "round": 1})
        changes += [Change("story", key, 0, story, key, story.state), Change("claimset", claims.id, 0, claims, key)]
    store.commit(Commit(changes=tuple(changes)))
    day.close()
    return now


async def _wake(url: str, task_ids: Sequence[str]) -> None:
    async with cluster.shared_queue(url, _RHYTHM) as queue:
        for task_id in task_ids:
            await queue.wake("council", task_id)


def _work(database: str, url: str, now: datetime, tell: Connection) -> None:
    asyncio.run(_worked(database, url, now, tell))


async def _worked(database: str, url: str, now: datetime, tell: Connection) -> None:
    store = SqlStore(database)
    language = SpacyLanguage()
    language.parse("Ready.")
    async with cluster.shared_queue(url, _RHYTHM) as queue:
        notebook, clock = Notebook(store), ReplayClock(now)
        notebook.refresh(now)
        place = cluster.Place(store, queue, clock, _POLICY, _RHYTHM, lambda _: None)
        process = cluster.worker(place, "council", council_roles(language), notebook, _PLACES)
        running = asyncio.create_task(process.run())
        tell.send("ready")
        before = time.process_time()
        await asyncio.to_thread(tell.recv)
        tell.send(time.process_time() - before)
        process.stop()
        await running
    store.close()
