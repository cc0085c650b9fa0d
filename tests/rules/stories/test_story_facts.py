"""What a story is called, about whom and what: plain, central, from its best English report."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.item import Item
from newsroom.model.syntax import Entity
from newsroom.scouts.story_facts import category_of, clean_title, entities_of, headline_of, language_of, slug_of

Report = Callable[..., Item]


def test_the_headline_is_a_plain_one_of_a_good_english_source(report: Report) -> None:
    """Neither the loudest nor the first: the best-rated plain title."""
    items = [
        report("pl", "Pękła tama nad Orlinem, zniknęły dwa mosty", language="pl", tier=1),
        report("loud", "TERRIFYING moment dam BURSTS: you won't believe what happened next!", tier=1),
        report("ask", "Could the Orlin dam have been saved?", tier=1),
        report(
            "good", "Dam above Orlin breaks, two bridges gone - Hill Herald", outlet="Hill Herald", tier=1, minutes=3
        ),
        report("blog", "Dam above Orlin breaks and two bridges are gone", tier=5),
    ]
    assert headline_of(items) == "Dam above Orlin breaks, two bridges gone"
    assert headline_of(list(reversed(items))) == headline_of(items)


def test_an_instrument_s_code_is_no_headline_once_somebody_reports(report: Report) -> None:
    """A reading names its story only while it is alone."""
    code = report("code", "M 6.1 - 24 km SW of Vellmar", kind="official", tier=1, item_kind="reading")
    told = report("told", "Earthquake shakes Vellmar", tier=3, minutes=9)
    assert headline_of([code]) == "M 6.1 - 24 km SW of Vellmar"
    assert headline_of([code, told]) == "Earthquake shakes Vellmar"


def test_without_english_the_story_keeps_its_own_language(report: Report) -> None:
    """A Polish story has a Polish headline and says so."""
    items = [report("pl", "Pękła tama nad Orlinem, zniknęły dwa mosty", language="pl")]
    assert headline_of(items) == "Pękła tama nad Orlinem, zniknęły dwa mosty"
    assert language_of(items) == "pl"
    assert language_of([]) == "en"


def test_publishers_and_labels_are_taken_off(report: Report) -> None:
    """The outlet's name at the end and the desk's label at the start are no part of the news."""
    named = report("a", "Dam above Orlin breaks before dawn | Hill Herald", outlet="The Hill Herald")
    labelled = report("b", "WATCH: Dam above Orlin breaks before dawn", outlet="Hill Herald")
    other = report("c", "Dam above Orlin breaks - two bridges gone", outlet="Hill Herald")
    assert clean_title(named) == "Dam above Orlin breaks before dawn"
    assert clean_title(labelled) == "Dam above Orlin breaks before dawn"
    assert clean_title(other) == "Dam above Orlin breaks - two bridges gone"


@given(st.text(max_size=200))
def test_a_slug_is_always_a_safe_name(headline: str) -> None:
    """Whatever a title holds, the slug holds a-z, 0-9 and single hyphens only."""
    slug = slug_of(headline)
    assert slug
    assert len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug


def test_categories_follow_the_words_and_the_desk_that_filed_them(report: Report) -> None:
    """Words decide; a path such as /sport/ weighs more."""
    quake = report("q", "Earthquake kills twelve as buildings collapse", "Rescuers search for survivors.")
    match = report("m", "Rovers beat Town 3-1 in cup final", "The striker scored twice.")
    filed = report("f", "A day to remember for Vellmar").model_copy(update={"url": "https://f.example/sport/vellmar"})
    assert category_of([quake]).primary == "disaster"
    assert category_of([match]).primary == "sport"
    assert category_of([filed]).primary == "sport"
    assert category_of([report("x", "Zzz")]).primary == "society"


def test_entities_come_from_the_tagger_where_there_is_one(report: Report) -> None:
    """Names in most reports first; a short form counts for its one longer form; dates are no names."""
    one, two = report("1", "Tervolin speaks"), report("2", "Tervolin speaks again")
    tagged = {
        "1": (Entity("Ada Tervolin", "PERSON", 0, 12), Entity("Monday", "DATE", 20, 26)),
        "2": (Entity("Tervolin", "PERSON", 0, 8), Entity("Orlin", "GPE", 9, 14)),
    }
    assert entities_of([one, two], tagged) == ("Ada Tervolin", "Orlin")


def test_entities_are_read_from_capitals_without_a_tagger(report: Report) -> None:
    """Runs of capitalised words, not the words that merely open a sentence."""
    item = report("1", "Dam breaks", "Yesterday the dam broke. The mayor of Orlin, Ada Tervolin, called for help.")
    found = entities_of([item])
    assert "Ada Tervolin" in found
    assert "Orlin" in found
    assert "The" not in found
