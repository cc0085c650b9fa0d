"""Which expected event a story belongs to: at its time, near its place, and told in its words (N 1.4).

1. The story was first reported from twelve hours before the event begins to a day after it ends.
2. One of its places is within 100 km of the event's, or in its country when one of the two is no exact point.
3. It shares words with the event's title: one where the place is near, two where the event has no place.
"""

import math
from collections.abc import Iterable
from datetime import timedelta

from newsroom.model.distance import kilometres
from newsroom.model.expected import Expected
from newsroom.model.item import Place
from newsroom.model.story import Dossier
from newsroom.model.text import content_words

BEFORE, AFTER = timedelta(hours=12), timedelta(hours=24)
NEAR_KM = 100.0
WORDS_NEAR, WORDS_ALONE = 1, 2
EXACT = 1.0


def event_of(dossier: Dossier, calendar: Iterable[Expected]) -> Expected | None:
    """The expected event that the story tells of: the one that shares most words, then the earliest; None when none."""
    told = frozenset(content_words(dossier.story.headline))
    told |= {word for item in dossier.items for word in content_words(item.title)}
    fitting = [
        (len(told.intersection(content_words(event.title))), event)
        for event in calendar
        if event.starts_at - dossier.story.first_published_at <= BEFORE
        and dossier.story.first_published_at - event.ends_at <= AFTER
    ]
    shared = [(words, event) for words, event in fitting if words >= _needed(event, dossier.story.places)]
    return min(shared, key=lambda one: (-one[0], one[1].starts_at, one[1].id))[1] if shared else None


def coming(country: str, calendar: Iterable[Expected], dossier: Dossier, within: timedelta) -> tuple[Expected, ...]:
    """What is expected in a country from now on, the next first."""
    now = dossier.context.now
    found = (one for one in calendar if one.place and one.place.country == country and now <= one.ends_at)
    return tuple(
        sorted((one for one in found if one.starts_at - now <= within), key=lambda one: (one.starts_at, one.id))
    )


def _needed(event: Expected, places: Iterable[Place]) -> float:
    """How many words must be shared; infinitely many when the story happens elsewhere."""
    if event.place is None:
        return WORDS_ALONE
    return WORDS_NEAR if any(_is_near(event.place, place) for place in places) else math.inf


def _is_near(one: Place, other: Place) -> bool:
    if one.point and other.point and min(one.precision, other.precision) >= EXACT:
        return kilometres(one.point, other.point) <= NEAR_KM
    return bool(one.country) and one.country == other.country
