"""Bursts around a story, told by the one rule of `bursts`: reports, interactions, searches.

Each is the score of now over the alarm's threshold, 0 to 1: 1 is an alarm. They are shown beside the formulas and raise
nothing by themselves.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from newsroom.model.arrivals import hours
from newsroom.model.base import Factor, score
from newsroom.model.sample import SPANS
from newsroom.model.story import Dossier
from newsroom.scouts.bursts import ALARM, latest
from newsroom.scouts.spread import first_look, gained, last_look

_REPORT_STEP = timedelta(minutes=5)
_REPORT_STEPS = 600
_HOUR = SPANS["hour"]
_HOURS_WATCHED = 24
_WARM_UP_H = 6
_SEARCH_HOURS = 14 * 24
_THOUSANDTH = 1_000


def arrival_burst(dossier: Dossier) -> Factor:
    """Reports in five minutes, over the last two days, none before the story began. No report: absent, 0."""
    now, seen = dossier.context.now, dossier.context.arrivals
    if not seen:
        return Factor(name="arrival_burst", value=None, used=0.0, how="no report was seen yet")
    counts = _per_step(seen, now, _REPORT_STEP, _REPORT_STEPS)
    return _factor("arrival_burst", latest(counts, _REPORT_STEP.total_seconds()), "reports against the last two days")


def engagement_burst(dossier: Dossier) -> Factor:
    """Interactions gained hour by hour, against the story's own last day. Watched less than six hours: absent, 0."""
    first, last = first_look(dossier), last_look(dossier)
    if first is None or last is None or hours(first, last) < _WARM_UP_H + 1:
        return Factor(name="engagement_burst", value=None, used=0.0, how="not watched long enough")
    watched = min(_HOURS_WATCHED, int(hours(first, last)))
    ends = [last - _HOUR * back for back in range(watched - 1, -1, -1)]
    counts = [gained(dossier, end - _HOUR, end) for end in ends]
    found = latest(counts, _HOUR.total_seconds(), _WARM_UP_H * _HOUR.total_seconds())
    return _factor("engagement_burst", found, f"interactions an hour against the last {watched} hours")


def search_burst(dossier: Dossier) -> Factor:
    """The rank share of the trends that name the story, in thousandths hour by hour, against the last two weeks; of
    several the strongest. In no trend: absent, 0.
    """
    now = dossier.context.now
    strongest = -ALARM
    for looks in dossier.context.searched.values():
        counts = [0.0] * _SEARCH_HOURS
        for look in looks:
            back = int(hours(look.at, now))
            if back < _SEARCH_HOURS:
                counts[-1 - back] = look.so_far / _THOUSANDTH
        strongest = max(strongest, latest(counts, _HOUR.total_seconds()))
    if not dossier.context.searched:
        return Factor(name="search_burst", value=None, used=0.0, how="in no search trend")
    return _factor("search_burst", strongest, "searches against the last two weeks")


def _per_step(seen: Sequence[datetime], now: datetime, step: timedelta, steps: int) -> list[float]:
    counts = [0.0] * steps
    for at in seen:
        back = max(0, (now - at) // step)
        if back < steps:
            counts[-1 - back] += 1.0
    return counts


def _factor(name: str, found: float, what: str) -> Factor:
    value = score(max(0.0, min(1.0, found / ALARM)))
    return Factor(name=name, value=value, used=value, how=f"{what}: {found:.1f}, an alarm from {ALARM}")
