"""How far a counted series will go, from watching it grow (N 2.1 growth trajectory; audience.md "Growth after publication").

Two ways, both kept: the last value times the median factor of its kind at that age, and small trees fitted on many
such series (`lab/training/growth.py`). The trees answer only for a kind they served better on later series, and only
near the factor's answer; everywhere else the factor stands.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import numpy as np

from newsroom.model.trees import Trees, unpacked

WATCHED_MIN = (20.0, 40.0, 60.0, 90.0, 120.0, 180.0)
"""Minutes after the first look at which growth is read (audience.md: a decision to push belongs at 60 to 120)."""
KINDS = ("frontpage", "shares", "forum", "daily_views", "late_views")
"""Kinds of series that were fitted: a community's front page, shares on a network, a forum's votes, views day by day,
and views weeks after publication."""
OTHER = "other"
BAND = 3.0
"""Spreads of the factor's own error (log10) that a fitted answer may lie from it; further off, the feed has shifted."""
NEARLY = 0.9
"""Looks come when they come: from this share of an age on it counts as reached."""
_FAR = 12.0


class Watched(NamedTuple):
    """One series as far as it was watched: `minutes` since the first look, rising, and what was counted then.

    `beside` are other figures of the same looks (comments, rank). `age_min` is how old it was at the first look,
    `ahead_min` how far after the last look is asked, `began` the moment of the first look; None where unknown.
    """

    kind: str
    minutes: tuple[float, ...]
    counts: tuple[float, ...]
    beside: Mapping[str, Sequence[float]] = {}
    age_min: float | None = None
    ahead_min: float | None = None
    began: datetime | None = None


class Forecast(NamedTuple):
    """What the series will come to, what the two-line rule says, which of them spoke, and why in words."""

    final: float
    fallback: float
    way: Literal["fitted", "factor"]
    how: str


class Factors(NamedTuple):
    """Of one kind, by minutes watched (rising): log10 of the median factor, and the spread (RMSE) around it."""

    ages: tuple[float, ...]
    log10: tuple[float, ...]
    spread: tuple[float, ...]

    def at(self, minutes: float) -> tuple[float, float]:
        """(log10 factor, spread), between two ages in proportion; beyond the last as at the last."""
        return float(np.interp(minutes, self.ages, self.log10)), float(np.interp(minutes, self.ages, self.spread))


class Kind(NamedTuple):
    """What was learnt of one kind. `whole` are trees over series watched `whole_from` minutes or longer with everything
    beside them, `early` over shorter or barer ones; None where they did worse on later series than the factor."""

    factors: Factors
    figures: tuple[str, ...]
    whole_from: float
    whole: Trees | None
    early: Trees | None


def forecast(seen: Watched) -> Forecast:
    """Where the series will end, never below its last value. A kind that nobody fitted takes the smallest factor."""
    return told(seen, learnt(seen.kind) if seen.kind in KINDS else None)


def told(seen: Watched, known: Kind | None) -> Forecast:
    """`forecast` by given numbers; None where nobody fitted the kind."""
    last = max(0.0, seen.counts[-1])
    age = _watched(seen)
    rise, spread = known.factors.at(age) if known else _least(age)
    fallback = last * 10.0**rise
    said = f"last value {last:,.0f} x median factor {10.0**rise:.2f} after {age:.0f} min"
    trees = _trees(seen, known) if known else None
    if known is None or trees is None:
        return Forecast(fallback, fallback, "factor", said)
    fitted = log_of(last) + trees.value(figures(seen, known.figures))
    if abs(fitted - log_of(fallback)) > BAND * spread:
        return Forecast(fallback, fallback, "factor", f"{said}; the fitted answer lies too far off")
    final = max(last, 10.0**fitted - 1.0)
    return Forecast(final, fallback, "fitted", f"{last:,.0f} after {age:.0f} min, fitted to {final:,.0f}; {said}")


def figures(seen: Watched, names: Sequence[str]) -> tuple[float, ...]:
    """The figures of a series by name, in order; NaN for what was not seen.

    "last", "count@60" (at minute 60; NaN before it was watched so long), "gain@60" (in the last 60 minutes), each of
    them log10(1 + n); "comments:count@60" of what stands beside; "rank:best" its least; "watched", "age", "ahead" in
    log10(1 + minutes); "hour" 0 to 24 and "weekday" 0 to 6 of the first look, UTC.
    """
    return tuple(_figure(seen, name) for name in names)


def until(seen: Watched, minutes: float) -> Watched:
    """The series as it stood so many minutes after its first look."""
    n = max(1, sum(at - seen.minutes[0] <= minutes for at in seen.minutes))
    ahead = None if seen.ahead_min is None else seen.ahead_min + seen.minutes[-1] - seen.minutes[n - 1]
    beside = {name: values[:n] for name, values in seen.beside.items()}
    return seen._replace(minutes=seen.minutes[:n], counts=seen.counts[:n], beside=beside, ahead_min=ahead)


@cache
def learnt(kind: str) -> Kind:
    """The shipped numbers of one of `KINDS`."""
    with files("newsroom.data").joinpath(f"models/growth_{kind}.npz").open("rb") as file:
        return read(np.load(file, allow_pickle=False))


def read(held: Any) -> Kind:
    """A kind from the arrays of its file."""
    ages, log10, spread = (tuple(float(one) for one in held[name]) for name in ("ages", "log10", "spread"))
    whole, early = (unpacked(held, f"{name}_") if f"{name}_cut" in held else None for name in ("whole", "early"))
    names = tuple(str(one) for one in held["figures"])
    return Kind(Factors(ages, log10, spread), names, float(held["whole_from"]), whole, early)


def _trees(seen: Watched, known: Kind) -> Trees | None:
    beside = {name.partition(":")[0] for name in known.figures if ":" in name}
    if _watched(seen) >= known.whole_from and beside <= set(seen.beside):
        return known.whole
    return known.early


def _least(age: float) -> tuple[float, float]:
    return min(learnt(kind).factors.at(age) for kind in ("frontpage", "shares", "forum"))


def _figure(seen: Watched, name: str) -> float:
    beside, _, own = name.rpartition(":")
    values = seen.beside.get(beside) if beside else seen.counts
    if values is None:
        return math.nan
    if own == "best":
        return log_of(min(values))
    if own == "last":
        return log_of(values[-1])
    asked, _, minutes = own.partition("@")
    if asked == "count":
        return log_of(_at(seen, values, float(minutes))) if _watched(seen) >= NEARLY * float(minutes) else math.nan
    if asked == "gain":
        return log_of(max(0.0, values[-1] - _at(seen, values, _watched(seen) - float(minutes))))
    return _circumstance(seen, own)


def _circumstance(seen: Watched, name: str) -> float:
    minutes = {"watched": _watched(seen), "age": seen.age_min, "ahead": seen.ahead_min}
    if name in minutes:
        value = minutes[name]
        return math.nan if value is None else log_of(value)
    if name not in ("hour", "weekday"):
        raise ValueError(f"a figure {name!r} is not known; fit the kind again")
    if seen.began is None:
        return math.nan
    return seen.began.hour + seen.began.minute / 60.0 if name == "hour" else float(seen.began.weekday())


def _watched(seen: Watched) -> float:
    return seen.minutes[-1] - seen.minutes[0]


def _at(seen: Watched, values: Sequence[float], minutes: float) -> float:
    """Between two looks in proportion; before the first what it showed."""
    return float(np.interp(minutes + seen.minutes[0], seen.minutes, values))


def log_of(count: float) -> float:
    """log10(1 + n), 0 to 12."""
    return min(_FAR, math.log10(1.0 + max(0.0, count)))
