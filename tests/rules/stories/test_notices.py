"""Official notices: a test never becomes a story, a revision belongs to what it revises, what was taken back stands no more."""

from itertools import permutations

import pytest

from newsroom.model.item import Alert, GeoPoint, Item, Place
from newsroom.model.standing import standing, takes_back, withdrawn
from newsroom.scouts.clustering import StoryIndex

WARNING = "Storm warning for the north coast of Halden"


@pytest.fixture
def notice(report):
    """One alert of the weather office; `says` is its msgType, `of` what it refers to."""

    def make(name: str, says: str = "Alert", of: tuple[str, ...] = (), *, status: str = "Actual", **fields) -> Item:
        fields = {"title": WARNING, "owner": "Weather Office", "outlet": "Weather Office", "kind": "official", **fields}
        item = report(name, item_kind="alert", **fields)
        alert = Alert(status=status, msg_type=says, event="Storm", severity="Severe", references=of)
        return item.model_copy(update={"guid": name, "alert": alert})

    return make


@pytest.fixture
def reading(report):
    """One reading of the quake network; every reading here is of one event."""

    def make(name: str, magnitude: float, minutes: float = 0, deleted: bool = False) -> Item:
        said = f"A magnitude {magnitude:.1f} earthquake, 12 km N of Halden."
        item = report(name, said, said, owner="Survey", kind="official", item_kind="reading", minutes=minutes)
        alert = Alert(status="Actual", msg_type="Cancel", event="Earthquake") if deleted else None
        return item.model_copy(update={"guid": "q1", "source_id": "quakes", "alert": alert})

    return make


def ids(items) -> list[str]:
    """Which items."""
    return [item.id for item in items]


def test_a_test_an_exercise_or_a_draft_is_in_no_story(notice) -> None:
    """Not even in that of a real warning in the same words; nor is a receipt, or a trial sent as if it were real."""
    index = StoryIndex()
    assert index.assign(notice("real")).story_id
    for status in ("Test", "Exercise", "System", "Draft"):
        assert index.assign(notice(status.lower(), status=status, minutes=1)).story_id == ""
    assert index.assign(notice("receipt", "Ack", ("real",), minutes=2)).story_id == ""
    trial = notice("trial", minutes=3)
    trial = trial.model_copy(update={"alert": trial.alert.model_copy(update={"event": "Required Monthly Test"})})
    assert index.assign(trial).story_id == ""


def test_an_update_in_other_words_joins_the_story_that_it_revises(notice) -> None:
    """By reference, over any chain; a warning from elsewhere stays its own."""
    index = StoryIndex()
    first = index.assign(notice("a"))
    update = index.assign(notice("b", "Update", ("a",), title="Gale in effect until Friday noon", minutes=10))
    again = index.assign(notice("c", "Update", ("b",), title="Seas of nine metres now expected", minutes=20))
    assert {first.story_id, update.story_id, again.story_id} == {first.story_id}
    other = notice("z", title="Heat advisory for the southern plains", minutes=30)
    assert index.assign(other).story_id not in ("", first.story_id)


def test_only_the_issuer_can_revise_its_notice(notice) -> None:
    """A stranger's Cancel with a copied reference touches nothing."""
    real = notice("a")
    forged = notice("x", "Cancel", ("a",), owner="Stranger", outlet="Stranger", title="Nothing to see", minutes=5)
    index = StoryIndex()
    assert index.assign(real).story_id
    assert index.assign(forged).story_id == ""
    assert ids(standing((real, forged))) == ["a"]
    assert not withdrawn((real, forged)[:1])


def test_a_cancel_founds_nothing_and_what_it_cancels_may_come_late(notice) -> None:
    """Order of arrival decides nothing."""
    index = StoryIndex()
    assert index.assign(notice("c", "Cancel", ("a",))).story_id == ""
    assert index.assign(notice("a", minutes=5)).story_id == ""


def test_a_revised_magnitude_joins_its_event_and_replaces_the_first(reading) -> None:
    """However far the numbers moved."""
    first, revised = reading("r1", 6.9), reading("r2", 5.2, minutes=12)
    index = StoryIndex()
    assert index.assign(first).story_id == index.assign(revised).story_id
    assert ids(standing((first, revised))) == ["r2"]


def test_a_deleted_event_leaves_nothing_standing(reading) -> None:
    """Its story is withdrawn while nothing else carries it."""
    gone = reading("r3", 6.9, minutes=30, deleted=True)
    assert takes_back(gone)
    assert standing((reading("r1", 6.9), gone)) == ()
    assert withdrawn((reading("r1", 6.9), gone))


def test_what_stands_does_not_hang_on_the_order_of_arrival(notice) -> None:
    """An Update replaces, a Cancel takes back, in whatever order they are listed."""
    chain = (notice("a"), notice("b", "Update", ("a",), minutes=1), notice("d", title="Another warning", minutes=2))
    for order in permutations(chain):
        assert set(ids(standing(order))) == {"b", "d"}
    ended = (*chain[:2], notice("c", "Cancel", ("a", "b"), minutes=3))
    for order in permutations(ended):
        assert standing(order) == ()
        assert withdrawn(order)


def test_reports_of_their_own_carry_a_story_without_its_notice(notice, report) -> None:
    """Two owners do, or one that was read after the withdrawal; one earlier echo does not."""
    taken_back = (notice("a"), notice("c", "Cancel", ("a",), minutes=60))
    echo = report("echo", f"{WARNING}, office says", minutes=10)
    second = report("second", "Roofs gone in three villages", minutes=20)
    after = report("after", "Storm left roofs in the streets", minutes=90)
    assert withdrawn((*taken_back, echo))
    assert not withdrawn((*taken_back, echo, second))
    assert not withdrawn((*taken_back, after))
    assert not withdrawn((*taken_back, notice("d", title="Flood warning", minutes=5)))
    assert ids(standing((*taken_back, echo, second))) == ["echo", "second"]


def test_warnings_from_one_form_are_apart_when_their_places_are(notice) -> None:
    """Fires of two continents are two stories, two counties of one storm are one, whatever the form says."""
    title, index = "Green forest fire notification", StoryIndex()
    places = {"here": (54.5, 9.5), "near": (54.9, 10.1), "far": (-12.0, -55.0)}
    for name, (lat, lon) in places.items():
        place = Place(name=name, point=GeoPoint(lat=lat, lon=lon), precision=0.7)
        index.assign(notice(name, title=title).model_copy(update={"place": place}))
    assert index.story_of("here") == index.story_of("near") != index.story_of("far")


def test_items_of_one_page_are_of_one_story(report) -> None:
    """A link passed on under another headline; a front page is no page of its own."""
    page = "https://courier.example/2031/05/14/ferry-to-the-islands-stops"
    index = StoryIndex()
    own = report("own", "Ferry to the islands stops for a week").model_copy(update={"canonical_url": page})
    link = report("link", "So this happened today", outlet="Talk", minutes=5).model_copy(update={"canonical_url": page})
    assert index.assign(own).story_id == index.assign(link).story_id
    for name, title in (("front", "Parliament votes on tides"), ("other", "Bakers of Varn win a prize")):
        item = report(name, title, minutes=6)
        index.assign(item.model_copy(update={"canonical_url": "https://courier.example/world"}))
    assert index.story_of("front") != index.story_of("other")


def test_a_revision_after_the_window_is_a_story_again(notice) -> None:
    """A story that heard nothing for two days takes no more items, in this way or any other."""
    index = StoryIndex()
    first = index.assign(notice("a"))
    late = notice("b", "Update", ("a",), minutes=60 * 24 * 3)
    assert index.assign(late).story_id != first.story_id
