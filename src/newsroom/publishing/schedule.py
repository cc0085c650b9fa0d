"""When a video may go out (N 4.2; decisions.md section 4): breaking now, an embargo never early, else the best window.

A window is an hour of the day in the channel's own zone. It is learnt from the account's own posts: at least 20 in the
window, shrunk to the account's mean, with the drift that audience.md measured. Too few: post now, and say so.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

MIN_POSTS = 20
DRIFT_LOG2 = 0.15
SHRINK_POSTS = 20
LOOK_AHEAD_H = 12


class PastPost(NamedTuple):
    """One earlier post of this account: when, and log2 of its engagement over the account's median that week."""

    at: datetime
    log2_vs_median: float


class HourGain(NamedTuple):
    """What an hour of the day gains over the account's mean, in log2, with the half-width of its 90 % interval."""

    hour: int
    gain: float
    half_width: float
    n: int


def hour_gains(history: Sequence[PastPost], timezone: str) -> tuple[HourGain, ...]:
    """Gains per local hour with at least MIN_POSTS posts, shrunk towards the account's mean, best first."""
    if not history:
        return ()
    zone = ZoneInfo(timezone)
    mean = sum(p.log2_vs_median for p in history) / len(history)
    hours: dict[int, list[float]] = {}
    for post in history:
        hours.setdefault(post.at.astimezone(zone).hour, []).append(post.log2_vs_median)
    gains = [_gain(hour, values, mean) for hour, values in hours.items() if len(values) >= MIN_POSTS]
    return tuple(sorted(gains, key=lambda g: (-g.gain, g.hour)))


def publish_at(
    now: datetime, *, breaking: bool, embargo: datetime | None, gains: Sequence[HourGain], timezone: str
) -> tuple[datetime, str, float | None]:
    """The moment to publish, why, and the expected lift in log2 (None when nothing is known).

    1. An embargo is never broken, not by breaking news either.
    2. Breaking news goes at once.
    3. A window whose whole 90 % interval gains, within 12 hours, is taken.
    4. Otherwise now.
    """
    floor = max(now, embargo) if embargo else now
    if breaking:
        return floor, "breaking news overrides timing" if floor == now else "breaking, at the end of the embargo", None
    sure = [g for g in gains if g.gain - g.half_width > 0]
    if not sure:
        return floor, "at the end of the embargo" if floor > now else "no window is proven for this account: now", None
    best = sure[0]
    local = floor.astimezone(ZoneInfo(timezone))
    for ahead in range(LOOK_AHEAD_H + 1):
        moment = local + timedelta(hours=ahead)
        if moment.hour == best.hour:
            at = floor if ahead == 0 else moment.replace(minute=0, second=0, microsecond=0)
            return (
                at.astimezone(now.tzinfo),
                f"hour {best.hour}:00 has done best over {best.n} posts",
                round(best.gain, 3),
            )
    return floor, f"the best hour ({best.hour}:00) is more than {LOOK_AHEAD_H} hours away: now", None


def _gain(hour: int, values: list[float], mean: float) -> HourGain:
    n = len(values)
    own = sum(values) / n
    spread = sum((v - own) ** 2 for v in values) / max(1, n - 1)
    weight = n / (n + SHRINK_POSTS)
    half = 1.645 * math.sqrt(spread / n + DRIFT_LOG2**2)
    return HourGain(hour, round(weight * (own - mean), 4), round(weight * half, 4), n)
