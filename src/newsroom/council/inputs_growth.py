"""How a story is growing: from when independent voices joined, from copies, and from counted engagement (N 2.1).

Watching beats guessing (audience.md): before publication the only thing to watch is who joins in and how fast.
"""

import math

from newsroom.model.arrivals import any_of, hours, origin_arrivals, saturating
from newsroom.model.base import Factor, score
from newsroom.model.story import Dossier

_HALF_LIFE_H = 2.0
_COPY_COUNTS = 0.15
_MASS_SCALE = 2.5
_RATE_FULL_LOG10 = 5.0
_ENGAGEMENT_PULL = 0.5
_TOO_FEW = 0.3
_HEAD_START_H = 0.5


def growth_trajectory(dossier: Dossier) -> Factor:
    """How much is joining now, 0 to 1. Each origin counts by 2^(-age / 2 h) of its first sight, each further item of
    the story 0.15 of that; 1 - exp(-sum / 2.5), raised by interactions an hour on a log scale to 100,000 where counted.

    No item seen yet: absent, 0.
    """
    arrived = origin_arrivals(dossier)
    if not arrived:
        return Factor(name="growth_trajectory", value=None, used=0.0, how="no independent voice was seen yet")
    now = dossier.context.now
    voices = sum(_fading(hours(at, now)) for at in arrived)
    further = sum(_fading(hours(item.seen_at, now)) for item in dossier.items) - voices
    mass = voices + _COPY_COUNTS * max(0.0, further)
    rate = _interactions_per_hour(dossier)
    heat = min(1.0, math.log10(1.0 + rate) / _RATE_FULL_LOG10)
    value = score(any_of(saturating(mass, _MASS_SCALE), _ENGAGEMENT_PULL * heat))
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


def _interactions_per_hour(dossier: Dossier) -> float:
    counted = [item.engagement for item in dossier.items if item.engagement is not None]
    return sum(engagement.per_hour or 0.0 for engagement in counted)
