"""Two stories turn out to be one: the young one ends on record and its reports go over; an older one keeps its life."""

import asyncio
from collections.abc import Sequence
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
TITLES = {
    "bang": "Windows shattered along Orlin quayside",
    "leak": "Gasworks valve burst, Tervolin engineers admit",
    "both": "Gasworks valve burst shattered windows along Orlin quayside, Tervolin engineers admit",
}
ANGLES = {"bang": 0.0, "leak": 60.0, "both": 30.0}
"""Where each report points, in degrees: the third lies between the other two."""


def item(name: str, minutes: int) -> Item:
    """One report."""
    at = NINE + timedelta(minutes=minutes)
    return Item(
        id=name, source_id="paper", publisher=Publisher(name="Paper", owner="Paper House", kind="newspaper", tier=2),
        url="", title=TITLES[name], text="", language="en", kind="article", published_at=at, seen_at=at, snapshot="",
    )  # fmt: skip


def meant(items: Sequence[Item]) -> list[Vector | None]:
    """The given directions."""
    found: list[Vector | None] = []
    for one in items:
        vector = np.zeros(DIMENSIONS, dtype=np.float32)
        vector[:2] = np.cos(np.radians(ANGLES[one.id])), np.sin(np.radians(ANGLES[one.id]))
        found.append(vector)
    return found


class Newsroom:
    """Intake and its decision over one store; what arrives is what a test says."""

    def __init__(self, store) -> None:
        self.store = store
        self.items: tuple[Item, ...] = ()
        self.intake = Intake(store, self, Notebook(store, meant), FakeGazetteer({}))
        store.commit(
            Commit(changes=(Change("cursor", "intake", 0, Cursor(at=NINE, next_at=NINE + timedelta(hours=1))),))
        )

    async def arrivals(self, since, until) -> Arrivals:
        return Arrivals(self.items, (PAPER,), (), 0, {})

    def hears(self, *items: Item) -> dict[str, Story]:
        """The next look brings these; afterwards the stories by their first report."""
        cursor = self.store.get("cursor", "intake", Cursor)
        bench, self.items = Bench(self.store, cursor.next_at, Policy(channel=Channel(name="main", title="Main"))), items
        span = {"since": cursor.at.isoformat(), "until": cursor.next_at.isoformat()}
        task = Task(id=f"t{cursor.version}", kind="intake", agent="", tier="scout", subject="intake", seen=1, due_at=NINE,
                    brief={"attempt": "1", **span})  # fmt: skip
        proposal = asyncio.run(self.intake.read(Brief(task, bench.now, 1, extra=span)))
        self.store.commit(arrived(bench, task, Result(task_id=task.id, agent="", seen=1, proposal=proposal)))
        return {story.item_ids[0]: story for story in self.store.find("story", Story)}


def test_a_young_story_ends_in_the_one_that_tells_it(store) -> None:
    """Its reports go over, and the audit says which stories, why and when."""
    newsroom = Newsroom(store)
    before = newsroom.hears(item("bang", 1), item("leak", 2))
    assert len(before) == 2
    after = newsroom.hears(item("both", 70))
    gone, kept = sorted(after.values(), key=lambda story: len(story.item_ids))
    assert set(kept.item_ids) == set(TITLES)
    assert (gone.state, kept.state) == ("ARCHIVED", "START")
    assert kept.id in gone.reason
    row = store.audit_of(gone.id)[-1]
    told = store.payload(row.payload_hash)
    assert told["kept"] == kept.id
    assert told["items"] == list(gone.item_ids)


def test_a_story_that_went_further_keeps_its_life(store) -> None:
    """It is never joined silently: the audit notes that another tells the same from now on."""
    newsroom = Newsroom(store)
    for story in newsroom.hears(item("bang", 1), item("leak", 2)).values():
        later = story.model_copy(update={"state": "VALIDATING", "version": story.version + 1})
        store.commit(Commit(changes=(Change("story", later.id, story.version, later, later.id, "VALIDATING"),)))
    after = newsroom.hears(item("both", 70))
    assert {story.state for story in after.values()} == {"VALIDATING"}
    assert sum("story.kept_apart" in [row.action for row in store.audit_of(one.id)] for one in after.values()) == 1


def test_who_only_looks_around_takes_stories_as_they_are_on_record(store) -> None:
    """A process without the sentence model finds every report where the one with it put it."""
    newsroom = Newsroom(store)
    newsroom.hears(item("bang", 1), item("leak", 2))
    after = newsroom.hears(item("both", 70))
    kept = max(after.values(), key=lambda story: len(story.item_ids))
    found = Notebook(store).stories_of(["both"], NINE + timedelta(hours=2))
    assert found == {"both": kept.id}
