"""When an instrument's reading or an official warning and another item are of one event: near in time, place, strength.

Notices are written from one form, so their words say little: a hundred fires are not one because each is "a fire".
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from newsroom.model.distance import kilometres
from newsroom.model.item import GeoPoint, Item

APART_AT_MOST = timedelta(minutes=2)
"""Agencies put the origin of one quake within seconds of each other; an aftershock is an event of its own."""
KM_AT_MOST = 150.0
WARNED_KM_AT_MOST = 300.0
"""Warnings for one storm or flood lie within a few counties of each other; those of a whole continent are many events."""
STRENGTH_APART = 0.6
"""First and revised magnitudes of one quake, and those of two agencies, lie within this."""
_STRENGTH = re.compile(r"\bmagnitude[- ](?:of )?([0-9]\.[0-9])\b|\b([0-9]\.[0-9])[- ]magnitude\b", re.IGNORECASE)


_SUDDEN = "earthquake"


class Measured(NamedTuple):
    """When and where an instrument measured something or an authority warned, and the magnitudes it gives.

    `sudden` is an event of one moment; a warning holds for hours, and only its place tells it from others.
    """

    at: datetime
    point: GeoPoint
    strengths: tuple[float, ...] = ()
    sudden: bool = True


def measured(item: Item) -> Measured | None:
    """What a reading or warning with a place measured; None for any other item."""
    if item.kind not in ("reading", "alert") or item.place is None or item.place.point is None:
        return None
    sudden = item.kind == "reading" or (item.alert is not None and _SUDDEN in item.alert.event.casefold())
    return Measured(item.published_at, item.place.point, strengths(item), sudden)


def strengths(item: Item) -> tuple[float, ...]:
    """The magnitudes that an English item names, in order."""
    return tuple(float(one or other) for one, other in _STRENGTH.findall(f"{item.title}. {item.text}"))


def is_of_one_event(item: Item, readings: Iterable[Measured]) -> bool:
    """Whether an item may be of the event that all `readings` measured; True where nothing was measured.

    Two readings must be near in time, place and strength, two warnings in place. A report must not name other
    magnitudes alone.
    """
    known = tuple(readings)
    if not known:
        return True
    own, named = measured(item), strengths(item)
    return all((own is None or _near(own, other)) and _as_strong(named, other) for other in known)


def may_be_one(one: Iterable[Measured], other: Iterable[Measured]) -> bool:
    """Whether everything measured in one story may be of the event that another story's readings measured."""
    theirs = tuple(other)
    return all(_near(mine, known) and _as_strong(mine.strengths, known) for mine in one for known in theirs)


def _near(one: Measured, other: Measured) -> bool:
    apart = kilometres(one.point, other.point)
    if one.sudden and other.sudden:
        return apart <= KM_AT_MOST and abs(one.at - other.at) <= APART_AT_MOST
    return apart <= WARNED_KM_AT_MOST


def _as_strong(named: tuple[float, ...], other: Measured) -> bool:
    if not named or not other.strengths:
        return True
    return any(abs(mine - theirs) <= STRENGTH_APART for mine in named for theirs in other.strengths)
