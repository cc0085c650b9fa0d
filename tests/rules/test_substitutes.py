"""Who may sit on whose seat (N 4.4; decisions.md section 2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.council.consensus import calculate, counted
from newsroom.council.substitutes import assign, halves, is_second_instance, is_substitute, may_cast
from newsroom.council.thresholds import BARS
from newsroom.model.ballot import VOTERS


@pytest.mark.parametrize(
    ("seat", "by", "allowed"),
    [
        ("Trend_Voter_A", "Trend_Voter_B", True),
        ("Trend_Voter_B", "Trend_Voter_C", True),
        ("Trend_Voter_B", "Trend_Voter_A", False),
        ("Trend_Voter_A", "Trend_Voter_A_02", True),
        ("Trend_Voter_A", "Trend_Voter_B_02", False),
        ("Fact_Checker", "Trend_Voter_B", False),
        ("Fact_Checker", "Fact_Checker_02", False),
        ("Compliance_Guard", "Trend_Voter_C", False),
        ("Guest", "Guest", False),
    ],
)
def test_who_may_cast(seat, by, allowed):
    """B and C stand in for trend voters; critical seats have nobody; strangers have no seat."""
    assert may_cast(seat, by) is allowed


def test_stand_ins_take_one_seat_each_in_order():
    """A's seat goes to B; when B failed too, C takes the first free seat and the other waits."""
    healthy = set(VOTERS) - {"Trend_Voter_A"}
    assert assign({"Trend_Voter_A"}, healthy) == {"Trend_Voter_A": "Trend_Voter_B"}
    assert assign({"Trend_Voter_A", "Trend_Voter_B"}, healthy) == {"Trend_Voter_A": "Trend_Voter_C"}
    assert assign({"Trend_Voter_A", "Trend_Voter_C"}, healthy) == {"Trend_Voter_A": "Trend_Voter_B"}
    assert assign({"Fact_Checker", "Compliance_Guard"}, healthy) == {}


def test_a_substitutes_ballot_fills_the_seat_and_is_marked(ballot):
    """Participation is met, and B's own ballot still counts once under its own name."""
    cast = [ballot(voter, "YES") for voter in VOTERS[1:]] + [ballot("Trend_Voter_A", "NO", cast_by="Trend_Voter_B")]
    seats = counted(cast)
    assert len(seats) == 5
    assert is_substitute(seats["Trend_Voter_A"])
    assert not is_substitute(seats["Trend_Voter_B"])
    assert calculate(cast, BARS["sensitive"], require_all=True).status != "INSUFFICIENT_PARTICIPATION"


def test_the_seats_own_voter_comes_before_a_stand_in(ballot):
    """A voter that recovers in time counts itself, even when the stand-in was faster."""
    own, other = ballot("Trend_Voter_A", "YES", after_s=60), ballot("Trend_Voter_A", "NO", cast_by="Trend_Voter_C")
    assert counted([other, own])["Trend_Voter_A"] == own


def test_one_stand_in_never_holds_two_foreign_seats(ballot):
    """The second seat stays empty."""
    cast = [ballot(seat, "YES", cast_by="Trend_Voter_B") for seat in ("Trend_Voter_A", "Trend_Voter_C")]
    assert set(counted(cast)) == {"Trend_Voter_A"}


def test_a_second_instance_is_no_stand_in(ballot):
    """It is the additional voter of an integrity doubt."""
    second = ballot("Trend_Voter_C", "YES", cast_by="Trend_Voter_C_02")
    assert is_second_instance(second)
    assert not is_substitute(second)


@given(st.lists(st.text("abc", max_size=3)))
def test_halves_are_disjoint_even_and_complete(origins):
    """Nothing of the evidence is read twice or lost, and the order given does not matter."""
    first, second = halves(origins)
    assert not set(first) & set(second)
    assert set(first) | set(second) == set(origins)
    assert 0 <= len(first) - len(second) <= 1
    assert halves(origins[::-1]) == (first, second)
