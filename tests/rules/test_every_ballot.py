"""All 7^5 councils, and all of which somebody is missing, in all four classes against a table written here from
decisions.md section 2 alone.

The expectation shares nothing with the rules but the noun: votes' worth, weights and bars are written out again, in
eightieths, so that it is exact.
"""

from fractions import Fraction
from itertools import combinations, product

import pytest

from newsroom.council.verdict import reach

SEATS = ("Trend_Voter_A", "Trend_Voter_B", "Trend_Voter_C", "Fact_Checker", "Compliance_Guard")
SHARES = (4, 5, 4, 5, 2)
WORTH = {"YES_STRONG": 4, "YES": 3, "ABSTAIN": 2, "NO": 1, "NO_STRONG": 0}
VOTES = (*WORTH, "FACT_VETO", "LEGAL_HOLD")

STANDARD = ((70, "APPROVED"), (55, "CONDITIONAL_APPROVAL"), (50, "deadlock: conditional"), (40, "deadlock: ask"))
BREAKING = ((60, "APPROVED"), (50, "CONDITIONAL_APPROVAL"), (40, "deadlock: ask"))
HIGH_RISK = ((70, "ESCALATED"),)
SENSITIVE = ((75, "ESCALATED"),)
CLASSES = {"standard": STANDARD, "breaking": BREAKING, "high_risk": HIGH_RISK, "sensitive": SENSITIVE}


def expected(votes: tuple[str, ...], bands: tuple[tuple[int, str], ...]) -> str:
    """The outcome by the table. A score of n eightieths reaches p hundredths when 100 n >= 80 p."""
    if "LEGAL_HOLD" in votes:
        return "PAUSED"
    if "FACT_VETO" in votes:
        return "RETURNED"
    eightieths = sum(share * WORTH[vote] for share, vote in zip(SHARES, votes, strict=True))
    cell = next((outcome for line, outcome in bands if 100 * eightieths >= 80 * line), "REJECTED")
    if not cell.startswith("deadlock"):
        return cell
    yes = sum(vote in ("YES", "YES_STRONG") for vote in votes)
    no = sum(vote in ("NO", "NO_STRONG") for vote in votes)
    if yes >= 3 and yes > no:
        return "CONDITIONAL_APPROVAL" if cell == "deadlock: conditional" else "INFORMATION_REQUEST"
    if (no >= 3 and no > yes) or votes[3] in ("NO", "NO_STRONG"):
        return "REJECTED"
    return "INFORMATION_REQUEST"


@pytest.mark.parametrize("risk", CLASSES)
def test_every_council_gets_the_tables_answer(risk, ballot, noon):
    """16,807 councils a class; scores agree with the exact fraction to the 0.001 they are rounded to."""
    cast = {(seat, vote): ballot(seat, vote, concerns=("is it so",)) for seat in SEATS for vote in VOTES}
    for votes in product(VOTES, repeat=5):
        ballots = [cast[seat, vote] for seat, vote in zip(SEATS, votes, strict=True)]
        verdict = reach(ballots, story_id="s1", vote_round=1, risk=risk, decided_at=noon, deadline_passed=False)
        assert verdict.outcome == expected(votes, CLASSES[risk]), votes
        if "FACT_VETO" in votes or "LEGAL_HOLD" in votes:
            assert verdict.score == 0
            continue
        exact = sum(share * WORTH[vote] for share, vote in zip(SHARES, votes, strict=True)) / 80
        assert abs(verdict.score - exact) <= 0.00051
        carried = {condition.raised_by for condition in verdict.conditions}
        if verdict.outcome != "REJECTED" and votes[3] in ("NO", "NO_STRONG"):
            assert "Fact_Checker" in carried, votes
        if verdict.outcome == "CONDITIONAL_APPROVAL":
            against = {s for s, v in zip(SEATS, votes, strict=True) if v in ("NO", "NO_STRONG")}
            assert carried == (against or {"Council"}), votes


def expected_without(cast: dict[str, str], risk: str) -> tuple[str, Fraction]:
    """The outcome of a council in which somebody is missing when its time is over, and its score.

    Vetoes and holds count whoever is missing. Four decide where both critical seats are among them and the class is an
    open one; their mean is over the shares of those who voted, to the nearest thousandth.
    """
    if "LEGAL_HOLD" in cast.values():
        return "PAUSED", Fraction(0)
    if "FACT_VETO" in cast.values():
        return "RETURNED", Fraction(0)
    if len(cast) < 4 or not {"Fact_Checker", "Compliance_Guard"} <= set(cast) or risk in ("high_risk", "sensitive"):
        return "INSUFFICIENT_PARTICIPATION", Fraction(0)
    shares = dict(zip(SEATS, SHARES, strict=True))
    whole = sum(shares[seat] for seat in cast)
    exact = Fraction(sum(shares[seat] * WORTH[vote] for seat, vote in cast.items()), 4 * whole)
    mean = Fraction(round(exact * 1000), 1000)
    cell = next((outcome for line, outcome in CLASSES[risk] if mean >= Fraction(line, 100)), "REJECTED")
    if not cell.startswith("deadlock"):
        return cell, mean
    yes = sum(vote in ("YES", "YES_STRONG") for vote in cast.values())
    no = sum(vote in ("NO", "NO_STRONG") for vote in cast.values())
    if yes >= 3 and yes > no:
        return ("CONDITIONAL_APPROVAL" if cell == "deadlock: conditional" else "INFORMATION_REQUEST"), mean
    if (no >= 3 and no > yes) or cast["Fact_Checker"] in ("NO", "NO_STRONG"):
        return "REJECTED", mean
    return "INFORMATION_REQUEST", mean


def councils_without_somebody():
    """Every set of one to four seats with every vote of each, and nobody at all."""
    for count in range(5):
        for present in combinations(SEATS, count):
            for votes in product(VOTES, repeat=count):
                yield dict(zip(present, votes, strict=True))


@pytest.mark.parametrize(
    "risk",
    [
        "standard",
        "high_risk",
        pytest.param("breaking", marks=pytest.mark.long),
        pytest.param("sensitive", marks=pytest.mark.long),
    ],
)
def test_every_council_without_somebody_gets_the_tables_answer(risk, ballot, noon):
    """15,961 councils a class, at the deadline; before it the same are awaited unless a veto or a hold is in."""
    made = {(seat, vote): ballot(seat, vote, concerns=("is it so",)) for seat in SEATS for vote in VOTES}
    for cast in councils_without_somebody():
        ballots = [made[one] for one in cast.items()]
        asked = {"story_id": "s1", "vote_round": 1, "risk": risk, "decided_at": noon}
        verdict = reach(ballots, deadline_passed=True, **asked)
        outcome, mean = expected_without(cast, risk)
        assert (verdict.outcome, verdict.score) == (outcome, pytest.approx(float(mean), abs=0.00101)), cast
        if len(cast) == 4 and outcome not in ("PAUSED", "RETURNED"):
            assert reach(ballots, deadline_passed=False, **asked).outcome == "INSUFFICIENT_PARTICIPATION", cast
