"""The shared text rules: words, likeness, runs, numbers, sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.text import (
    containment,
    content_words,
    cosine,
    fold,
    jaccard,
    longest_shared_run,
    numbers,
    sentence_spans,
    sentences,
    shared_run,
    shingles,
    word_count,
    words,
)


def test_words_keep_compounds_apostrophes_and_figures_whole() -> None:
    """What a reader counts as one word is one word."""
    assert words("Low-flying planes don't hit 45,000 homes.") == (
        "Low-flying",
        "planes",
        "don't",
        "hit",
        "45,000",
        "homes",
    )
    assert word_count("Żółć, K2-18b – £1.2bn!") == 3


def test_folding_takes_case_and_diacritics_off() -> None:
    """One key for all spellings of a word."""
    assert fold("Żółć STRASSE Straße Øre") == "zolc strasse strasse ore"


def test_content_words_drop_stop_words_of_their_language() -> None:
    """Function words of the tagged language go; without a tag those of all languages go."""
    assert content_words("The dam of Orlin's mayor", "en-GB") == ("dam", "orlin", "mayor")
    assert content_words("Pękła tama i nie ma mostów", "pl") == ("pekla", "tama", "mostow")
    assert content_words("die Brücke and the dam") == ("brucke", "dam")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("45,000 homes", (45_000,)),
        ("45 tys. domów i 2,5 mln", (45_000, 2_500_000)),
        ("45.000 Haushalte", (45_000,)),
        ("$1.2bn and £45m", (1_200_000_000, 45_000_000)),
        ("twenty-five dead, two hundred hurt", (25, 200)),
        ("K2-18b, 5G and the A380", ()),
        ("won 3-2 at 19:30", (3, 2, 19, 30)),
        ("the 20th of the 1990s", (20, 1990)),
        ("50 000 in 2026", (50_000, 2026)),
        ("0.125 and one more", (0.125,)),
    ],
)
def test_numbers_are_read_as_values(text: str, values: tuple[float, ...]) -> None:
    """Digits, groups, magnitudes and number words in three languages."""
    assert numbers(text) == values


def test_sentences_end_where_they_end() -> None:
    """Abbreviations and initials end nothing; quotation marks belong to what they close."""
    text = 'Mr. Smith of the U.S. Navy said so. "It is over." Then W. H. Orlin left at 5 p.m. on Jan. 3. Yes!'
    assert sentences(text) == (
        "Mr. Smith of the U.S. Navy said so.",
        '"It is over."',
        "Then W. H. Orlin left at 5 p.m. on Jan. 3.",
        "Yes!",
    )


def test_the_longest_shared_run_is_found() -> None:
    """Case and punctuation do not break a run."""
    assert shared_run("the quick brown fox", "A Quick, brown FOX sat") == ("quick", "brown", "fox")
    assert longest_shared_run("one two", "three four") == 0


def test_small_inputs_have_plain_answers() -> None:
    """Nothing is like nothing."""
    assert shingles((), 3) == frozenset()
    assert shingles(("a",), 3) == {("a",)}
    assert jaccard((), ()) == 0.0
    assert containment((), ("a",)) == 0.0
    assert cosine({}, {"a": 1.0}) == 0.0
    with pytest.raises(ValueError, match="at least one"):
        shingles(("a",), 0)


WORDS = st.lists(st.sampled_from(["dam", "orlin", "bridge", "river", "mayor", "four"]), max_size=12)


@given(WORDS, WORDS)
def test_likeness_is_symmetric_and_bounded(left: list[str], right: list[str]) -> None:
    """Every measure lies in 0 to 1 and does not care who is asked first."""
    for measure in (jaccard, containment):
        assert 0.0 <= measure(left, right) == measure(right, left) <= 1.0
    a, b = ({word: 1.0 + len(word) for word in side} for side in (left, right))
    assert cosine(a, b) == pytest.approx(cosine(b, a))
    assert -1e-9 <= cosine(a, b) <= 1.0 + 1e-9


@given(WORDS, WORDS)
def test_a_shared_run_stands_in_both_texts(left: list[str], right: list[str]) -> None:
    """And none longer does."""
    a, b = " ".join(left), " ".join(right)
    run = shared_run(a, b)
    assert " ".join(run) in a
    assert " ".join(run) in b
    assert len(run) == longest_shared_run(b, a)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """No input breaks the rules; spans are in order, apart, and inside the text; folding twice is folding once."""
    spans = sentence_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))
    assert fold(fold(text)) == fold(text)
    assert all(value == value for value in numbers(text))
