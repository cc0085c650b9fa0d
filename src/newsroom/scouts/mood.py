"""The mood of the day's coverage by country: how good or bad its headlines sound (N 1.4 geographic sentiment).

A small word list over headlines is a weak instrument: it is shown beside a bid and decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from statistics import fmean

from newsroom.model.base import score
from newsroom.model.item import Place
from newsroom.scouts.country_facts import facts_of
from newsroom.scouts.valence import valence

Mood = tuple[float, int]
"""Mean tone of headlines, -1 to 1, and how many headlines spoke."""


def moods(stories: Iterable[tuple[str, Iterable[Place]]]) -> dict[str, Mood]:
    """The mood by country of (headline, places); a story counts once for each of its countries."""
    heard: dict[str, list[float]] = defaultdict(list)
    for headline, places in stories:
        sounded = valence(headline)
        if sounded is not None:
            for country in {place.country for place in places if place.country}:
                heard[country].append(sounded)
    return {country: (score(fmean(tones)), len(tones)) for country, tones in sorted(heard.items())}


def around(country: str, by_country: Mapping[str, Mood]) -> Mood | None:
    """The mood of the part of the world that a country lies in, weighed by headlines; None when nothing was heard."""
    here = facts_of(country)
    if here is None:
        return None
    heard = [mood for code, mood in by_country.items() if (facts := facts_of(code)) and facts.region == here.region]
    count = sum(n for _, n in heard)
    return (score(sum(mean * n for mean, n in heard) / count), count) if count else None
