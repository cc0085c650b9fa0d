"""The precedence of a verdict, one step a test (decisions.md section 2)."""

import pytest

from newsroom.council.failure import after_legal
from newsroom.council.verdict import EVENTS, event_of, persons_for, reach, ready
from newsroom.model.ballot import VOTERS
from newsroom.model.lifecycle import next_state

TWINS = tuple(
    {"Trend_Voter_A": v, "Trend_Voter_B": v, "Fact_Checker": 0.5 + (i % 3) / 8} for i, v in enumerate([0.0, 1.0] * 15)
)


@pytest.fixture(scope="session")
def decide(ballot, noon):
    """`decide({voter: vote}, ...)`: the verdict of a standard story at the deadline unless said otherwise."""

    def make(votes, *, extra=(), **asked):
        cast = [ballot(voter, vote, concerns=(f"{voter} wonders",)) for voter, vote in votes.items()]
        options = {"risk": "standard", "deadline_passed": True, "vote_round": 1, **asked}
        return reach([*cast, *extra], story_id="s1", decided_at=noon, **options)

    return make


def everyone(vote, **others):
    return dict.fromkeys(VOTERS, vote) | others


def test_a_veto_acts_at_once_and_opens_only_itself(decide):
    """Two ballots in, no deadline: the story goes back to the scouts and the other ballot stays sealed."""
    verdict = decide({"Trend_Voter_A": "YES", "Fact_Checker": "FACT_VETO"}, deadline_passed=False)
    assert (verdict.outcome, verdict.required_action) == ("RETURNED", "source_verification")
    assert verdict.vote_ids == ("s1-1-Fact_Checker-Fact_Checker-FACT_VETO",)


def test_the_second_veto_is_final(decide):
    """One retry through the scouts, then rejected for facts."""
    verdict = decide(everyone("YES", Fact_Checker="FACT_VETO"), retries={"fact_veto": 1})
    assert (verdict.outcome, verdict.reason) == ("REJECTED", "FACTUAL_CONCERNS")


def test_with_veto_and_hold_no_retry_leaves_the_hold(decide):
    """The story waits for the lawyer, and even a lawyer's yes does not bring rejected facts back."""
    verdict = decide(everyone("YES", Fact_Checker="FACT_VETO", Compliance_Guard="LEGAL_HOLD"))
    assert (verdict.outcome, verdict.reason) == ("PAUSED", "FACTUAL_CONCERNS")
    assert verdict.flags == ("FACT_VETO", "LEGAL_HOLD")
    assert after_legal(True, verdict.flags) == "answered_no"
    assert after_legal(True, ("LEGAL_HOLD",)) == "answered_yes"
    assert after_legal(False, ("LEGAL_HOLD",)) == "answered_no"


def test_a_released_hold_counts_as_abstaining(decide):
    """Otherwise the same hold would come back for ever; a veto is not released by it."""
    votes = everyone("YES", Compliance_Guard="LEGAL_HOLD")
    assert decide(votes).outcome == "PAUSED"
    released = decide(votes, legal_released=True)
    assert (released.outcome, released.score) == ("APPROVED", 0.725)
    assert decide(votes | {"Fact_Checker": "FACT_VETO"}, legal_released=True).outcome == "RETURNED"


def test_before_the_deadline_all_five_are_waited_for(decide, ballot):
    """Four of five decide only at the deadline; `ready` says when a verdict may be reached."""
    four = everyone("YES")
    del four["Trend_Voter_A"]
    assert decide(four, deadline_passed=False).outcome == "INSUFFICIENT_PARTICIPATION"
    assert decide(four).outcome == "APPROVED"
    cast = [ballot(voter, "YES") for voter in VOTERS]
    asked = {"story_id": "s1", "vote_round": 1}
    assert not ready(cast[:4], deadline_passed=False, **asked)
    assert ready(cast[:4], deadline_passed=True, **asked)
    assert ready(cast, deadline_passed=False, **asked)
    assert ready([ballot("Fact_Checker", "FACT_VETO")], deadline_passed=False, **asked)


@pytest.mark.parametrize("risk", ["high_risk", "sensitive"])
def test_guarded_stories_need_all_five_even_at_the_deadline(decide, risk):
    """N's AWAITING_FULL_COUNCIL."""
    four = everyone("YES_STRONG")
    del four["Trend_Voter_C"]
    assert decide(four, risk=risk).outcome == "INSUFFICIENT_PARTICIPATION"


def test_a_critical_flag_calls_one_fresh_vote_then_additional_voters_then_an_editor(decide):
    """Two voters whose history moves as one: a flag that history keeps alive ends with a person."""
    votes = everyone("YES_STRONG")
    first = decide(votes, history=TWINS)
    assert (first.outcome, first.required_action, first.integrity) == ("FRESH_VOTE", "fresh_vote", "INVALIDATE_VOTES")
    second = decide(votes, history=TWINS, retries={"fresh_vote": 1})
    assert (second.outcome, second.required_action) == ("FRESH_VOTE", "additional_voters")
    third = decide(votes, history=TWINS, retries={"fresh_vote": 1, "additional_voters": 1})
    assert (third.outcome, third.steps) == ("ESCALATED", ("integrity",))
    assert persons_for(third) == (("integrity", "editor"),)
    guarded = decide(votes, history=TWINS, retries={"fresh_vote": 1, "additional_voters": 1}, risk="sensitive")
    assert guarded.steps == ("integrity", "secondary_fact_check", "legal_review", "editor_approval")


def test_no_integrity_flag_removes_a_veto_or_a_hold(decide):
    """Specials are read first."""
    assert decide(everyone("YES", Fact_Checker="FACT_VETO"), history=TWINS).outcome == "RETURNED"
    assert decide(everyone("YES", Compliance_Guard="LEGAL_HOLD"), history=TWINS).outcome == "PAUSED"


def test_integrity_comes_before_participation(decide):
    """Three ballots at the deadline, two of them suspicious: the fresh vote is called first."""
    few = {"Trend_Voter_A": "YES", "Trend_Voter_B": "YES", "Fact_Checker": "YES"}
    assert decide(few, history=TWINS).outcome == "FRESH_VOTE"
    assert decide(few).outcome == "INSUFFICIENT_PARTICIPATION"


def test_additional_voters_never_raise_a_score(decide, ballot):
    """Second instances vote in the next round; of each seat's two votes the more cautious counts."""
    second = [ballot(f"Trend_Voter_{x}", "YES_STRONG", cast_by=f"Trend_Voter_{x}_02", vote_round=2) for x in "ABC"] + [
        ballot(voter, "YES_STRONG", vote_round=2) for voter in ("Fact_Checker", "Compliance_Guard")
    ]
    cautious = decide(everyone("NO"), extra=second, vote_round=2, retries={"additional_voters": 1})
    assert cautious.score == round(0.65 * 0.25 + 0.35, 3)
    generous = decide(everyone("YES_STRONG"), extra=second, vote_round=2, retries={"additional_voters": 1})
    assert generous.outcome == "APPROVED"


def test_fact_checkers_no_travels_with_an_approved_story(decide):
    """The status is what the score says; the concern becomes a required condition."""
    verdict = decide(everyone("YES_STRONG", Fact_Checker="NO_STRONG"))
    assert (verdict.outcome, verdict.score) == ("APPROVED", 0.75)
    assert [(c.raised_by, c.required_verification, c.met) for c in verdict.conditions] == [("Fact_Checker", True, None)]


def test_people_are_asked_what_the_verdict_leaves_open(decide):
    """The lawyer for a hold, a senior editor in between, law and an editor for a risky approval."""
    held = decide(everyone("YES", Compliance_Guard="LEGAL_HOLD"))
    assert persons_for(held) == (("legal_hold", "legal"),)
    middling = decide(everyone("YES"), risk="high_risk")
    assert persons_for(middling) == (("senior_editor", "senior_editor"),)
    approved = decide(everyone("YES_STRONG"), risk="sensitive")
    assert persons_for(approved) == (("legal_review", "legal"), ("editor_approval", "editor"))
    assert persons_for(decide(everyone("YES_STRONG"))) == ()


def test_every_outcome_is_an_arrow_out_of_validating(decide):
    """No verdict can leave the story without a next state."""
    targets = {outcome: next_state("VALIDATING", event) for outcome, event in EVENTS.items()}
    assert targets["APPROVED"] == "APPROVED"
    assert targets["REJECTED"] == "ARCHIVED"
    assert event_of(decide(everyone("NO_STRONG"))) == "rejected"
