"""Around the parser: quotes word for word, time words, letter case, attributions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.claim_reports import report

from newsroom.council.attribution import attributed
from newsroom.council.pieces import balanced
from newsroom.council.quotes import quotes, stands_in
from newsroom.council.sentences import pieces
from newsroom.council.times import resolve
from newsroom.council.truecase import Truecaser, is_title_case

WEDNESDAY = date(2031, 5, 14)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“We will rebuild every house here,” Anna Berg said on Monday.", "Anna Berg"),
        ('"We will rebuild every house here," said Anna Berg.', "Anna Berg"),
        ("Anna Berg said: “We will rebuild every house here.”", "Anna Berg"),
        ("“We will rebuild every house here,” the mayor, Anna Berg, said.", "Anna Berg"),
    ],
)
def test_a_quote_and_its_speaker(text, who):
    """Quoted words stand exactly as in the text, with the speaker named beside them."""
    (said,) = quotes(report(1, text))
    assert said.words.startswith("We will rebuild every house here")
    assert text[said.start : said.end] == said.words
    assert said.speaker.name == who


@pytest.mark.parametrize(
    "text",
    [
        "“We will rebuild every house here,” he said.",
        "“We will rebuild,” Anna Berg said, “if the money comes in time.”",
        "The plan is called “We will rebuild every house here”.",
        "“We will rebuild every house in the ...” Anna Berg said.",
    ],
)
def test_quotes_that_are_left_alone(text):
    """No name beside it, a half of a sentence, a title, a cut: no quote."""
    assert list(quotes(report(1, text))) == []


def test_a_quote_must_stand_word_for_word():
    """One changed word is another quote; kinds of quote marks and line breaks do not matter."""
    item = report(1, "“We won’t\nclose any school,” Anna Berg said.")
    assert stands_in("We won't close any school", item)
    assert not stands_in("We will close any school", item)
    assert not stands_in("", item)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("on Wednesday", "2031-05-14"),
        ("on Tuesday", "2031-05-13"),
        ("on Thursday", "2031-05-08"),
        ("yesterday", "2031-05-13"),
        ("on May 3", "2031-05-03"),
        ("on 30 December", "2030-12-30"),
        ("on 3 May 2029", "2029-05-03"),
        ("in May 2029", "2029-05"),
        ("in 2029", "2029"),
        ("since 2029", ""),
        ("last Tuesday", ""),
        ("on 31 June", ""),
        ("last week", ""),
    ],
)
def test_time_words(words, iso):
    """Counted from the day of publication; what is not certain stays empty."""
    assert resolve(words, WEDNESDAY) == iso


def test_an_announced_weekday_lies_ahead():
    """ "on Friday" of something that will be is the next Friday, of something that was the last one."""
    assert resolve("on Friday", WEDNESDAY, ahead=True) == "2031-05-16"
    assert resolve("on Friday", WEDNESDAY) == "2031-05-09"


@given(st.text(max_size=60), st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_any_words_resolve_to_a_date_or_nothing(words, day):
    """No words break the rule; the answer is empty or begins with a year."""
    iso = resolve(words, day)
    assert iso == "" or iso[:4].isdigit()


def test_title_case_is_undone_by_what_bodies_write():
    """Words that running text writes small become small; names stay; unknown words are marked unsure."""
    caser = Truecaser(["A crowd met in Vellmar. The harbour of New Lund is old. People love New Lund."])
    title = "Crowd Marches To Harbour In New Lund With Grunglets"
    assert is_title_case(title)
    cased, unsure = caser.recase(title, 0, len(title))
    assert len(cased) == len(title)
    assert "to harbour in New Lund" in cased
    assert [title[a:b] for a, b in unsure][-1] == "Grunglets"


def test_an_attribution_is_cut_only_when_it_is_one():
    """A named speaker is split off; a clause after a comma is not."""
    text = "Two men were hurt, police said on Monday."
    cut = attributed(text, 0, len(text), headline=False)
    assert text[cut.start : cut.end] == "Two men were hurt"
    assert cut.speaker.name == "police"
    text = "Two men were hurt, and the fire that he said was small spread."
    assert attributed(text, 0, len(text), headline=False).speaker is None


@given(st.text(alphabet="ab ,.'\"“”‘’()[]…-\n;:?", max_size=120), st.text(alphabet="AbC 'd:-|", max_size=40))
def test_every_piece_points_into_its_source(text, title):
    """Whatever comes in: spans lie inside the field, and every letter has a place there."""
    item = report(1, text, title)
    for piece in pieces([item], Truecaser([text])):
        field = item.title if piece.field == "title" else item.text
        assert 0 <= piece.start < piece.end <= len(field)
        assert len(piece.places) >= len(piece.clean)
        assert all(piece.start <= place < piece.end for place in piece.places)
        assert balanced(piece.words(0, len(piece.clean))) or piece.words(0, len(piece.clean))
