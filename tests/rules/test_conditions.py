"""Voters' concerns travel until somebody answers them (N 3.2; decisions.md sections 2 and 6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.council import conditions
from newsroom.council.conditions import Answer


def test_concerns_become_conditions_once_each(ballot):
    """All of a NO's; of an abstention only doubts about the sources; a YES sets none. Order of arrival is nothing."""
    no = ballot("Trend_Voter_C", "NO", concerns=("single source", "headline tone"))
    other = ballot("Fact_Checker", "NO_STRONG", concerns=("quote not found",))
    shy = ballot("Trend_Voter_A", "ABSTAIN", concerns=("dull", "sources: one owner alone states it"))
    fond = ballot("Trend_Voter_B", "YES", concerns=("sources: a second report would help",))
    found = conditions.from_ballots([no, other, shy, fond, no], 1)
    assert [c.description for c in found] == [
        "quote not found",
        "sources: one owner alone states it",
        "headline tone",
        "single source",
    ]
    assert conditions.from_ballots([no, other], 1) == conditions.from_ballots([other, no], 1)


def test_a_conditional_approval_never_opens_by_itself(ballot):
    """Nobody named a concern: the weak consensus is one, Fact_Checker answers; an empty list is met by nothing."""
    (unnamed,) = conditions.of_conditional([ballot("Trend_Voter_A", "ABSTAIN"), ballot("Trend_Voter_B", "YES")], 1)
    assert (unnamed.raised_by, conditions.answered_by(unnamed)) == ("Council", "Fact_Checker")
    assert conditions.outcome((unnamed,), True) is None
    assert conditions.outcome((), True) is None
    assert conditions.outcome((), False) == "conditions_failed"


def test_an_approved_story_carries_only_a_no_of_the_fact_checker(ballot):
    """Its abstention does not follow a story that the council approved."""
    assert conditions.fact_checkers([ballot("Fact_Checker", "ABSTAIN", concerns=("sources: thin",))], 1) == ()


def test_a_no_without_a_concern_is_not_lost(ballot):
    """It becomes a condition of its own."""
    found = conditions.fact_checkers([ballot("Fact_Checker", "NO_STRONG"), ballot("Trend_Voter_A", "NO")], 1)
    assert [c.raised_by for c in found] == ["Fact_Checker"]
    assert found[0].required_verification


@pytest.mark.parametrize(
    ("concern", "voter", "agent"),
    [
        ("quote not found", "Fact_Checker", "Fact_Checker"),
        ("wording: say 'reported', not 'confirmed'", "Fact_Checker", "Fact_Guard"),
        ("names a suspect", "Compliance_Guard", "Compliance_Guard"),
        ("legal: consent", "Trend_Voter_C", "Compliance_Guard"),
        ("unverified_numbers", "Trend_Voter_C", "Fact_Checker"),
        ("sensational headline", "Trend_Voter_C", "Fact_Guard"),
        ("privacy of a child", "Trend_Voter_A", "Compliance_Guard"),
        ("hm", "Trend_Voter_B", "Fact_Checker"),
    ],
)
def test_who_answers(concern, voter, agent, ballot):
    """A marked concern, then the voter's trade, then its words; what says nothing is about the sources."""
    (condition,) = conditions.from_ballots([ballot(voter, "NO", concerns=(concern,))], 1)
    assert conditions.answered_by(condition) == agent


def test_claims_named_in_a_concern_are_bound(ballot):
    """Their ids travel with the condition."""
    concern = "claim_0123456789ab contradicts claim_ba9876543210, see claim_0123456789ab"
    (condition,) = conditions.from_ballots([ballot("Fact_Checker", "NO", concerns=(concern,))], 1)
    assert condition.claim_ids == ("claim_0123456789ab", "claim_ba9876543210")


@pytest.fixture(scope="session")
def three(ballot):
    """One condition each about sources, wording and law."""
    marked = ("legal: b", "sources: a", "wording: c")
    return conditions.from_ballots([ballot("Trend_Voter_C", "NO", concerns=marked)], 1)


def settled(three, source, law, wording):
    """The three conditions after their agents answered True, False or, with None, not at all."""
    legal, sources, words = three
    for agent, condition, met in (
        ("Fact_Checker", sources, source),
        ("Compliance_Guard", legal, law),
        ("Fact_Guard", words, wording),
    ):
        if met is not None:
            three = conditions.settle(three, agent, {condition.id: Answer(met, "looked")})
    return three


def test_only_the_right_agent_can_answer(three):
    """Fact_Checker cannot wave through a legal condition."""
    legal = three[0]
    assert conditions.settle(three, "Fact_Checker", {legal.id: Answer(True, "fine")}) == three
    assert conditions.settle(three, "Compliance_Guard", {legal.id: Answer(True, "fine")})[0].met is True
    assert conditions.waiting_for(three, "Fact_Checker") == (three[1],)


@given(
    source=st.sampled_from([None, True, False]),
    law=st.sampled_from([None, True, False]),
    wording=st.sampled_from([None, True, False]),
    cleared=st.sampled_from([None, True, False]),
)
def test_met_needs_every_answer_and_the_second_look(three, source, law, wording, cleared):
    """One failure decides; a missing answer waits; wording is bound to the script and does not hold production."""
    outcome = conditions.outcome(settled(three, source, law, wording), cleared)
    if False in (source, law, cleared):
        assert outcome == "conditions_failed"
    elif None in (source, law, cleared):
        assert outcome is None
    else:
        assert outcome == "conditions_met"


def test_fact_guard_passes_nothing_while_a_required_condition_is_open(three):
    """Unanswered and failed ones are both open."""
    assert len(conditions.open_required(three)) == 3
    assert len(conditions.open_required(settled(three, True, True, False))) == 1
    assert conditions.open_required(settled(three, True, True, True)) == ()
    assert [c.description for c in conditions.bound_to_script(three)] == ["wording: c"]
