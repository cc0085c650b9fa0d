"""Two stories turn out to be one: the young one ends on record and its reports go over; an older one keeps its life."""

from datetime import timedelta

from newsroom.control.notebook import Notebook
from newsroom.model.item import Item
from newsroom.ports import Change, Commit

from . import small_newsroom
from .conftest import NINE
from .small_newsroom import Newsroom

TITLES = {
    "bang": "Windows shattered along Orlin quayside",
    "leak": "Gasworks valve burst, Tervolin engineers admit",
    "both": "Gasworks valve burst shattered windows along Orlin quayside, Tervolin engineers admit",
}
ANGLES = {"bang": 0.0, "leak": 60.0, "both": 30.0}
"""The third report lies between the other two."""


def item(name: str, minutes: int) -> Item:
    """One report."""
    return small_newsroom.item(name, TITLES[name], minutes)


def test_a_young_story_ends_in_the_one_that_tells_it(store) -> None:
    """Its reports go over, and the audit says which stories, why and when."""
    newsroom = Newsroom(store, ANGLES)
    assert len(newsroom.hears(item("bang", 1), item("leak", 2))) == 2
    newsroom.hears(item("both", 70))
    gone, kept = sorted(newsroom.stories(), key=lambda story: len(story.item_ids))
    assert set(kept.item_ids) == set(TITLES)
    assert (gone.state, kept.state) == ("ARCHIVED", "START")
    assert kept.id in gone.reason
    row = store.audit_of(gone.id)[-1]
    told = store.payload(row.payload_hash)
    assert told["kept"] == kept.id
    assert told["items"] == list(gone.item_ids)


def test_a_story_that_went_further_keeps_its_life(store) -> None:
    """It is never joined silently: the audit notes that another tells the same from now on."""
    newsroom = Newsroom(store, ANGLES)
    for story in newsroom.hears(item("bang", 1), item("leak", 2)).values():
        later = story.model_copy(update={"state": "VALIDATING", "version": story.version + 1})
        store.commit(Commit(changes=(Change("story", later.id, story.version, later, later.id, "VALIDATING"),)))
    after = newsroom.hears(item("both", 70))
    assert {story.state for story in after.values()} == {"VALIDATING"}
    assert sum("story.kept_apart" in [row.action for row in store.audit_of(one.id)] for one in after.values()) == 1


def test_who_only_looks_around_takes_stories_as_they_are_on_record(store) -> None:
    """A process without the sentence model finds every report where it is told now."""
    newsroom = Newsroom(store, ANGLES)
    newsroom.hears(item("bang", 1), item("leak", 2))
    (kept,) = newsroom.hears(item("both", 70)).values()
    assert Notebook(store).stories_of(list(TITLES), NINE + timedelta(hours=2)) == dict.fromkeys(TITLES, kept.id)
