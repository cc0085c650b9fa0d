"""In which language an item is: its tag, unless the words plainly are not English; other languages stay evidence."""

import pytest

from newsroom.world.tongue import language_of

GERMAN = "Die Fähre zu den Inseln fährt eine Woche lang nicht, weil der östliche Anleger repariert wird, teilte das Hafenamt mit."
GREEK = "Το πορθμείο προς τα νησιά δεν εκτελεί δρομολόγια για μία εβδομάδα"


@pytest.mark.parametrize(("tag", "source"), [("en-GB", ""), ("", "English")])
def test_english_is_not_believed_of_words_that_are_not(tag: str, source: str) -> None:
    """A feed that says English for everything must not have German read aloud as English."""
    assert language_of(tag, source, "Fähre", GERMAN) == "de"
    assert language_of(tag, source, GREEK, "") == "el"


def test_a_tag_is_believed_where_the_words_leave_it_open() -> None:
    """Names, numbers and short headlines tell nothing; other tags are never doubted."""
    assert language_of("en", "", "Halden 3, Varn 1", "") == "en"
    assert language_of("en", "", "The ferry to the islands stops for a week, the harbour office says", "") == "en"
    assert language_of("pl", "en", "The ferry to the islands stops for a week", "") == "pl"


def test_without_a_tag_the_words_decide_if_there_are_enough() -> None:
    """Forty characters at least."""
    assert language_of("", "", "", GERMAN) == "de"
    assert language_of("", "", "Halden", "") == ""
