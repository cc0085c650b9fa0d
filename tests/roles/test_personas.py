"""The nineteen agents exist as data, each with what N says of it."""

import pytest

from newsroom.model.ballot import VOTERS
from newsroom.model.errors import Refused
from newsroom.personas import AGENTS, everyone, persona


def test_all_nineteen_have_a_complete_persona():
    """Role, goal, history, manner and limits stand for each; those N measures have four metrics with a definition."""
    assert len(AGENTS) == 19
    for who in everyone():
        assert who.role
        assert who.goal
        assert who.backstory
        assert len(who.traits) >= 4
        assert len(who.constraints) >= 2
        assert len(who.metrics) == (0 if who.tier == "council" else 4)
        assert all(metric.definition for metric in who.metrics)


def test_the_seats_of_the_council_share_one_whole():
    """The weights of the five seats sum to 1, and only two of them hold a special power."""
    assert sum(persona(seat).weight for seat in VOTERS) == pytest.approx(1.0)
    assert {seat: persona(seat).power for seat in VOTERS if persona(seat).power} == {
        "Fact_Checker": "FACT_VETO",
        "Compliance_Guard": "LEGAL_HOLD",
    }


def test_a_stranger_is_refused_by_name():
    """An unknown agent is an answer with the names that exist, not a missing file."""
    with pytest.raises(Refused, match="Night_Editor"):
        persona("Night_Editor")
