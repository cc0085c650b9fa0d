"""The typed frames: each one's own examples and counter-examples stand beside it in the data file, and hold."""

import pytest
from tests.rules.claim_reports import drafts_of, frames_of

from newsroom.council.frames import frames

TYPED = [frame for frame in frames().values() if frame.rules]


@pytest.mark.parametrize(("name", "text"), [(f.name, text) for f in TYPED for text in f.fits])
def test_a_sentence_that_fits(name, text):
    """The frame's example is read as the frame, with every required slot filled."""
    found = [draft for draft in drafts_of(text) if draft.frame == name]
    assert found
    assert frames()[name].required <= found[0].slots.keys()


@pytest.mark.parametrize(("name", "text"), [(f.name, text) for f in TYPED for text in f.misfits])
def test_a_sentence_that_only_looks_like_it(name, text):
    """Negated, hedged, conditional or other-meaning sentences are not that fact."""
    assert name not in frames_of(text)


def test_every_frame_is_shown_by_examples():
    """No typed frame without at least one example and one counter-example; weights are shares."""
    assert len(frames()) >= 40
    for frame in TYPED:
        assert frame.fits, frame.name
        assert frame.misfits, frame.name
        assert 0 < frame.weight <= 1


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("At least 40 people were killed in a fire.", 40, "at_least"),
        ("More than 1,200 people were injured in the quake.", 1200, "more_than"),
        ("About 30 people were injured in the blast.", 30, "about"),
        ("Up to 15 people were injured in the blast.", 15, "up_to"),
        ("Twelve people were injured in the blast.", 12, "exact"),
    ],
)
def test_a_number_keeps_its_bound(text, value, bound):
    """ "At least", "more than", "about" and "up to" travel with the number."""
    (draft,) = drafts_of(text)
    assert (draft.quantity.value, draft.quantity.bound) == (value, bound)


def test_killed_in_a_phrase_counts_and_names_its_cause():
    """ "..., killing two" and "a fire that killed six" are counted; what did it is the event."""
    (toll,) = [d for d in drafts_of("A landslide hit the valley, killing two people.") if d.frame == "toll"]
    assert (toll.quantity.value, toll.slots["event"].text) == (2, "landslide")
    (toll,) = [
        d for d in drafts_of("Anna Berg visited the site of a fire that killed six people.") if d.frame == "toll"
    ]
    assert toll.quantity.value == 6


def test_a_place_near_the_verb_is_not_the_killer():
    """ "A fire at a resort that killed 40": no resort kills; the number stands without a wrong cause."""
    found = [d for d in drafts_of("Police visited a fire at a resort that killed 40 people.") if d.frame == "toll"]
    assert all("event" not in d.slots or d.slots["event"].head != "resort" for d in found)
    assert all("by" not in d.slots for d in found)


def test_the_attribution_stays_with_the_fact():
    """Who says it is kept, in front, behind, or after "according to"."""
    for text in (
        "Police said that a teacher was charged with fraud.",
        "A teacher was charged with fraud, police said on Monday.",
        "A teacher was charged with fraud, according to police.",
        "According to police, a teacher was charged with fraud.",
    ):
        (draft,) = drafts_of(text)
        assert draft.frame == "charged", text
        assert draft.speaker.name.lower() == "police", text


def test_old_facts_are_not_today_s():
    """A charge of another year is told whole with its date, never as the typed fact of now."""
    (draft,) = drafts_of("A teacher was charged with fraud in 2020.")
    assert draft.frame == "happened"
    assert draft.time == "2020"
