"""How fast a story is being published: N 1.1's publication velocity tracker. Shown with the bid; it enters no formula.

Every report counts here, copies too: it is the press's own haste that is measured. What makes a story urgent is counted
on independent voices alone (`inputs_urgency`).
"""

from typing import NamedTuple

from newsroom.model.arrivals import hours, origin_arrivals, saturating
from newsroom.model.base import Factor, score
from newsroom.model.story import Dossier

FAST = 10.0
"""Reports in an hour at which a story stands at 0.63 of what can be said (1 - exp(-n / 10))."""

TARGET_MIN = 5.0


class Velocity(NamedTuple):
    """Reports first seen in the last hour, in the hour before, and in the story's busiest hour; voices of the last hour."""

    now: int
    before: int
    busiest: int
    voices: int


def velocity(dossier: Dossier) -> Velocity:
    """Counts of the story's arrivals as they stand at the dossier's moment."""
    at = dossier.context.now
    ages = sorted(hours(seen, at) for seen in dossier.context.arrivals or [item.seen_at for item in dossier.items])
    busiest = max((sum(age <= other < age + 1.0 for other in ages) for age in ages), default=0)
    voices = sum(hours(seen, at) <= 1.0 for seen in origin_arrivals(dossier))
    return Velocity(sum(age <= 1.0 for age in ages), sum(1.0 < age <= 2.0 for age in ages), busiest, voices)


def publication_velocity(dossier: Dossier) -> Factor:
    """1 - exp(-n / 10) over the reports of the last hour, 0 to 1. Source: first sight of every item. Never absent."""
    seen = velocity(dossier)
    value = score(saturating(seen.now, FAST))
    trend = "faster" if seen.now > seen.before else "slower" if seen.now < seen.before else "as fast"
    how = (
        f"{seen.now} reports an hour from {seen.voices} new voices, {seen.before} the hour before ({trend}), "
        f"{seen.busiest} in its busiest"
    )
    return Factor(name="publication_velocity", value=value, used=value, how=how)


def discovery_lag(dossier: Dossier) -> Factor:
    """Minutes from the first publication to this look, as 5 / minutes, at most 1: N's target of five minutes.

    Source: publication times as the outlets give them. Never absent.
    """
    minutes = 60 * hours(dossier.story.first_published_at, dossier.context.now)
    seen = 60 * hours(dossier.story.first_published_at, dossier.story.first_seen_at)
    value = score(TARGET_MIN / max(TARGET_MIN, minutes))
    how = f"{minutes:.0f} min after the first publication; {seen:.0f} of them before any source showed it to us"
    return Factor(name="time_to_discovery", value=value, used=value, how=how)
