"""What Social_Scout measures of people: interactions, how fast they grow, and whether platforms agree (N 1.2).

Nothing here reads what a post demands; it counts what people did, look by look, and compares tones.
"""

from datetime import timedelta
from statistics import fmean

from newsroom.model.arrivals import hours
from newsroom.model.base import Factor, score
from newsroom.model.item import Item
from newsroom.model.story import Dossier
from newsroom.scouts.spread import Looks, counted_by, looks_of
from newsroom.scouts.valence import valence

VELOCITY_FULL = 100_000.0
_UNAGREED = 0.3
_SHORTEST_H = 0.25
_WINDOW = timedelta(hours=1)


def posts(dossier: Dossier) -> tuple[Item, ...]:
    """Items whose interactions were counted."""
    return tuple(item for item in dossier.items if item.engagement is not None)


def interactions(dossier: Dossier) -> int:
    """All interactions counted on the story's posts at their last look."""
    return sum(looks_of(dossier, item)[-1].so_far for item in posts(dossier))


def engagement_velocity(dossier: Dossier) -> Factor:
    """Interactions an hour over 100,000, 0 to 1 (N `normalize`), summed over the posts.

    A post that was looked at again, a quarter of an hour apart or more: what it gained in the hour before its last look.
    Else its platform's own rate where given, else its count over its age at sight, a quarter of an hour at least. No
    counted post: absent, 0.
    """
    counted = posts(dossier)
    if not counted:
        return Factor(name="engagement_velocity", value=None, used=0.0, how="no interactions were counted")
    looks = [looks_of(dossier, item) for item in counted]
    grown = [_grown_per_hour(seen) for seen in looks]
    rate = sum(_per_hour(item) if own is None else own for item, own in zip(counted, grown, strict=True))
    value = score(min(1.0, rate / VELOCITY_FULL))
    again = sum(own is not None for own in grown)
    how = f"{rate:,.0f} interactions an hour; {again} of {len(counted)} posts looked at again"
    return Factor(name="engagement_velocity", value=value, used=value, how=how)


def cross_platform_agreement(dossier: Dossier) -> Factor:
    """How alike the platforms feel about it, 0 to 1: 1 - half the distance of the best from the worst platform's tone.

    A platform's tone is the mean of its posts', -1 to 1: as the platform states it, else by the words of the post, else
    even (0). One platform agrees with nobody: absent, 0.3 - N's own figure for a confirmation that is missing.
    """
    tones: dict[str, list[float]] = {}
    for item in posts(dossier):
        if item.engagement is not None:
            tones.setdefault(item.engagement.platform, []).append(_tone(item))
    if len(tones) < 2:
        return Factor(name="cross_platform_agreement", value=None, used=_UNAGREED, how="fewer than two platforms")
    means = {platform: fmean(sorted(found)) for platform, found in sorted(tones.items())}
    value = score(1.0 - (max(means.values()) - min(means.values())) / 2.0)
    how = f"tone by platform: {', '.join(f'{platform} {mean:+.2f}' for platform, mean in means.items())}"
    return Factor(name="cross_platform_agreement", value=value, used=value, how=how)


def _tone(item: Item) -> float:
    stated = item.engagement.sentiment if item.engagement else None
    if stated is not None:
        return max(-1.0, min(1.0, stated))
    return valence(f"{item.title} {item.text}" if item.text != item.title else item.text) or 0.0


def _grown_per_hour(looks: Looks) -> float | None:
    """What a post gained an hour before its last look; None where that was its only one."""
    last = looks[-1]
    since = max(looks[0].at, last.at - _WINDOW)
    took = hours(since, last.at)
    return None if took < _SHORTEST_H else max(0.0, (last.so_far - counted_by(looks, since)) / took)


def _per_hour(item: Item) -> float:
    if item.engagement is None:
        return 0.0
    if item.engagement.per_hour is not None:
        return max(0.0, item.engagement.per_hour)
    return item.engagement.interactions / max(_SHORTEST_H, hours(item.published_at, item.seen_at))
