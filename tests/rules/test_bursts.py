"""Bursts: told from the past alone, the same one by one as all at once, and not by what is merely much."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.scouts.bursts import ALARM, QUIET_S, alarms, latest, scores

STEP_S = 300.0
DAY = 288


def _even(days: int, level: int = 20) -> list[float]:
    """Counts that waver a little around a level, always the same way."""
    return [float(level + (step * 7919 % 11) - 5) for step in range(days * DAY)]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=3, max_size=60), st.integers(2 * DAY, 3 * DAY))
def test_what_comes_later_changes_no_score(wave: list[int], at: int) -> None:
    """Streaming: a series cut anywhere has the scores of the whole series up to there, and `latest` is its last one."""
    counts = _even(2) + [float(one) for one in wave] + _even(2)
    whole, cut = scores(counts, STEP_S), scores(counts[:at], STEP_S)
    assert cut.tolist() == whole[:at].tolist()
    assert latest(counts[:at], STEP_S) == round(float(whole[at - 1]), 3)


def test_a_wave_is_found_and_a_level_is_not() -> None:
    """Four times the usual for two hours is one alarm; a thousand posts every five minutes, as always, are none."""
    for level in (20, 1000):
        counts = _even(6, level)
        assert alarms(scores(counts, STEP_S), STEP_S) == ()
        begin = 5 * DAY
        counts[begin : begin + 24] = [4.0 * one for one in counts[begin : begin + 24]]
        (alarm,) = alarms(scores(counts, STEP_S), STEP_S)
        assert begin <= alarm < begin + 24


def test_a_slow_swell_is_found_too() -> None:
    """A rise by half that lasts six hours is no spike, and yet nothing of the days before was like it."""
    counts = _even(8, 40)
    begin = 7 * DAY
    counts[begin : begin + 72] = [1.6 * one for one in counts[begin : begin + 72]]
    assert any(begin <= alarm < begin + 80 for alarm in alarms(scores(counts, STEP_S), STEP_S))


def test_out_of_nothing_a_few_are_chance_and_many_are_a_burst() -> None:
    """Two reports where there were none are chance, a dozen within a quarter of an hour are not."""
    silence = [0.0] * (3 * DAY)
    assert latest([*silence, 1.0, 1.0], STEP_S) < ALARM
    assert latest([*silence, 4.0, 4.0, 4.0], STEP_S) >= ALARM


def test_nothing_is_said_before_there_is_a_usual() -> None:
    """The first two days only teach."""
    assert not scores([0.0] * DAY + [500.0] * DAY, STEP_S)[: 2 * DAY].any()
    assert latest([], STEP_S) == 0.0


def test_one_event_is_told_once() -> None:
    """A second wave half a day after the first is the same event; one that comes two days later is another."""
    assert [len(_alarms_of_waves(apart)) for apart in (DAY // 2, 2 * DAY)] == [1, 2]


def _alarms_of_waves(apart: int) -> tuple[int, ...]:
    counts = _even(9)
    for begin in (5 * DAY, 5 * DAY + apart):
        counts[begin : begin + 12] = [8.0 * one for one in counts[begin : begin + 12]]
    given_at = alarms(scores(counts, STEP_S), STEP_S)
    assert all(later - earlier >= QUIET_S / STEP_S for earlier, later in pairwise(given_at))
    return given_at
