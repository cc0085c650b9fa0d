"""Whose words a quotation is, told by grammar; and when nobody is named."""

import pytest
from tests.rules.claim_reports import LANGUAGE, report

from newsroom.council.quotes import quotes


def _speakers(text):
    return [(said.speaker.name, said.speaker.role, said.speaker.verb) for said in quotes(report(1, text), LANGUAGE)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“We left early,” Anna Berg said. “Nobody in the hall was hurt at all.”", ("Anna Berg", "", "said")),
        (
            "“Nobody in the hall was hurt at all,” Anna Berg, mayor of Lund, told reporters.",
            ("Anna Berg", "mayor of Lund", "said"),
        ),
        ("Anna Berg spoke for an hour and said: “Nobody in the hall was hurt.”", ("Anna Berg", "", "said")),
        (
            "“Nobody in the hall was hurt at all,” the Norwegian captain, Anna Berg, said. “We left early, all of us.”",
            ("Anna Berg", "Norwegian captain", "said"),
        ),
        ("Police say that “nobody in the hall was hurt at all.”", ("Police", "", "say")),
    ],
)
def test_speakers_that_only_grammar_finds(text, who):
    """Behind the first half, told to somebody, of a shared subject, in reported speech."""
    assert who in _speakers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg never said that “nobody in the hall was hurt at all.”",
        "Anna Berg would say that “nobody in the hall was hurt at all.”",
        "Aides claim Anna Berg said that “nobody in the hall was hurt at all.”",
        "Anna Berg was asked to say that “nobody in the hall was hurt at all.”",
        "Anna Berg said the hall “was empty long before the roof fell in.”",
        "“Nobody in the hall was hurt at all,” the board said.",
        "He said that “nobody in the hall was hurt at all.”",
    ],
)
def test_nobody_is_quoted(text):
    """Denied, possible, heard from others, asked for, a part of a sentence, or said by nobody one knows."""
    assert _speakers(text) == []
