"""Intake and its decision over a store, with reports whose meanings a test chooses by angles."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np

from newsroom.control.bench import Bench
from newsroom.control.brief import Brief
from newsroom.control.decisions.intake import arrived
from newsroom.control.notebook import Notebook
from newsroom.control.policy import Policy
from newsroom.control.records import Cursor
from newsroom.model.channel import Channel
from newsroom.model.item import Item, Publisher, Source
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import DIMENSIONS, Arrivals, Change, Commit, Vector
from newsroom.wiring.scouting import Intake
from newsroom.world.gazetteer import FakeGazetteer

from .conftest import NINE

PAPER = Source(id="paper", name="Paper", owner="Paper House", kind="newspaper", tier=2)


def item(name: str, title: str, minutes: int) -> Item:
    """One report, so many minutes after nine."""
    at = NINE + timedelta(minutes=minutes)
    return Item(
        id=name, source_id="paper", publisher=Publisher(name="Paper", owner="Paper House", kind="newspaper", tier=2),
        url="", title=title, text="", language="en", kind="article", published_at=at, seen_at=at, snapshot="",
    )  # fmt: skip


class Newsroom:
    """What arrives is what a test says; `angles` are the directions of the reports' meanings, in degrees."""

    def __init__(self, store, angles: Mapping[str, float]) -> None:
        self.store = store
        self.items: tuple[Item, ...] = ()
        self._angles = angles
        self.starts_again()
        cursor = Cursor(at=NINE, next_at=NINE + timedelta(hours=1))
        store.commit(Commit(changes=(Change("cursor", "intake", 0, cursor),)))

    def starts_again(self) -> None:
        """A new process: it knows what the store has and nothing else."""
        self.intake = Intake(self.store, self, Notebook(self.store, self._meant), FakeGazetteer({}))

    @property
    def bench(self) -> Bench:
        """The Judge's bench at the next look."""
        now = self.store.get("cursor", "intake", Cursor).next_at
        return Bench(self.store, now, Policy(channel=Channel(name="main", title="Main")))

    async def arrivals(self, since, until) -> Arrivals:
        return Arrivals(self.items, (PAPER,), (), 0, {})

    def looks(self, *items: Item) -> tuple[Task, Result]:
        """The next look brings these, and nothing is decided yet."""
        self.items = items
        cursor = self.store.get("cursor", "intake", Cursor)
        span = {"since": cursor.at.isoformat(), "until": cursor.next_at.isoformat()}
        task = Task(id=f"t{cursor.version}", kind="intake", agent="", tier="scout", subject="intake", seen=1, due_at=NINE,
                    brief={"attempt": "1", **span})  # fmt: skip
        proposal = asyncio.run(self.intake.read(Brief(task, self.bench.now, 1, extra=span)))
        return task, Result(task_id=task.id, agent="", seen=1, proposal=proposal)

    def hears(self, *items: Item) -> dict[str, Story]:
        """The next look brings these; afterwards the stories that are not told by others, by their first report."""
        self.store.commit(arrived(self.bench, *self.looks(*items)))
        return {story.item_ids[0]: story for story in self.stories() if not story.went_over}

    def stories(self) -> tuple[Story, ...]:
        """Every story on record."""
        return self.store.find("story", Story)

    def _meant(self, items: Sequence[Item]) -> list[Vector | None]:
        return [self._vector(self._angles[one.id]) for one in items]

    @staticmethod
    def _vector(angle: float) -> Vector:
        vector = np.zeros(DIMENSIONS, dtype=np.float32)
        vector[:2] = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        return vector
