"""The council's calibration: votes held against what came of the stories, and silence where there are too few."""

from datetime import UTC, datetime

from newsroom.council.calibration import Told, calibration
from newsroom.model.ballot import VOTE_VALUES, VOTERS, Ballot, Rationale

NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)


def a_ballot(n, voter, vote, cast_by=""):
    """One voter's ballot on one story."""
    return Ballot(vote_id=f"{voter}{n}", story_id=f"s{n}", timestamp=NOON, voter_id=voter, vote=vote, vote_value=VOTE_VALUES[vote],
                  rationale=Rationale(key_factors=()), confidence=0.8, processing_time_ms=20, cast_by=cast_by)  # fmt: skip


def a_story(n, vote, performance, corrected=False, risk="standard", cast_by=""):
    """A published story that every voter voted alike on."""
    return Told(risk, tuple(a_ballot(n, voter, vote, cast_by) for voter in VOTERS), performance, corrected)


def row(rows, voter, risk="all"):
    """One voter's row."""
    return next(one for one in rows if (one.voter, one.risk) == (voter, risk))


def test_fewer_than_twenty_conclude_nothing():
    """Nineteen stories with a perfect record say nothing; they are still counted."""
    told = row(calibration(a_story(n, "YES", 2.0) for n in range(19)), "Trend_Voter_A")
    assert (told.yes_did_well.n, told.yes_did_well.share) == (19, 1.0)
    assert told.says.count("nothing to conclude from n = 19, below 20") == 2


def test_a_voter_whose_yes_tells_is_told_apart_from_chance():
    """Thirty that did well after YES and thirty that did not after NO: a difference; half and half: none."""
    told = [a_story(n, "YES" if n % 2 else "NO", 2.0 if n % 2 else 0.5) for n in range(60)]
    assert row(calibration(told), "Trend_Voter_B").says.startswith("performance: 1.00 of 30 after YES, 0.00 of 30")
    mixed = [a_story(n, "YES" if n % 2 else "NO", 2.0 if n % 4 < 2 else 0.5) for n in range(60)]
    assert "no difference beyond chance" in row(calibration(mixed), "Trend_Voter_B").says


def test_corrections_count_where_nobody_counted_views():
    """A story without numbers is absent from performance and present in corrections; a class has its own row."""
    told = [a_story(n, "YES", None, corrected=n < 5, risk="breaking") for n in range(20)]
    seen = row(calibration(told), "Fact_Checker", "breaking")
    assert (seen.yes_did_well.n, seen.brier) == (0, None)
    assert (seen.yes_corrected.n, seen.yes_corrected.held) == (20, 5)


def test_a_stand_ins_ballot_is_not_the_voters():
    """What Trend_Voter_C cast in A's seat says nothing of A."""
    told = [a_story(n, "YES", 2.0, cast_by="Trend_Voter_C") for n in range(20)]
    assert row(calibration(told), "Trend_Voter_A").yes_did_well.n == 0
    assert row(calibration(told), "Trend_Voter_C").yes_did_well.n == 20


def test_the_brier_score_is_the_mean_square():
    """YES (0.75) on one that did well and one that did not: (0.0625 + 0.5625) / 2."""
    told = [a_story(1, "YES", 1.0), a_story(2, "YES", 0.9)]
    assert abs(row(calibration(told), "Compliance_Guard").brier - 0.3125) <= 0.001
