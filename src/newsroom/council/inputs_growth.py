"""How a story is growing: from when independent voices joined, from copies, and from counted engagement (N 2.1).

Watching beats guessing (audience.md): who joins in and how fast, and, where a story's posts were counted for 20 minutes
or longer, what they will still draw (`council/growth.py`).
"""

import math

from newsroom.council.growth import OTHER, WATCHED_MIN, Forecast, Watched, forecast, until
from newsroom.model.arrivals import any_of, hours, origin_arrivals, saturating
from newsroom.model.base import Factor, score
from newsroom.model.item import Item
from newsroom.model.story import Dossier

_HALF_LIFE_H = 2.0
_COPY_COUNTS = 0.15
_MASS_SCALE = 2.5
_TO_COME_FULL_LOG10 = 5.0
KIND_OF_PLATFORM = {"hackernews": "frontpage", "facebook": "shares", "linkedin": "shares"}
"""Which kind of series a platform's posts were fitted as; all others take the smallest factor."""
_ENGAGEMENT_PULL = 0.5
_TOO_FEW = 0.3
_HEAD_START_H = 0.5


def growth_trajectory(dossier: Dossier) -> Factor:
    """How much is joining now, 0 to 1. Each origin counts by 2^(-age / 2 h) of its first sight, each further item of
    the story 0.15 of that; 1 - exp(-sum / 2.5), raised by half of `growth_forecast` where posts were counted.

    No item seen yet: absent, 0.
    """
    arrived = origin_arrivals(dossier)
    if not arrived:
        return Factor(name="growth_trajectory", value=None, used=0.0, how="no independent voice was seen yet")
    now = dossier.context.now
    voices = sum(_fading(hours(at, now)) for at in arrived)
    further = sum(_fading(hours(item.seen_at, now)) for item in dossier.items) - voices
    mass = voices + _COPY_COUNTS * max(0.0, further)
    heat = growth_forecast(dossier)
    value = score(any_of(saturating(mass, _MASS_SCALE), _ENGAGEMENT_PULL * heat.used))
    how = f"{len(arrived)} origins and {len(dossier.items)} items, worth {mass:.1f} fresh voices"
    return Factor(name="growth_trajectory", value=value, used=value, how=how)


def viral_coefficient(dossier: Dossier) -> Factor:
    """Voices that the first voice drew after it, an hour: r = (origins - 1) / (hours since the first + 0.5), as
    r / (1 + r), 0 to 1. Three newsrooms within half an hour give 0.67, within ten hours 0.16.

    Fewer than two origins: absent, 0.3.
    """
    arrived = origin_arrivals(dossier)
    if len(arrived) < 2:
        return Factor(name="viral_coefficient", value=None, used=_TOO_FEW, how="fewer than two independent voices")
    life = hours(arrived[0], dossier.context.now)
    ratio = (len(arrived) - 1) / (life + _HEAD_START_H)
    value = score(ratio / (1.0 + ratio))
    how = f"{len(arrived) - 1} voices joined the first within {life:.1f} h"
    return Factor(name="viral_coefficient", value=value, used=value, how=how)


def _fading(age_h: float) -> float:
    return float(2.0 ** (-age_h / _HALF_LIFE_H))


def growth_forecast(dossier: Dossier) -> Factor:
    """Interactions that the story's posts are still to draw, on a log scale to 100,000, 0 to 1.

    A post watched 20 minutes or longer: the forecast less what was counted. Any other: its platform's own rate of an
    hour. Source: samples of the posts, look by look. No counted post: absent, 0.
    """
    posts = [item for item in dossier.items if item.engagement is not None]
    if not posts:
        return Factor(name="growth_forecast", value=None, used=0.0, how="no interactions were counted")
    seen = [(item, watched) for item in posts if (watched := watched_post(dossier, item)) is not None]
    told = [forecast(watched) for _, watched in seen]
    known = {item.id for item, _ in seen}
    rates = sum(e.per_hour or 0.0 for item in posts if item.id not in known and (e := item.engagement))
    to_come = rates + sum(_to_come(dossier, item, one) for (item, _), one in zip(seen, told, strict=True))
    value = score(min(1.0, math.log10(1.0 + max(0.0, to_come)) / _TO_COME_FULL_LOG10))
    how = f"{to_come:,.0f} interactions to come from {len(posts)} posts, {len(seen)} of them watched"
    largest = max(told, key=lambda one: one.final, default=None)
    return Factor(name="growth_forecast", value=value, used=value, how=f"{how}: {largest.how}" if largest else how)


def watched_post(dossier: Dossier, post: Item) -> Watched | None:
    """A post as far as it was watched, up to 180 minutes from its first look; None below 20 minutes."""
    looks = dossier.context.counted.get(post.id, ())
    if len(looks) < 2 or post.engagement is None:
        return None
    first = looks[0].at
    minutes = tuple(hours(first, look.at) * 60.0 for look in looks)
    kind = KIND_OF_PLATFORM.get(post.engagement.platform, OTHER)
    age = hours(post.published_at, first) * 60.0
    whole = Watched(kind, minutes, tuple(float(look.so_far) for look in looks), age_min=age, began=first)
    seen = until(whole, WATCHED_MIN[-1])
    return seen if seen.minutes[-1] >= WATCHED_MIN[0] else None


def _to_come(dossier: Dossier, post: Item, told: Forecast) -> float:
    return max(0.0, told.final - dossier.context.counted[post.id][-1].so_far)
