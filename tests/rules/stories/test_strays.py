"""A report of another event that reads alike is no source of this one."""

from datetime import UTC, datetime

from newsroom.model.item import Item, Publisher
from newsroom.scouts.strays import names, of_one_event

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)


def item(number: int, title: str, text: str, language: str = "en") -> Item:
    publisher = Publisher(name=f"Paper {number}", owner=f"Owner {number}", kind="newspaper", tier=2)
    return Item(id=f"i{number}", source_id="s", publisher=publisher, url="", title=title, text=text, language=language, kind="article",
                published_at=NOON, seen_at=NOON, snapshot="0")  # fmt: skip


CRASH = item(
    1,
    "Two die in car crash near Vorley",
    "A car crash near Vorley killed two friends of the boxer Emil Strand on Monday.",
)
SAME = item(
    2,
    "Boxer leaves hospital after car crash",
    "The boxer Emil Strand left hospital after a car crash that killed two friends.",
)
OTHER = item(3, "One dead in car crash", "A car crash in central Saltholm killed one woman and hurt nine on Monday.")
NAMELESS = item(4, "Car crash kills two", "Two people died in a car crash on a wet road.")
GERMAN = item(5, "Zwei Tote bei Unfall", "Bei einem Unfall starben zwei Freunde des Boxers.", "de")


def test_the_other_crash_is_no_source_of_this_one():
    """It shares the words and none of the names; an item without names, or in another tongue, stays."""
    assert [i.id for i in of_one_event([CRASH, SAME, OTHER, NAMELESS, GERMAN])] == ["i1", "i2", "i4", "i5"]


def test_two_reports_without_a_common_name_are_not_two_sources():
    """Only the first is sure."""
    assert [i.id for i in of_one_event([CRASH, OTHER])] == ["i1"]


def test_names_are_capitals_inside_sentences():
    """Sentence starts, days and Title Case headlines name nobody."""
    assert names(CRASH) == {"vorley", "emil", "strand"}
    assert names(item(6, "Big Storm Hits The Coast", "Rain fell on Tuesday. People stayed in.")) == frozenset()
