"""Geo_Scout's background to a story: the country's facts, the clock there, its mood, the calendar, and what needs care."""

from datetime import UTC, datetime, timedelta

import pytest

from newsroom.council import compliance_guard
from newsroom.model.bid import Bid
from newsroom.model.expected import Expected
from newsroom.model.item import GeoPoint, Place
from newsroom.scouts import geo_scout, sensitive_places
from newsroom.scouts.country_facts import countries, facts_of, is_awake, local_time
from newsroom.scouts.geo_calendar import event_of
from newsroom.scouts.mood import around, moods

NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)
VELLMAR = Place(name="Vellmar", country="VE", point=GeoPoint(lat=10.5, lon=-66.9), precision=1.0, population=80_000)


def shown(answer, name):
    """One factor of an answer."""
    return next(factor for factor in answer.factors if factor.name == name)


def expected(title="Harbour festival of Vellmar", hours=2.0, place=VELLMAR, **more):
    """An entry of the calendar, beginning that many hours after noon and lasting three."""
    start = NOON + timedelta(hours=hours)
    return Expected(
        id=title, title=title, starts_at=start, ends_at=start + timedelta(hours=3), place=place, where="x", **more
    )


def test_the_formula_stands_as_written():
    """0.30 specificity + 0.25 importance + 0.30 local sources + 0.15 uniqueness."""
    assert geo_scout.calculate_confidence(1.0, 1.0, 1.0, 1.0) == 1.0
    assert geo_scout.calculate_confidence(1.0, 0.0, 0.0, 0.0) == 0.3
    assert geo_scout.calculate_confidence(0.0, 0.0, 1.0, 1.0) == 0.45


def test_a_bid_states_what_the_region_is(dossier):
    """Country, part of the world, capital, language and neighbours come from the shipped table, voices from the story."""
    said = geo_scout.bid(dossier()).justification
    for fact in ("Vellmar in Venezuela", "80,000 people", "capital Caracas", "speaks Spanish", "Colombia", "Paper 1"):
        assert fact in said


def test_background_mood_and_calendar_never_move_the_confidence(dossier):
    """The same story with and without them has the same confidence: they are shown, the formula decides."""
    plain = geo_scout.bid(dossier())
    told = dossier(context={"mood": {"VE": (-1.0, 9)}, "watched": {"VE": 4}})
    rich = geo_scout.bid(told, (expected(),))
    assert isinstance(plain, Bid)
    assert isinstance(rich, Bid)
    assert rich.bid_metrics.confidence_score == plain.bid_metrics.confidence_score
    assert shown(rich, "regional_mood").value == 0.0
    assert "9 headlines" in shown(rich, "regional_mood").how
    assert "4 sources there are watched" in shown(rich, "local_source_quality").how


def test_nobody_from_there_calls_for_local_expertise(dossier):
    """Reports from another country alone are marked; a source of the place's own takes the mark away."""
    own = dossier()
    abroad = dossier(story={"places": (VELLMAR.model_copy(update={"country": "PE", "point": None}),)})
    assert "needs_local_expertise" not in geo_scout.bid(own).flags
    assert "needs_local_expertise" in geo_scout._flags(abroad, (), None)


def test_the_guard_hands_the_asked_care_on(dossier):
    """What the scout flagged stands among Compliance_Guard's suggestions, and moves its vote by nothing."""
    plain, asked = (
        compliance_guard.vote(dossier(context={"reviews": reviews})) for reviews in ((), ("needs_local_expertise",))
    )
    assert "needs_local_expertise" in asked.rationale.suggestions
    assert (plain.vote, plain.score) == (asked.vote, asked.score)


def test_contested_ground_and_sensitive_subjects_are_reviewed(dossier, item):
    """A disputed place, or faith and mourning in the reports, or known risks; a storm in a harbour is none of these."""
    kashmir = Place(name="Kashmir", country="IN", precision=0.7)
    assert sensitive_places.reasons(dossier()) == ()
    assert "disputed" in sensitive_places.reasons(dossier(story={"places": (kashmir,)}))[0]
    pilgrims = item(1, text="Pilgrims wept at the shrine. The imam and the bishop led the mourners.")
    assert sensitive_places.reasons(dossier([pilgrims, item(2)]))[0].startswith("touches")
    assert "risks: CONFLICT" in sensitive_places.reasons(dossier(story={"risk_types": ("CONFLICT",)}))
    told = geo_scout.bid(dossier(story={"places": (VELLMAR, kashmir)}))
    assert "cultural_sensitivity_review" in told.flags
    assert "Handle with care" in told.justification


@pytest.mark.parametrize(
    ("place", "clock"),
    [
        (Place(name="Caracas", country="VE", precision=1.0), "08:00"),
        (Place(name="Delhi", country="IN", precision=1.0), "17:30"),
        (Place(name="Los Angeles", country="US", point=GeoPoint(lat=34.05, lon=-118.2), precision=1.0), "05:00"),
        (Place(name="Boston", country="US", point=GeoPoint(lat=42.36, lon=-71.06), precision=1.0), "08:00"),
        (Place(name="Mid-Pacific", point=GeoPoint(lat=0, lon=-150), precision=0.2), "02:00"),
    ],
)
def test_the_clock_there(place, clock):
    """By the country's zone, the nearest where it has several, by longitude at sea."""
    there = local_time(place, NOON)
    assert there is not None
    assert f"{there:%H:%M}" == clock
    assert is_awake(there) == ("07:00" <= clock < "23:00")


def test_every_country_has_facts_and_a_clock():
    """The table holds every country; neighbours are countries of the table; every zone exists on this machine."""
    known = countries()
    assert len(known) > 240
    assert all(neighbour in known for country in known.values() for neighbour in country.neighbours)
    assert sum(local_time(Place(name="x", country=code, precision=0.4), NOON) is not None for code in known) > 230
    assert facts_of("pl").capital == "Warsaw"
    assert facts_of("??") is None


def test_the_mood_of_a_region_is_the_tone_of_its_headlines():
    """Good and bad words weigh the same; a headline with neither is silent; regions add up their countries."""
    peru = Place(name="Lima", country="PE", precision=1.0)
    heard = moods(
        [("Storm kills nine", (VELLMAR,)), ("Rescued sailors celebrate", (peru,)), ("Council meets", (peru,))]
    )
    assert heard == {"PE": (0.667, 1), "VE": (-0.667, 1)}
    assert around("VE", heard) == (0.0, 2)
    assert around("JP", heard) is None


def test_a_story_finds_its_event(dossier):
    """At its time, near its place, in its words; elsewhere, later or of something else it finds none."""
    story = dossier()
    assert event_of(story, (expected(),)).title == "Harbour festival of Vellmar"
    assert event_of(story, (expected(hours=40),)) is None
    assert event_of(story, (expected(title="Chess tournament"),)) is None
    far = VELLMAR.model_copy(update={"point": GeoPoint(lat=48.0, lon=2.0), "country": "FR"})
    assert event_of(story, (expected(place=far),)) is None
    assert event_of(story, (expected(place=None, title="Harbour day"),)) is None
    assert event_of(story, (expected(place=None, title="Harbour boats"),)) is not None
    assert "expected_event" in geo_scout.bid(story, (expected(),)).flags
