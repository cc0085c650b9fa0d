"""One source, one frame of a headline, another name in it: issues of a series, not one story."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.item import Item
from newsroom.scouts.clustering import StoryIndex
from newsroom.scouts.same_frame import frame_of, is_filled_otherwise

Report = Callable[..., Item]
WORDS = st.lists(st.sampled_from(["how", "to", "watch", "rovers", "lissa", "orlin", "cup", "7"]), max_size=7).map(tuple)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("how to watch rovers against orlin town", "how to watch lissa against vellmar"),
        ("ferry prices in orlin today", "gold prices in orlin today"),
        ("quayside sessions: the tarn plays blue", "quayside sessions: the tarn plays winter road"),
        ("harbour bet code: get 20 crowns for the lissa cup", "orlin slots code week: get 35 crowns for lissa"),
        ("march ferry grant goes out to islanders in 9 days", "first april school grant goes out in 30 days"),
    ],
)
def test_another_name_in_the_frame_is_another_thing(one: str, other: str) -> None:
    """Both share how they begin or end, and each names what the other does not."""
    assert is_filled_otherwise(frame_of(one), frame_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("orlin streets empty after the storm", "orlin streets emtpy after the storm"),
        ("at least 4 dead as orlin dam breaks", "at least 9 dead as orlin dam breaks"),
        ("orlin dam breaks before dawn", "orlin dam breaks before dawn, bridges gone"),
        ("at least 4 dead as orlin dam breaks, mayor says", "at least 9 dead as orlin dam breaks, police say"),
        ("bishop calls for calm in orlin | coast 12", "bishop calls for calm in orlin | harbour radio 40"),
    ],
)
def test_a_headline_set_right_is_no_series(one: str, other: str) -> None:
    """A letter mended, a figure raised, words put on its end."""
    assert not is_filled_otherwise(frame_of(one), frame_of(other))


@given(one=WORDS, other=WORDS)
def test_the_answer_is_the_same_whichever_comes_first(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """And a headline is never a series of its own."""
    assert is_filled_otherwise(one, other) == is_filled_otherwise(other, one)
    assert not is_filled_otherwise(one, one)


def test_issues_of_a_series_stay_apart_in_one_source_only(report: Report) -> None:
    """Two houses may well head one match alike; one house heads two matches alike."""
    titles = (
        "Saturday cup report: Rovers of Vellmar go through",
        "Saturday cup report: Harriers of Vellmar go through",
    )
    index = StoryIndex()
    for at, title in enumerate(titles):
        index.assign(report(f"one{at}", title, "Vellmar cup, last eight, Saturday.", outlet="Coast Radio", minutes=at))
    assert index.story_of("one0") != index.story_of("one1")


def test_one_headline_word_for_word_is_one_story(report: Report) -> None:
    """Whatever else the story has grown to hold, and whoever carries it; a form's words (readings) tell nothing."""
    title = "Harbour master of Orlin resigns over ferry disaster"
    index = StoryIndex()
    first = index.assign(report("a", title, "The master left at noon."))
    again = index.assign(report("b", title, "Seals and otters were seen off Lissa; tickets cost less.", minutes=9))
    assert again.story_id == first.story_id
    assert "headline" in again.why
