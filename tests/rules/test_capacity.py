"""Who enters the council, in which order, and with how many workers (N 4.3; decisions.md sections 1 and 5)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.control.capacity import Waiting, in_order, in_surge, instances, plan, priority, surge_ends

UNIT = st.floats(0, 1)
NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def test_priority_is_ns_formula_with_terms_of_zero_to_one():
    """0.4 urgency, 0.3 reach, 0.2 confidence, 0.1 speed; two hours of production are half the speed."""
    assert priority(1, 0, 0, 1e9, 1) == 0.4
    assert priority(0, 1, 0, 1e9, 1) == 0.3
    assert priority(0, 0, 1, 1e9, 1) == 0.2
    assert priority(0, 0, 0, 2.0, 1) == 0.05
    assert priority(0, 0, 0, 0.25, 1) == 0.1
    assert priority(50_000, 9, 7, 0.1, 1) == 1.0


@pytest.mark.parametrize("unknown", [None, 0.0, -3.0])
def test_unknown_production_time_takes_the_median(unknown):
    """N would divide by zero."""
    assert priority(0.5, 0.5, 0.5, unknown, 2.0) == priority(0.5, 0.5, 0.5, 2.0, 99)
    assert priority(0.5, 0.5, 0.5, unknown, 0.0) == 0.45


@given(UNIT, UNIT, UNIT, st.floats(0.01, 100))
def test_priority_stays_within_zero_and_one_and_grows_with_urgency(urgency, reach, confidence, hours):
    """Never above 1; more urgent is never less important."""
    value = priority(urgency, reach, confidence, hours, 1.0)
    assert 0 <= value <= 1
    assert priority(1.0, reach, confidence, hours, 1.0) >= value


def test_a_surge_ends_when_fewer_than_eight_are_of_the_last_hour(noon):
    """An hour after the eighth youngest entry; never by the clock alone while fewer than eight entered."""
    at = [noon + timedelta(minutes=n) for n in range(12)]
    assert surge_ends(at) == at[4] + timedelta(hours=1)
    assert surge_ends(at[:7]) is None


def test_a_surge_begins_above_ten_and_ends_below_eight():
    """Between 8 and 10 it stays as it was."""
    assert [in_surge(n, False) for n in (8, 10, 11)] == [False, False, True]
    assert [in_surge(n, True) for n in (10, 8, 7)] == [True, True, False]


@pytest.fixture
def queue(noon):
    """`queue(n)`: n waiting stories, the later ones more important."""
    return lambda n: [Waiting(f"s{i:03}", i / 1000, noon + timedelta(minutes=i)) for i in range(n)]


def load(waiting, entered, admitted=0, was_surge=False):
    return plan(waiting, entered_last_hour=entered, admitted_last_hour=admitted, was_surge=was_surge)


def test_a_quiet_hour_admits_ten_highest_first(queue):
    """N's queue would pop the lowest."""
    got = load(queue(12), 9)
    assert (got.strategy, got.factor, len(got.admit)) == ("NORMAL", 1.0, 10)
    assert got.admit[0] == "s011"
    assert got.queued == ("s001", "s000")
    assert got.clearance_h == 0.2


def test_the_hours_capacity_is_used_up_by_those_already_in(queue):
    """Ten an hour, not ten at each look."""
    assert len(load(queue(12), 9, admitted=7).admit) == 3
    assert load(queue(12), 9, admitted=30).admit == ()


def test_within_surge_capacity_all_go_in_at_double_strength(queue):
    """25 in a surge, factor 2.0."""
    got = load(queue(20), 20)
    assert (got.strategy, got.factor, len(got.admit), got.queued) == ("PROCESS_ALL", 2.0, 20, ())
    assert load(queue(25), 25).strategy == "PROCESS_ALL"


def test_beyond_it_the_rest_queue(queue):
    """26 stories: the best 25 now, factor 2.5."""
    got = load(queue(26), 26)
    assert (got.strategy, got.factor, len(got.admit)) == ("PRIORITY_QUEUE", 2.5, 25)
    assert got.queued == ("s000",)
    assert got.clearance_h == 0.1


def test_instances_are_ns_counts_times_the_factor():
    """4/5/7/3 at factor 1, rounded down."""
    assert list(instances(1.0).values()) == [4, 5, 7, 3]
    assert list(instances(2.0).values()) == [8, 10, 14, 6]
    assert list(instances(2.5).values()) == [10, 12, 17, 7]
    assert min(instances(0.0).values()) == 1


@given(st.permutations(list(range(12))), st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_nobody_is_lost_and_order_of_arrival_does_not_matter(order, entered, admitted, was_surge):
    """Admitted and queued are all who waited; equal priority goes to the longest wait, then the lower id."""
    waiting = [Waiting(f"s{i:02}", (i % 3) / 10, NOON + timedelta(minutes=i % 2)) for i in range(12)]
    got = load([waiting[i] for i in order], entered, admitted, was_surge)
    assert got == load(waiting, entered, admitted, was_surge)
    assert sorted(got.admit + got.queued) == sorted(story.story_id for story in waiting)
    assert [s.priority for s in in_order(waiting)] == sorted((s.priority for s in waiting), reverse=True)
