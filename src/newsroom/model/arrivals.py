"""When independent voices joined a story: the one honest measure of how fast it moves.

Copies, posts and accounts can be multiplied at will; independent origins (decisions.md section 1) cannot, so urgency,
growth and spread are counted on them. Shared by scouts and council.
"""

import math
from datetime import datetime

from newsroom.model.item import Item, Origin
from newsroom.model.story import Dossier

_SECONDS_PER_HOUR = 3600.0


def hours(earlier: datetime, later: datetime) -> float:
    """Hours from `earlier` to `later`; never below 0, so that a clock ahead of ours cannot make a story fresher."""
    return max(0.0, (later - earlier).total_seconds() / _SECONDS_PER_HOUR)


def items_of(dossier: Dossier, origin: Origin) -> tuple[Item, ...]:
    """The dossier's items of one origin, earliest seen first."""
    wanted = set(origin.item_ids)
    return tuple(sorted((i for i in dossier.items if i.id in wanted), key=lambda i: (i.seen_at, i.id)))


def origin_arrivals(dossier: Dossier) -> tuple[datetime, ...]:
    """When each independent origin was first seen, in order. Origins none of whose items were read are left out."""
    firsts = (items_of(dossier, origin) for origin in dossier.story.origins)
    return tuple(sorted(found[0].seen_at for found in firsts if found))


def arrived_within(dossier: Dossier, span_h: float) -> int:
    """How many origins were first seen in the last `span_h` hours before the dossier's now."""
    return sum(hours(at, dossier.context.now) <= span_h for at in origin_arrivals(dossier))


def saturating(count: float, scale: float) -> float:
    """1 - exp(-count / scale): 0 for nothing, 0.63 at `scale`, towards 1. Each voice adds less than the last."""
    return 1.0 - math.exp(-max(0.0, count) / scale)


def any_of(*parts: float) -> float:
    """1 - product of (1 - part): independent reasons for one thing, each in 0 to 1, none needed, none counted twice."""
    left = 1.0
    for part in parts:
        left *= 1.0 - min(1.0, max(0.0, part))
    return 1.0 - left
