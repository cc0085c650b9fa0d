"""How interactions grow over time: a post's looks, a story's curve, and what each generation drew after it (N 1.2)."""

from datetime import datetime, timedelta

from newsroom.model.arrivals import hours
from newsroom.model.base import Factor, score
from newsroom.model.item import Item
from newsroom.model.sample import Reading
from newsroom.model.story import Dossier

Looks = tuple[Reading, ...]

GENERATION_H = 1.0
MOST_PER_PERSON = 5.0
_FEWEST_H = 0.5
_EASE = 10.0


def looks_of(dossier: Dossier, post: Item) -> Looks:
    """What a post had been counted at, look by look, in order of time; at least what it came with."""
    read = dossier.context.counted.get(post.id, ())
    if read:
        return read
    return (Reading(post.seen_at, post.engagement.interactions if post.engagement else 0),)


def counted_by(looks: Looks, at: datetime) -> float:
    """What had been counted by a moment: between two looks in proportion, before the first look what it showed."""
    later = next((look for look in looks if look.at >= at), looks[-1])
    earlier = next((look for look in reversed(looks) if look.at <= at), looks[0])
    span = hours(earlier.at, later.at)
    share = hours(earlier.at, at) / span if span else 0.0
    return earlier.so_far + (later.so_far - earlier.so_far) * min(1.0, share)


def gained(dossier: Dossier, since: datetime, until: datetime) -> float:
    """Interactions that all counted posts gained between two moments, 0 at least."""
    counted = [looks_of(dossier, item) for item in dossier.items if item.engagement is not None]
    return max(0.0, sum(counted_by(looks, until) - counted_by(looks, since) for looks in counted))


def last_look(dossier: Dossier) -> datetime | None:
    """When any of the story's posts was looked at last; None without a counted post."""
    return max((looks_of(dossier, i)[-1].at for i in dossier.items if i.engagement is not None), default=None)


def first_look(dossier: Dossier) -> datetime | None:
    """When any of the story's posts was looked at first; None without a counted post."""
    return min((looks_of(dossier, i)[0].at for i in dossier.items if i.engagement is not None), default=None)


def viral_coefficient(dossier: Dossier) -> Factor:
    """How many interactions each one draws after it: what the last generation gained over what the one before gained,
    at most 5, as r / (1 + r), 0 to 1; 0.5 stands, above it grows. A generation is an hour, or half of what was watched.

    Ten interactions are added to both, so that a few make no ratio. Watched for less than half an hour: absent, 0.
    """
    first, last = first_look(dossier), last_look(dossier)
    if first is None or last is None or hours(first, last) < _FEWEST_H:
        return Factor(name="viral_coefficient", value=None, used=0.0, how="not watched long enough")
    generation = timedelta(hours=min(GENERATION_H, hours(first, last) / 2.0))
    middle = last - generation
    newer, older = gained(dossier, middle, last), gained(dossier, middle - generation, middle)
    ratio = min(MOST_PER_PERSON, (newer + _EASE) / (older + _EASE))
    value = score(ratio / (1.0 + ratio))
    how = f"{ratio:.2f}: {newer:,.0f} interactions after {older:,.0f}, {hours(middle, last) * 60:.0f} minutes each"
    return Factor(name="viral_coefficient", value=value, used=value, how=how)
