"""The table of decisions.md section 2 at each 0.001 of score: total, without holes, monotonous.

Weights are chosen so that a council of given votes scores exactly x: the score is turned, not the votes.
"""

from itertools import pairwise

import pytest

from newsroom.council.by_class import by_score

SEATS = ("Trend_Voter_A", "Trend_Voter_B", "Trend_Voter_C", "Fact_Checker", "Compliance_Guard")
LEAN_YES = ("YES_STRONG", "YES_STRONG", "NO_STRONG", "YES_STRONG", "NO_STRONG")
LEAN_NO = ("NO_STRONG", "NO_STRONG", "YES_STRONG", "NO_STRONG", "YES_STRONG")
CHECKERS_NO = ("YES_STRONG", "YES_STRONG", "ABSTAIN", "NO_STRONG", "NO_STRONG")
SPLIT = ("YES_STRONG", "NO_STRONG", "ABSTAIN", "YES_STRONG", "NO_STRONG")

RANK = ("REJECTED", "INFORMATION_REQUEST", "CONDITIONAL_APPROVAL", "ESCALATED", "APPROVED")


def weights_for(votes: tuple[str, ...], thousandths: int) -> dict[str, float]:
    """Weights with which these votes average x: YES seats share x, NO seats the rest, ABSTAIN seats nothing."""
    x = thousandths / 1000
    yes = [seat for seat, vote in zip(SEATS, votes, strict=True) if vote == "YES_STRONG"]
    no = [seat for seat, vote in zip(SEATS, votes, strict=True) if vote == "NO_STRONG"]
    return {seat: x / len(yes) if seat in yes else (1 - x) / len(no) if seat in no else 0.0 for seat in SEATS}


def table(risk: str, x: int, lean: str) -> str:
    """decisions.md's table in thousandths; `lean` is the deadlock rule's answer for the votes at hand."""
    if risk == "standard":
        if x >= 700:
            return "APPROVED"
        if x >= 550:
            return "CONDITIONAL_APPROVAL"
        best = "CONDITIONAL_APPROVAL" if x >= 500 else "INFORMATION_REQUEST"
    elif risk == "breaking":
        if x >= 600:
            return "APPROVED"
        if x >= 500:
            return "CONDITIONAL_APPROVAL"
        best = "INFORMATION_REQUEST"
    else:
        return "ESCALATED" if x >= (700 if risk == "high_risk" else 750) else "REJECTED"
    if x < 400:
        return "REJECTED"
    return {"yes": best, "no": "REJECTED", "checker": "REJECTED", "none": "INFORMATION_REQUEST"}[lean]


@pytest.mark.parametrize("risk", ["standard", "breaking", "high_risk", "sensitive"])
@pytest.mark.parametrize(
    ("votes", "lean"), [(LEAN_YES, "yes"), (LEAN_NO, "no"), (CHECKERS_NO, "checker"), (SPLIT, "none")]
)
def test_each_thousandth_has_the_tables_outcome(risk, votes, lean, ballot):
    """1,001 scores a class and lean. A higher score never has a worse outcome."""
    seats = {seat: ballot(seat, vote) for seat, vote in zip(SEATS, votes, strict=True)}
    outcomes = []
    for x in range(1001):
        decision = by_score(seats, risk, 1, weights_for(votes, x), 0.0, {})
        assert decision.score == x / 1000
        assert decision.outcome == table(risk, x, lean), x
        outcomes.append(decision.outcome)
    assert all(RANK.index(low) <= RANK.index(high) for low, high in pairwise(outcomes))


def test_guarded_classes_name_the_steps_that_are_left(ballot):
    """Approved by score still needs a second fact check, law and an editor; in between a senior editor decides."""
    seats = {seat: ballot(seat, vote) for seat, vote in zip(SEATS, LEAN_YES, strict=True)}
    for risk, approve in (("high_risk", 800), ("sensitive", 850)):
        three = by_score(seats, risk, 1, weights_for(LEAN_YES, approve), 0.0, {})
        one = by_score(seats, risk, 1, weights_for(LEAN_YES, approve - 1), 0.0, {})
        assert three.steps == ("secondary_fact_check", "legal_review", "editor_approval")
        assert one.steps == ("senior_editor",)


def test_information_is_asked_for_once(ballot):
    """The second time the story is rejected."""
    seats = {seat: ballot(seat, vote) for seat, vote in zip(SEATS, SPLIT, strict=True)}
    again = by_score(seats, "standard", 1, weights_for(SPLIT, 450), 0.0, {"information_requested": 1})
    assert (again.outcome, again.reason) == ("REJECTED", "INFORMATION_DID_NOT_HELP")


def test_bars_can_be_raised_but_safety_limits_never_fall(ballot):
    """Scrutiny rises in every class; only standard stories may be lowered, and by 0.05 at most."""
    seats = {seat: ballot(seat, vote) for seat, vote in zip(SEATS, LEAN_YES, strict=True)}

    def outcome(risk: str, x: int, shift: float) -> str:
        return by_score(seats, risk, 1, weights_for(LEAN_YES, x), shift, {}).outcome

    assert outcome("standard", 700, 0.05) == "CONDITIONAL_APPROVAL"
    assert outcome("standard", 650, -0.3) == "APPROVED"
    assert outcome("standard", 649, -0.3) == "CONDITIONAL_APPROVAL"
    assert outcome("breaking", 599, -0.3) == "CONDITIONAL_APPROVAL"
    assert outcome("high_risk", 699, -0.3) == "REJECTED"
    assert outcome("sensitive", 750, 0.01) == "REJECTED"
