"""Places: found where a text writes them as places, and told from their namesakes by the rest of the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.model.item import GeoPoint, Place
from newsroom.world.gazetteer import FakeGazetteer, Gazetteer

GAZETTEER = Gazetteer()


def named(text: str, *names: str) -> list[tuple[str, str, float]]:
    return [(place.name, place.country, place.precision) for place in GAZETTEER.places(text, names)]


def test_a_town_is_exact_a_region_less_and_a_country_least() -> None:
    """Most precise first; every place has a point on the globe."""
    places = GAZETTEER.places("A quake shook Acapulco in Guerrero, southern Mexico, and was felt across Latin America.")
    assert [place.precision for place in places] == [1.0, 0.7, 0.4, 0.2]
    assert all(place.point and abs(place.point.lat) <= 90 and abs(place.point.lon) <= 180 for place in places)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Police in Paris, Texas, held two men.", "Paris", "US"),
        ("Police in Paris held two men.", "Paris", "FR"),
        ("A bridge in London, Ontario, was closed; London said repairs take a week.", "London", "CA"),
        ("The mayor of London spoke.", "London", "GB"),
        ("Birmingham council in Alabama met.", "Birmingham", "US"),
        ("Talks in Geneva between Washington and Moscow ended.", "Geneva", "CH"),
    ],
)
def test_the_document_tells_namesakes_apart(text: str, name: str, country: str) -> None:
    """What follows a name, then what else the text names, then size."""
    assert {place[1] for place in named(text) if place[0] == name} == {country}


def test_a_state_and_a_country_of_one_name_follow_their_company() -> None:
    """Georgia beside Atlanta is the state; beside Tbilisi the country."""
    assert ("Georgia", "US", 0.7) in named("Storms crossed Georgia and flooded parts of Atlanta.")
    assert ("Georgia", "GE", 0.4) in named("Voters in Georgia went to the polls, first of all in Tbilisi.")


def test_ordinary_words_and_people_are_no_places() -> None:
    """ "Nice", "Reading", "Of" and people's names stay what they are."""
    assert named("Nice of you to come. Reading is fun. Of course Victoria Jones met Jackson Hill in March.") == []


def test_a_tagged_name_is_a_place_whatever_it_looks_like() -> None:
    """Where a tagger says so, an ordinary word is looked up."""
    assert named("Nice mourns its mayor.", "Nice")[0][:2] == ("Nice", "FR")
    assert named("She lives in Reading, England.")[0][:2] == ("Reading", "GB")


def test_demonyms_and_abbreviations_name_countries() -> None:
    """ "Swiss", "U.S." and "Venezuelan" are countries; "us" is not."""
    assert named("Swiss police and U.S. officials met Venezuelan envoys.") == [
        ("Switzerland", "CH", 0.4),
        ("United States", "US", 0.4),
        ("Venezuela", "VE", 0.4),
    ]
    assert named("They told us nothing.") == []


def test_headlines_in_capitals_still_name_their_places() -> None:
    """In title case a capital proves nothing, a large town or a country is believed."""
    assert {place[0] for place in named("Explosions Rock Caracas As Fires Spread Across Venezuela")} == {
        "Caracas",
        "Venezuela",
    }


def test_polish_names_are_found_in_their_cases() -> None:
    """After a Polish preposition the ending is taken off."""
    assert ("Warsaw", "PL", 1.0) in [
        (p.name, p.country, p.precision)
        for p in GAZETTEER.places("Pożar w Warszawie, strażacy na miejscu.", language="pl")
    ]


def test_mentions_stand_where_they_say() -> None:
    """Offsets cut the name out of the text."""
    text = "Rain in Oslo's streets and in Bergen."
    assert [text[mention.start : mention.end] for mention in GAZETTEER.mentions(text)] == ["Oslo", "Bergen"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=3))
def test_any_text_can_be_searched(text: str, names: list[str]) -> None:
    """Strange input finds nothing strange."""
    mentions = GAZETTEER.mentions(text, names)
    assert all(0 <= one.start < one.end <= len(text) for one in mentions)
    assert all(before.end <= after.start for before, after in zip(mentions, mentions[1:], strict=False))


def test_the_fake_knows_what_it_is_given() -> None:
    """For tests of roles, with places that do not exist."""
    orlin = Place(name="Orlin", country="XX", point=GeoPoint(lat=1, lon=2), precision=1.0)
    assert FakeGazetteer({"Orlin": orlin}).places("The dam above Orlin broke.") == (orlin,)
    assert FakeGazetteer({"Orlin": orlin}).places("Elsewhere") == ()
