"""Who said what in running text: source, word of speech, content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.claim_reports import LANGUAGE

from newsroom.council.quoted import quoted
from newsroom.council.said import merged, read, sayings


def _said(text):
    found = sayings(text, read(text, LANGUAGE))
    return [
        (text[slice(*one.source)] if one.source else "", one.lemma, [text[a:b] for a, b in one.content])
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "who", "lemma", "content"),
    [
        ("The mayor said that the bridge was closed.", "The mayor", "say", "that the bridge was closed"),
        ("“The bridge is closed,” the mayor said.", "the mayor", "say", "“The bridge is closed,”"),
        ("“The bridge is closed,” said Anna Berg.", "Anna Berg", "say", "“The bridge is closed,”"),
        ("The bridge is closed, she said.", "she", "say", "The bridge is closed"),
        ("According to the ministry, exports fell in May.", "the ministry", "accord", "exports fell in May"),
        ("Berg told reporters that exports fell.", "Berg", "tell", "that exports fell"),
        ("Berg criticized the new budget.", "Berg", "criticize", "the new budget"),
    ],
)
def test_one_attribution(text, who, lemma, content):
    """Reported, quoted, turned round, put in behind, according to, told, and a stance."""
    assert (who, lemma, [content]) in _said(text)


def test_a_quotation_goes_on_behind_the_words_of_speech():
    """Two halves, and whole sentences in front of the first, are what one person said."""
    text = "“It rained. We left early,” the coach said. “Nobody was hurt.”"
    assert ("the coach", "say", ["“It rained. We left early,”", "“Nobody was hurt.”"]) in _said(text)


def test_a_quotation_taken_up_in_the_next_paragraph():
    """A mark left open says that the same voice goes on."""
    text = "The judge said: “The court is open.\n\n“It will stay open.”"
    ((who, _, content),) = _said(text)
    assert who == "The judge"
    assert content == ["“The court is open.", "“It will stay open.”"]


def test_what_is_done_is_not_said():
    """A deed has a subject and an object too, but nobody speaks."""
    assert _said("The storm destroyed the bridge.") == []


@given(st.text(alphabet='ab .,“”"\n', max_size=60))
def test_quoted_stretches_are_in_order_and_apart(text):
    """They lie in the text, never overlap, and never cross a paragraph's end."""
    last = 0
    for one in quoted(text):
        assert last <= one.start < one.end <= len(text)
        assert "\n" not in text[one.start : one.end]
        last = one.end


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1]))))
def test_merged_spans_cover_the_same_characters(spans):
    """Merging loses and adds nothing."""
    covered = {at for a, b in spans for at in range(a, b)}
    assert {at for a, b in merged(spans) for at in range(a, b)} == covered
