"""Collusion is flagged for what it is, and not for votes that are merely fast (N 3.3; decisions.md section 2)."""

import math
import subprocess
import sys
from itertools import permutations

import pytest

from newsroom.council import integrity
from newsroom.council.integrity import Flag, detect, residual_correlation
from newsroom.model.ballot import VOTERS, Rationale

NAMES = ("A", "B", "C", "D", "E")


def wave(n: int, shift: float) -> float:
    """A vote value that wanders between 0 and 1, differently for each shift."""
    return (math.sin(n * (1.3 + shift) + shift) + 1) / 2


def history(stories: int, twins: bool = True) -> list[dict[str, float]]:
    """Five independent voters; with `twins` B always votes as A does."""
    rows = [{name: wave(n, i * 0.71) for i, name in enumerate(NAMES)} for n in range(stories)]
    return [row | {"B": row["A"]} for row in rows] if twins else rows


def test_sealed_votes_within_a_second_are_normal(ballot):
    """Software votes at once; N's rule would flag every pair."""
    report = detect([ballot(voter, "YES") for voter in VOTERS])
    assert report == ((), "ACCEPT_WITH_MONITORING")


def test_identical_unsealed_votes_at_once_are_flagged(ballot):
    """Same vote and rationale, within five seconds, at least one not sealed."""
    pair = [ballot("Trend_Voter_A", "YES", key_factors=("x",)), ballot("Trend_Voter_B", "YES", key_factors=("x",))]
    unsealed = [pair[0].model_copy(update={"sealed": False}), pair[1]]
    assert detect(pair).flags == ()
    flag = Flag("SIMULTANEOUS_VOTING", ("Trend_Voter_A", "Trend_Voter_B"), "WARNING", 0.0)
    assert detect(unsealed).flags == (flag,)
    late = [unsealed[0], ballot("Trend_Voter_B", "YES", key_factors=("x",), after_s=5)]
    assert detect(late).flags == ()
    other = [unsealed[0], ballot("Trend_Voter_B", "NO", key_factors=("x",))]
    assert detect(other).flags == ()


def test_an_impossible_processing_time_makes_identical_votes_doubtful(ballot, noon):
    """Less than nothing, longer than the whole voting window, or before the vote opened."""
    honest = ballot("Trend_Voter_B", "YES", key_factors=("x",))
    for ms in (-1, 600_001):
        assert detect([ballot("Trend_Voter_A", "YES", key_factors=("x",), ms=ms), honest]).flags
    early = ballot("Trend_Voter_A", "YES", key_factors=("x",), after_s=-1)
    assert detect([early, honest], opened_at=noon).flags
    assert not detect([early, honest]).flags


def test_midnight_and_order_do_not_fool_the_clock(ballot):
    """N's `.seconds` wraps: a vote one second earlier would look a day away."""
    one = ballot("Trend_Voter_A", "YES", key_factors=("x",), sealed=False, after_s=1)
    other = ballot("Trend_Voter_B", "YES", key_factors=("x",))
    assert detect([one, other]).flags[0].measured == 1.0
    assert detect([one, other]) == detect([other, one])


def test_three_equal_rationales_are_critical_and_two_are_not(ballot):
    """N: more than two voters; the flag names them, in a fixed order."""
    same = [ballot(voter, "YES", key_factors=("copied",)) for voter in VOTERS[:3]]
    assert detect(same[:2]).flags == ()
    for order in permutations(same):
        report = detect(order)
        assert report.recommendation == "INVALIDATE_VOTES"
        assert report.flags[0].voters == ("Trend_Voter_A", "Trend_Voter_B", "Trend_Voter_C")


def test_the_rationale_hash_is_the_same_in_every_process():
    """SHA-256 over canonical JSON, not the language's own salted hash."""
    code = (
        "from newsroom.council.integrity import rationale_hash as h; from newsroom.model.ballot import Rationale as R;"
        "import sys; sys.stdout.write(h(R(key_factors=('one', 'zwei é'), concerns=('c',))))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {integrity.rationale_hash(Rationale(key_factors=("one", "zwei é"), concerns=("c",)))}


def test_twins_correlate_and_independent_voters_do_not():
    """On residuals B = A is certain; wandering voters stay far below the line."""
    assert residual_correlation("A", "B", history(60)) > 0.85
    assert all(
        residual_correlation(one, other, history(60, twins=False)) < 0.85
        for one in NAMES
        for other in NAMES
        if one != other
    )


def test_agreeing_because_stories_are_good_or_bad_is_not_collusion():
    """Raw votes that follow the story correlate highly; residuals take the story out."""
    rows = [{name: 0.8 * (n % 2) + 0.2 * wave(n, i * 0.71) for i, name in enumerate(NAMES)} for n in range(60)]
    assert residual_correlation("A", "B", rows) < 0.85


def test_twenty_common_stories_are_needed_and_variance_in_both():
    """Too little history, or a voter who never varies against the others, proves nothing."""
    assert residual_correlation("A", "B", history(19)) is None
    assert residual_correlation("A", "B", history(20)) is not None
    flat = [{"A": 0.5, "B": 0.5, "C": 0.5}] * 30
    assert residual_correlation("A", "B", flat) is None
    apart = [row if n % 2 else {"A": row["A"]} for n, row in enumerate(history(38))]
    assert residual_correlation("A", "B", apart) is None


def test_only_the_last_hundred_common_stories_count():
    """Old sins fall out of the window."""
    old, new = history(200), history(100, twins=False)
    assert residual_correlation("A", "B", old + new) == residual_correlation("A", "B", new)


def test_a_veto_in_the_history_counts_as_zero():
    """A power is not a stronger opinion."""
    rows = history(40, twins=False)
    vetoed = [row | {"D": -1.0} for row in rows]
    zeroed = [row | {"D": 0.0} for row in rows]
    assert residual_correlation("A", "B", vetoed) == residual_correlation("A", "B", zeroed)


def test_correlation_flags_name_the_casters(ballot):
    """0.95 and above is critical; the flag is on who cast, not on whose seat."""
    rows = [
        {"Trend_Voter_A": row["A"], "Trend_Voter_B_02": row["A"], "Fact_Checker": row["C"], "Trend_Voter_C": row["D"]}
        for row in history(40)
    ]
    cast = [
        ballot("Trend_Voter_A", "YES"),
        ballot("Trend_Voter_B", "NO", cast_by="Trend_Voter_B_02"),
        ballot("Fact_Checker", "YES"),
    ]
    flags = detect(cast, rows).flags
    assert [(flag.type, flag.voters) for flag in flags] == [("HIGH_CORRELATION", ("Trend_Voter_A", "Trend_Voter_B_02"))]
    assert detect([cast[0], cast[2]], rows).flags == ()


def test_a_correlation_warns_above_085_and_is_critical_from_095(ballot):
    """The more of the votes two voters share, the graver the flag."""
    cast = [ballot("A", "YES"), ballot("B", "NO")]
    cast = [b.model_copy(update={"voter_id": name, "cast_by": name}) for name, b in zip("AB", cast, strict=True)]
    seen = {}
    for own in range(0, 100, 2):
        share = own / 100
        rows = [
            {"A": row["A"], "B": (1 - share) * row["A"] + share * row["E"], "C": row["C"], "D": row["D"]}
            for row in history(100, twins=False)
        ]
        value = residual_correlation("A", "B", rows)
        seen[value] = [flag.severity for flag in detect(cast, rows).flags]
    assert {tuple(found) for value, found in seen.items() if value >= 0.95} == {("CRITICAL",)}
    assert {tuple(found) for value, found in seen.items() if 0.85 < value < 0.95} == {("WARNING",)}
    assert {tuple(found) for value, found in seen.items() if value <= 0.85} == {()}


@pytest.mark.parametrize(
    ("severities", "recommendation"),
    [
        ([], "ACCEPT_WITH_MONITORING"),
        (["WARNING"] * 2, "ACCEPT_WITH_MONITORING"),
        (["WARNING"] * 3, "REQUIRE_ADDITIONAL_VOTERS"),
        (["WARNING"] * 3 + ["CRITICAL"], "INVALIDATE_VOTES"),
        (["CRITICAL"], "INVALIDATE_VOTES"),
    ],
)
def test_recommendation_is_ns(severities, recommendation):
    """One critical invalidates, more than two warnings call additional voters."""
    flags = [Flag("HIGH_CORRELATION", ("A", "B"), severity, 0.9) for severity in severities]
    assert integrity.recommend(flags) == recommendation


def test_past_votes_are_a_row_of_history(ballot):
    """Values by caster, ready to be appended."""
    cast = [ballot("Trend_Voter_A", "YES"), ballot("Trend_Voter_B", "NO", cast_by="Trend_Voter_C")]
    assert integrity.past_votes(cast) == {"Trend_Voter_A": 0.75, "Trend_Voter_C": 0.25}
