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
        ("The commission says that “nobody in the hall was hurt at all.”", ("commission", "", "says")),
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
        "He said that “nobody in the hall was hurt at all.”",
    ],
)
def test_nobody_is_quoted(text):
    """Denied, possible, heard from others, asked for, or said by somebody without a name."""
    assert _speakers(text) == []
