"""Outlets as voices: their names are no facts of a line, and nothing else of a line hides behind them (section 11, 10)."""

from datetime import date

import pytest

from newsroom.model.script import Line
from newsroom.studio.guard_line import doubts
from newsroom.studio.guard_reading import read
from newsroom.studio.guard_script import RUN_MAX, run_issues
from newsroom.studio.guard_voices import heard_outlet, outlet_voice, without_voice
from newsroom.world.language import SpacyLanguage

LANGUAGE = SpacyLanguage()
TODAY = date(2031, 5, 9)
NAMES = ("Varland Today", "Channel Nine", "the Halden Post", "Win Weekly")


def codes(line: str, source: str) -> set[str]:
    """What the guard doubts about a line whose voice is one of the outlets."""
    reading = read(without_voice(line, NAMES), [source], TODAY, TODAY, LANGUAGE)
    return {doubt.code for doubt in doubts(reading) if doubt.stops}


def a_line(text: str, *claims: str) -> Line:
    """A spoken line."""
    return Line(id="line", beat="what", text=text, spoken="", claim_ids=claims, way="frame")


@pytest.mark.parametrize(
    ("line", "voice", "rest"),
    [
        ("Channel Nine reports that the pier is shut.", "Channel Nine", "the pier is shut."),
        ("According to Varland Today, the pier is shut.", "Varland Today", "the pier is shut."),
        ("The Halden Post also says the pier is shut.", "the Halden Post", "the pier is shut."),
        ("The pier of Channel Nine is shut.", "", "The pier of Channel Nine is shut."),
    ],
)
def test_only_a_whole_name_in_the_place_of_the_voice_is_taken_off(line, voice, rest):
    """An outlet inside the statement stays a part of it."""
    assert outlet_voice(line, NAMES) == (voice, rest)


def test_a_day_or_a_figure_in_an_outlets_name_is_neither():
    """ "Varland Today" tells no day, "Channel Nine" no figure."""
    source = "The harbour pier was shut on Monday."
    assert not codes("Varland Today says the harbour pier was shut on Monday.", source)
    assert not codes("Channel Nine reports that the harbour pier was shut.", source)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Varland Today says the harbour pier was shut today.", "date"),
        ("Channel Nine reports that nine harbour piers were shut.", "number"),
        ("Channel Nine reports that the harbour pier of Channel Nine was shut.", "name"),
        ("Win Weekly says a weekly win pleased the channel.", "unsupported"),
    ],
)
def test_the_words_of_a_name_hide_nothing_in_the_statement(line, code):
    """The same words as part of the statement are read like all others."""
    assert code in codes(line, "The harbour pier was shut on Monday.")


@pytest.mark.parametrize(
    ("line", "source", "turned"),
    [
        ("Rovers beat Athletic.", "Rovers stunned Athletic in the final.", False),
        ("Athletic beat Rovers.", "Rovers stunned Athletic in the final.", True),
        ("Athletic lost to Rovers.", "Rovers thrashed Athletic in the final.", False),
        ("Rovers lost to Athletic.", "Rovers thrashed Athletic in the final.", True),
        ("Rovers defeated Athletic.", "Athletic lost to Rovers in the final.", False),
        ("Athletic defeated Rovers.", "Athletic lost to Rovers in the final.", True),
    ],
)
def test_one_word_for_winning_may_stand_for_another_but_not_for_the_other_side(line, source, turned):
    """Verbs of winning mean the same to a listener; who won is read from both sentences."""
    assert ("roles_swapped" in codes(line, source)) is turned


def test_only_an_outlet_that_has_the_claim_is_its_voice(brief):
    """Another outlet's name, or a report that the line before does not name, is no attribution."""
    claim = next(c for c in brief.claims if c.frame == "arrested")
    owners = {"post": frozenset({"the Halden Post"}), "radio": frozenset({"Coast Radio"})}
    assert heard_outlet(a_line("The Halden Post says a man was detained."), None, claim, owners)
    assert not heard_outlet(a_line("Coast Radio says a man was detained."), None, claim, owners)
    again = a_line("The same report says a man was detained.")
    assert heard_outlet(again, a_line("The Halden Post says the road is shut."), claim, owners)
    assert not heard_outlet(again, a_line("Coast Radio says the road is shut."), claim, owners)
    assert not heard_outlet(again, None, claim, owners)


def test_a_proper_name_counts_as_one_word_of_a_run(brief):
    """Nine plain words in a row are copied; eight units with a name of four words are not."""
    item = brief.items[0].model_copy(
        update={"text": "The Royal Harbour Bank of Varland lends to small firms again, its board told every branch."}
    )
    named = a_line("The Royal Harbour Bank of Varland lends to small firms.")
    plain = a_line("It lends to small firms again, its board told every branch.")
    assert RUN_MAX == 8
    assert not list(run_issues(named, [item], ()))
    assert [i.code for i in run_issues(plain, [item], ())] == ["copied"]
