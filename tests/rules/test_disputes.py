"""Disputed claims are talked over before the vote: it ends in agreement or in a circle, the same each time (N 4.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.council import disputes
from newsroom.council.debate import ROUNDS_MAX
from newsroom.council.verdict import reach
from newsroom.model.claim import Claim, Evidence, Speaker

TIERS = {"i1": 1, "i2": 2, "i3": 3, "i4": 5}


def claim(claim_id: str, other: str, items: tuple[str, ...], owners: tuple[str, ...], **more) -> Claim:
    """One account of a count, carried by these items."""
    seen = tuple(
        Evidence(item_id=item, owner=owner, outlet=owner, field="text", start=0, end=9, text="Some sank", url="u",
                 snapshot="0", seen_at=f"2031-05-14T09:0{place}:00Z")
        for place, (item, owner) in enumerate(zip(items, owners, strict=True))
    )  # fmt: skip
    return Claim(id=claim_id, kind="number", frame="count", slots={}, statement="Some sank", evidence=seen,
                 status="disputed", conflicts=(other,), **more)  # fmt: skip


def evenly() -> tuple[Claim, Claim]:
    """Two accounts that nothing tells apart but that one is on more of some grounds and the other on more of others."""
    named = claim("claim_a", "claim_b", ("i2",), ("North",), speaker=Speaker(name="A. Harbour"))
    return named, claim("claim_b", "claim_a", ("i1", "i1"), ("East", "East"))


def test_a_plainly_better_account_is_agreed_on():
    """More owners, better outlets, a name: all hold it after the first round, and nothing stays open."""
    better = claim("claim_a", "claim_b", ("i1", "i2", "i3"), ("N", "E", "S"), speaker=Speaker(name="A. Harbour"))
    held = disputes.talk((better, claim("claim_b", "claim_a", ("i4",), ("Pier",))), TIERS)
    assert held is not None
    assert (held.rounds, held.circular, held.unsettled) == (1, False, ())
    assert held.summary.agreed == ("claim_a", "claim_b")


def test_accounts_that_divide_the_council_go_in_a_circle():
    """Nobody moves any more: the talk is seen to repeat itself, and both claims stay open."""
    held = disputes.talk(evenly(), TIERS)
    assert held is not None
    assert held.circular
    assert held.rounds <= ROUNDS_MAX
    assert held.unsettled == ("claim_a", "claim_b")
    assert held.summary.core_issue == "claim_a"


def test_without_two_accounts_there_is_no_talk():
    """A claim that was replaced by a newer one is no dispute."""
    one, other = evenly()
    assert disputes.talk((one,), TIERS) is None
    assert disputes.talk((one, other.model_copy(update={"superseded_by": "claim_a"})), TIERS) is None


@given(st.permutations(range(4)))
def test_the_order_of_the_claims_does_not_matter(order):
    """Same claims, same talk, message for message."""
    claims = (
        *evenly(),
        *(c.model_copy(update={"id": f"{c.id}x", "conflicts": (f"{c.conflicts[0]}x",)}) for c in evenly()),
    )
    assert disputes.talk([claims[place] for place in order], TIERS) == disputes.talk(claims, TIERS)


@pytest.mark.parametrize(("cast", "outcome"), [("YES", "CONDITIONAL_APPROVAL"), ("ABSTAIN", "INFORMATION_REQUEST")])
def test_after_a_circle_the_realists_vote_breaks_the_tie(cast, outcome, ballot, noon):
    """One for, one against, the rest undecided; what stays open is told with who says it."""
    votes = {"Trend_Voter_A": "NO", "Trend_Voter_B": cast, "Trend_Voter_C": "ABSTAIN",
             "Fact_Checker": "ABSTAIN", "Compliance_Guard": "ABSTAIN"}  # fmt: skip
    ballots = [ballot(seat, vote) for seat, vote in votes.items()]
    asked = {"story_id": "s1", "vote_round": 1, "risk": "standard", "decided_at": noon, "deadline_passed": False}
    settled = reach(ballots, **asked)
    assert settled.outcome == "INFORMATION_REQUEST"
    after = reach(ballots, **asked, disputed=("claim_a", "claim_b"), circular=True)
    assert after.outcome == outcome
    assert after.conditions[-1].about == "wording"
    assert after.conditions[-1].claim_ids == ("claim_a", "claim_b")
