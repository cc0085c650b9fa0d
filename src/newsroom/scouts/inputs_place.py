"""What Geo_Scout measures: how exactly a place is known, what it weighs, who reports from it, who covers it (N 1.4)."""

import math
from collections.abc import Iterable
from statistics import fmean

from newsroom.model.arrivals import any_of
from newsroom.model.base import Factor, score
from newsroom.model.item import Item, Place
from newsroom.model.story import Dossier
from newsroom.scouts.inputs_sources import WORST_TIER, get_source_tier
from newsroom.scouts.inputs_urgency import official_alert

_SMALL_TOWN = 1_000
_MEGACITY = 20_000_000
_POPULATION_PULL = 0.7
_COUNTRY_PULL = 0.2
_ALERT_PULL = 0.7
_LOCALS_FULL = 3
_QUALITY_SHARE = 0.6
_COVERED_HALF = 5.0


def main_place(dossier: Dossier) -> Place | None:
    """The story's most precise place, the larger first among equals; None when the story names none."""
    return most_precise(dossier.story.places)


def most_precise(places: Iterable[Place]) -> Place | None:
    """The most precise of them, the larger first among equals; None of none."""
    return min(places, key=lambda p: (-p.precision, -p.population, p.name), default=None)


def location_specificity(dossier: Dossier) -> Factor:
    """Precision of the story's places, 0.2 to 1: half the best, half the mean, so that one sharp pin among vague ones
    is not taken for a located event. Source: the gazetteer's reading of the story. No place: absent, 0.
    """
    places = dossier.story.places
    if not places:
        return Factor(name="location_specificity", value=None, used=0.0, how="the story names no place")
    best = max(place.precision for place in places)
    value = score(min(1.0, (best + fmean(place.precision for place in places)) / 2))
    names = ", ".join(f"{place.name} {place.precision:.1f}" for place in places[:3])
    return Factor(name="location_specificity", value=value, used=value, how=names)


def regional_significance(dossier: Dossier) -> Factor:
    """What the place weighs, 0 to 1: 1 - (1 - .7 population)(1 - .2 a further country)(1 - .7 alert).

    Population of the main place on a log scale from 1,000 to 20 million; unknown population counts as none; countries
    beyond the first, at most three; an official alert as in urgency. No place: absent, 0.
    """
    place = main_place(dossier)
    if place is None:
        return Factor(name="regional_significance", value=None, used=0.0, how="the story names no place")
    size = _size(place.population)
    countries = {p.country for p in dossier.story.places if p.country}
    further = min(3, max(0, len(countries) - 1))
    alert = official_alert(dossier).used
    value = score(any_of(_POPULATION_PULL * size, _COUNTRY_PULL * further, _ALERT_PULL * alert))
    how = f"{place.name}, {place.population:,} people; {len(countries)} countries"
    return Factor(name="regional_significance", value=value, used=value, how=how)


def local_items(dossier: Dossier) -> tuple[Item, ...]:
    """Items whose source sits in the main place's country, or is a local source, aggregators aside."""
    place = main_place(dossier)
    if place is None:
        return ()
    return tuple(item for item in dossier.items if _is_local(dossier, item, place.country))


def local_source_quality(dossier: Dossier) -> Factor:
    """0.6 x tier points of the best local source + 0.4 x local owners over three, 0 to 1.

    Source: the sources' countries and tiers. No local source: 0; no place: absent, 0.
    """
    place = main_place(dossier)
    if place is None:
        return Factor(name="local_source_quality", value=None, used=0.0, how="the story names no place")
    found = local_items(dossier)
    owners = {item.publisher.owner for item in found}
    if not found:
        how = f"nobody from {place.country or place.name}{_watched(dossier, place.country)}"
        return Factor(name="local_source_quality", value=0.0, used=0.0, how=how)
    best = get_source_tier(min(item.publisher.tier for item in found)) / WORST_TIER
    value = score(_QUALITY_SHARE * best + (1 - _QUALITY_SHARE) * min(1.0, len(owners) / _LOCALS_FULL))
    how = f"{len(owners)} owners of {place.country}{_watched(dossier, place.country)}"
    return Factor(name="local_source_quality", value=value, used=value, how=how)


def coverage_gap(dossier: Dossier) -> Factor:
    """How little the newsroom has from the place's country today, 0 to 1: 1 / (1 + stories / 5).

    Source: today's count of stories per country. No place, or no country known: absent, 0.5.
    """
    place = main_place(dossier)
    if place is None or not place.country:
        return Factor(name="coverage_gap", value=None, used=0.5, how="the place's country is not known")
    covered = dossier.context.coverage.get(place.country, 0)
    value = score(1.0 / (1.0 + covered / _COVERED_HALF))
    return Factor(name="coverage_gap", value=value, used=value, how=f"{covered} stories from {place.country} today")


def _watched(dossier: Dossier, country: str) -> str:
    """How many of our sources sit in that country, where it was counted."""
    return f"; {dossier.context.watched.get(country, 0)} sources there are watched" if dossier.context.watched else ""


def _is_local(dossier: Dossier, item: Item, country: str) -> bool:
    source = dossier.sources.get(item.source_id)
    if source is None or not country:
        return False
    return not source.aggregator and source.country.casefold() == country.casefold()


def _size(population: int) -> float:
    if population <= _SMALL_TOWN:
        return 0.0
    return min(1.0, math.log(population / _SMALL_TOWN) / math.log(_MEGACITY / _SMALL_TOWN))
