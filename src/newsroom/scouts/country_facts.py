"""What is known of a country, and what time it is there (`data/places/countries.json`; N 1.4 regional context).

Data: GeoNames (CC BY 4.0) and countryinfo, joined by `lab/training/country_tables.py`.
"""

import json
import math
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsroom.model.item import Place

AWAKE_FROM, AWAKE_UNTIL = 7, 23
"""Hours of the day, local, in which a region's own newsrooms and offices answer."""
_DEGREES_AN_HOUR = 15.0


class Zone(NamedTuple):
    """A time zone by its IANA name, with its largest town's latitude and longitude."""

    name: str
    lat: float
    lon: float


class CountryFacts(NamedTuple):
    """One country. `neighbours` are ISO codes, `languages` at most three, the most spoken first."""

    code: str
    name: str
    capital: str
    region: str
    people: int
    languages: tuple[str, ...]
    neighbours: tuple[str, ...]
    zones: tuple[Zone, ...]


@cache
def countries() -> dict[str, CountryFacts]:
    """Every country by its ISO code."""
    file = files("newsroom").joinpath("data", "places", "countries.json")
    held = json.loads(file.read_text(encoding="utf-8"))
    return {
        code: CountryFacts(
            code,
            row["name"],
            row["capital"],
            row["region"],
            row["people"],
            tuple(row["languages"]),
            tuple(row["neighbours"]),
            tuple(Zone(*zone) for zone in row["zones"]),
        )
        for code, row in held.items()
    }


def facts_of(code: str) -> CountryFacts | None:
    """The facts of a country, None for a code that is not known."""
    return countries().get(code.upper())


def local_time(place: Place, now: datetime) -> datetime | None:
    """The clock at a place. The country's zone whose largest town is nearest; by longitude where none is known.

    None when neither the country nor a point is known.
    """
    country = facts_of(place.country)
    zone = _nearest(country.zones, place) if country and country.zones else None
    if zone is not None:
        try:
            return now.astimezone(ZoneInfo(zone.name))
        except ZoneInfoNotFoundError:
            return now.astimezone(_by_longitude(zone.lon))
    return now.astimezone(_by_longitude(place.point.lon)) if place.point else None


def is_awake(moment: datetime) -> bool:
    """Whether people there are up: from 07:00 to 23:00 of their day."""
    return AWAKE_FROM <= moment.hour < AWAKE_UNTIL


def _nearest(zones: tuple[Zone, ...], place: Place) -> Zone:
    point = place.point
    if point is None or len(zones) == 1:
        return zones[0]
    shrink = math.cos(math.radians(point.lat))
    return min(zones, key=lambda zone: (math.hypot(zone.lat - point.lat, (zone.lon - point.lon) * shrink), zone.name))


def _by_longitude(lon: float) -> timezone:
    return timezone(timedelta(hours=round(lon / _DEGREES_AN_HOUR)))
