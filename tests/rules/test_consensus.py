"""Who counts, and that arrival order, duplicates and strangers do not (decisions.md section 2; reliability.md 1)."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.council.consensus import calculate, counted, special_votes
from newsroom.council.thresholds import BARS
from newsroom.council.verdict import reach
from newsroom.model.ballot import VOTE_VALUES, VOTERS

VOTES = tuple(VOTE_VALUES)
STANDARD = BARS["standard"]


def council(ballot, *votes):
    return [ballot(voter, vote) for voter, vote in zip(VOTERS, votes, strict=False)]


@given(
    votes=st.lists(st.sampled_from(VOTES), min_size=5, max_size=5),
    present=st.sets(st.integers(0, 4)),
    risk=st.sampled_from(sorted(BARS)),
    deadline=st.booleans(),
    data=st.data(),
)
def test_order_duplicates_and_strangers_change_nothing(votes, present, risk, deadline, data, ballot, noon):
    """The whole verdict is equal, to the last field, whatever order and however often the ballots come."""
    cast = [b for i, b in enumerate(council(ballot, *votes)) if i in present]
    noise = [
        ballot("Trend_Voter_Z", "LEGAL_HOLD"),
        ballot("Fact_Checker", "FACT_VETO", cast_by="Trend_Voter_B"),
        ballot("Compliance_Guard", "LEGAL_HOLD", story_id="s2"),
        ballot("Fact_Checker", "FACT_VETO", vote_round=9),
    ]
    doubled = [b for b in cast for _ in range(data.draw(st.integers(1, 3)))]
    shuffled = data.draw(st.permutations(doubled + data.draw(st.lists(st.sampled_from(noise)))))
    asked = {"story_id": "s1", "vote_round": 1, "risk": risk, "decided_at": noon, "deadline_passed": deadline}
    assert reach(shuffled, **asked) == reach(cast, **asked)


def test_one_voter_four_times_is_no_quorum(ballot):
    """N counts messages; here four ballots of one voter are one participant."""
    cast = [ballot("Fact_Checker", "YES_STRONG", vote_id=f"v{i}") for i in range(4)]
    assert calculate(cast, STANDARD).status == "INSUFFICIENT_PARTICIPATION"


def test_four_suffice_only_with_both_critical_voters(ballot):
    """80 % is four; a council without its Fact_Checker or Compliance_Guard decides nothing."""
    everyone = council(ballot, *["YES"] * 5)
    assert calculate(everyone[1:], STANDARD).status == "APPROVED"
    for critical in (3, 4):
        without = everyone[:critical] + everyone[critical + 1 :]
        assert calculate(without, STANDARD).status == "INSUFFICIENT_PARTICIPATION"
    assert calculate(everyone[1:], STANDARD, require_all=True).status == "INSUFFICIENT_PARTICIPATION"


def test_an_absent_seat_does_not_count_as_a_no(ballot):
    """The mean is over the weights of those who voted (N `total_weight`)."""
    assert calculate(council(ballot, *["YES_STRONG"] * 5)[1:], STANDARD).score == 1.0


def test_of_two_ballots_of_one_voter_the_first_cast_counts(ballot):
    """A second thought after the sealed vote changes nothing, in either arrival order."""
    first, second = ballot("Trend_Voter_A", "NO"), ballot("Trend_Voter_A", "YES_STRONG", after_s=5)
    for order in ([first, second], [second, first]):
        assert counted(order)["Trend_Voter_A"].vote == "NO"


def test_a_veto_is_honoured_from_any_enrolled_voter_and_any_of_its_ballots(ballot):
    """Intake refuses vetoes of the wrong voter; the engine, as N's, honours an enrolled one's."""
    cast = [ballot("Trend_Voter_C", "YES"), ballot("Trend_Voter_C", "FACT_VETO", after_s=9)]
    assert special_votes(cast) == ("FACT_VETO",)
    assert calculate(cast, STANDARD).reason == "FACTUAL_CONCERNS"
    assert special_votes([ballot("Nobody", "FACT_VETO")]) == ()


def test_veto_and_hold_are_both_recorded(ballot):
    """Rejected for facts, and the hold stays on record, whichever came first."""
    veto, hold = ballot("Fact_Checker", "FACT_VETO"), ballot("Compliance_Guard", "LEGAL_HOLD", after_s=1)
    for order in ([veto, hold], [hold, veto]):
        result = calculate(order, STANDARD)
        assert (result.status, result.reason) == ("REJECTED", "FACTUAL_CONCERNS")
        assert result.flags == ("FACT_VETO", "LEGAL_HOLD")


def test_learnt_weights_are_used(ballot):
    """Weights are passed in; with all weight on one seat its vote is the score."""
    cast = council(ballot, "NO_STRONG", "NO", "NO", "NO", "YES_STRONG")
    assert calculate(cast, STANDARD, {"Compliance_Guard": 1.0}).score == 1.0
    assert calculate(cast, STANDARD, {}).score == 0.0
