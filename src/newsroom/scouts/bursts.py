"""Bursts: when something is suddenly counted far more often than it used to be, told from past counts alone.

Counts come one a step (five minutes, say). They are summed over a ladder of spans, from half an hour to six hours, so that
a sharp spike and a slow swell are both seen; each sum is brought to an even scale by its fourth root, which lies between
the square root of counts that only chance moves and the logarithm of counts that grow in multiples. What is usual is the
median of the last fourteen days, what is wide the distance between their 5th and 95th percentiles, and at least half
of what chance alone would do. The score is how many such widths the sums stand above the usual, averaged over the ladder.

One threshold serves everything that is counted here: posts about a company, reports of a story, interactions, searches.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

LADDER_H = (0.5, 1.0, 2.0, 4.0, 6.0)
"""Spans that counts are summed over, in hours."""

ALARM = 3.8
"""From this score on it is a burst. Chosen on five series of tweet counts (Numenta Anomaly Benchmark), once as they are and
again thinned to a half, a fifth and a tenth, so that it holds for what is counted seldom: the middle of 3.6 to 4.0."""

QUIET_S = 86_400.0
"""After an alarm, the next one a day later at the earliest: one event is told once."""

MEMORY_S = 14 * 86_400.0
WARM_UP_S = 2 * 86_400.0
_REFRESH_S = 3_600.0
_SHIFT = 0.4
_NORMAL_WIDTH = 3.29
"""Distance between the 5th and the 95th percentile of a normal distribution, in standard deviations."""


def scores(counts: Sequence[float], step_s: float, warm_up_s: float = WARM_UP_S) -> Scores:
    """The score at each step, from the counts up to and with it. `step_s` seconds a step, counts 0 or more.

    During the warm-up there is no usual yet, and the score is 0. What is usual is taken anew each hour.
    """
    found = np.zeros(len(counts))
    hour, first = _steps(_REFRESH_S, step_s), _steps(warm_up_s, step_s)
    evened = _evened(counts, step_s)
    for begin in range(0, len(counts), hour):
        span = slice(max(begin, first), begin + hour)
        if span.start < min(span.stop, len(counts)):
            found[span] = np.mean([_above(even, begin, span, step_s) for even in evened], axis=0)
    return found


def latest(counts: Sequence[float], step_s: float, warm_up_s: float = WARM_UP_S) -> float:
    """The score of the last step, the same as `scores` gives it, rounded to 0.001; 0 without any."""
    last = len(counts) - 1
    if last < max(1, _steps(warm_up_s, step_s)):
        return 0.0
    begin = last - last % _steps(_REFRESH_S, step_s)
    parts = [float(_above(even, begin, slice(last, last + 1), step_s)[0]) for even in _evened(counts, step_s)]
    return round(sum(parts) / len(parts), 3)


def alarms(found: Scores, step_s: float, threshold: float = ALARM) -> tuple[int, ...]:
    """The steps at which an alarm is given: the score reaches the threshold, and the last alarm is a day old."""
    kept: list[int] = []
    for step in np.flatnonzero(found >= threshold).tolist():
        if not kept or step - kept[-1] >= _steps(QUIET_S, step_s):
            kept.append(step)
    return tuple(kept)


def _evened(counts: Sequence[float], step_s: float) -> list[Scores]:
    """For each rung of the ladder: the sums over the last steps, on the even scale."""
    added = np.concatenate(([0.0], np.cumsum(np.maximum(0.0, np.asarray(counts, dtype=np.float64)))))
    steps = np.arange(1, len(added))
    rungs = (_steps(hours * 3_600.0, step_s) for hours in LADDER_H)
    return [4.0 * (added[steps] - added[np.maximum(0, steps - rung)] + _SHIFT) ** 0.25 for rung in rungs]


def _above(even: Scores, begin: int, span: slice, step_s: float) -> Scores:
    """How far the steps of `span` stand above what was usual before `begin`, in widths."""
    past = even[max(0, begin - _steps(MEMORY_S, step_s)) : max(1, begin)]
    low, usual, high = np.quantile(past, (0.05, 0.5, 0.95))
    # The fourth root of a count that chance alone moves has the deviation count ** -0.25 on this scale.
    by_chance = 4.0 / usual
    return np.asarray((even[span] - usual) / max((high - low) / _NORMAL_WIDTH, by_chance / 2.0))


def _steps(seconds: float, step_s: float) -> int:
    return max(1, round(seconds / step_s))
