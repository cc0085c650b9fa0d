"""Growth watched for a while: what is read of a series, what is forecast, and when the two-line rule stands."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.council.growth import BAND, KINDS, WATCHED_MIN, Watched, figures, forecast, learnt, told, until

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
MINUTES = (0.0, 30.0, 60.0, 120.0)


def a_series(counts=(4, 20, 45, 90), kind="frontpage", **more):
    """Two hours of one post."""
    return Watched(kind, MINUTES, tuple(float(one) for one in counts), began=NINE, **more)


def test_figures_are_read_by_name_and_missing_ones_are_said_to_be_missing():
    """log10(1 + n) at a minute between looks, gained of late; NaN for a minute not reached and a figure nobody gave."""
    at_45, gained, far, rank = figures(a_series(), ("count@45", "gain@60", "count@180", "rank:last"))
    assert at_45 == pytest.approx(1.525, abs=0.001)
    assert gained == pytest.approx(1.663, abs=0.001)
    assert far != far
    assert rank != rank
    with pytest.raises(ValueError, match="not known"):
        figures(a_series(), ("moon",))


def test_a_series_is_cut_as_it_stood_then():
    """At minute 60 nobody knew what minute 120 brought; what is asked lies the further ahead."""
    then = until(a_series(beside={"rank": (9, 8, 7, 6)}, ahead_min=60.0), 60.0)
    assert then.counts == (4.0, 20.0, 45.0)
    assert then.beside["rank"] == (9, 8, 7)
    assert then.ahead_min == 120.0


def test_a_kind_that_nobody_fitted_takes_the_smallest_factor():
    """The two-line rule alone, and no bolder than any kind that is known."""
    answer = forecast(a_series(kind="other"))
    assert answer.way == "factor"
    assert answer.final == answer.fallback
    assert answer.final <= min(forecast(a_series(kind=kind)).fallback for kind in ("frontpage", "shares", "forum"))


def test_the_forum_keeps_the_factor_because_trees_lost_there():
    """On later threads the fitted answer was worse: none is shipped."""
    assert learnt("forum").whole is None
    assert learnt("forum").early is None
    assert forecast(a_series(kind="forum")).way == "factor"


def test_a_fitted_answer_far_from_the_factor_is_not_believed():
    """The feed has shifted: the factor stands, and the reason is kept."""
    kind = learnt("shares")
    trees = kind.early._replace(base=kind.early.base + BAND * 2.0)
    answer = told(a_series(kind="shares"), kind._replace(early=trees))
    assert answer.way == "factor"
    assert "too far off" in answer.how


@given(st.sampled_from([*KINDS, "other"]), st.lists(st.integers(0, 10**7), min_size=4, max_size=4))
def test_no_forecast_falls_below_what_was_counted(kind, counts):
    """Any counts, any kind: a number, at least the last value, the same twice."""
    seen = a_series(sorted(counts), kind)
    answer = forecast(seen)
    assert answer.final >= seen.counts[-1] - 1e-6
    assert answer == forecast(seen)


@pytest.mark.parametrize("kind", ["frontpage", "shares"])
def test_longer_watching_needs_smaller_factors(kind):
    """At 20, 40, 60 ... minutes the median factor falls and so does its spread, for the two kinds watched by the minute."""
    found = [learnt(kind).factors.at(minutes) for minutes in WATCHED_MIN]
    assert [rise for rise, _ in found] == sorted((rise for rise, _ in found), reverse=True)
    assert [spread for _, spread in found] == sorted((spread for _, spread in found), reverse=True)
