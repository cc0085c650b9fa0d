"""Every place we know by name: towns, US counties, states and provinces, countries with their demonyms, continents, seas.

Data: `place_tables` (GeoNames), `data/places/countries.json` (GeoNames, countryinfo), `place_words.toml` (our own facts).
"""

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from newsroom.model.text import fold
from newsroom.world.place_tables import Kind, Known, Towns, tables

PRECISION: dict[Kind, float] = {"town": 1.0, "county": 0.7, "region": 0.7, "country": 0.4, "people": 0.4, "broad": 0.2}
COUNTY_WORDS = (" county", " parish", " borough", " district", " shire")
SHORT_COUNTY_NAME = 4
_PLURAL_AFTER = ("an", "i", "o", "n", "er", "k", "b")


class PlaceIndex:
    """Places by folded name, and the words that help to read them.

    `before` stand before places, `links` inside names, `inflecting` bend them; `sides` ("north") leave the place the
    same, `streets` make a name one of a street or building. Of names: `words` are words of the dictionary too,
    `ordinary` mostly mean something else, `abbreviated` are written with a full stop, `foreign` English does not know.
    """

    def __init__(
        self, towns: Towns, larger: dict[str, list[Known]], capitals: dict[str, list[str]], words: dict[str, Any]
    ) -> None:
        self._towns = towns
        self._capitals = capitals
        self._larger = {key: tuple(places) for key, places in larger.items()}
        self.words = tables().words
        self.foreign = frozenset(fold(one) for row in words["countries_elsewhere"].values() for one in row.split(";"))
        self._kept: dict[str, tuple[Known, ...]] = {}
        self._known = frozenset(self._larger).union(towns.names())
        grammar = words["grammar"]
        self.before, self.links, self.inflecting = (
            frozenset(grammar[k].split()) for k in ("before", "links", "inflecting")
        )
        self.sides, self.streets = frozenset(grammar["sides"].split()), frozenset(grammar["streets"].split())
        short = {fold(one) for row in words["states"].values() for one in row[2].split(";")}
        self.ordinary = (
            frozenset(words["ordinary"]["words"].split()) - frozenset(words["allowed_alone"]["words"].split()) | short
        )
        self.abbreviated = frozenset(fold(one) for row in words["states"].values() for one in row[2].split(";"))
        self.abbreviated |= frozenset(words["grammar"]["abbreviated"].split())

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def get(self, key: str) -> tuple[Known, ...]:
        """The places of that folded name: larger kinds first, towns by population. Empty when there is none."""
        if key not in self._known:
            return ()
        if key not in self._kept:
            towns = self._towns.named(key)
            countries = self._capitals.get(key, ())
            first = next((at for at, town in enumerate(towns) if town.country in countries), -1)
            marked = (town._replace(capital=at == first) for at, town in enumerate(towns))
            self._kept[key] = (*self._larger.get(key, ()), *marked)
        return self._kept[key]


@cache
def place_index() -> PlaceIndex:
    """Built once a process, in about a second."""
    words = tomllib.loads(files("newsroom.world").joinpath("place_words.toml").read_text(encoding="utf-8"))
    larger: dict[str, list[Known]] = {}
    for name, place in _larger(words):
        held = larger.setdefault(fold(name), [])
        if not any(place[1:4] == other[1:4] for other in held):
            held.append(place)
    capitals: dict[str, list[str]] = {}
    for code, row in _recorded().items():
        capitals.setdefault(fold(row["capital"]), []).append(code)
    return PlaceIndex(tables().towns, larger, capitals, words)


def _larger(words: dict[str, Any]) -> Iterator[tuple[str, Known]]:
    countries = _recorded()
    yield from _countries(countries, words)
    yield from _us_states(countries["US"]["states"], words["states"])
    codes = {(state.country, state.name): state for state in tables().states}
    for name, (country, lat, lon) in words["regions"].items():
        state = codes.get((country, name))
        code, people = (state.region, state.population) if state else ("", 0)
        yield name, Known(name, "region", country, code, lat, lon, people)
    for lat, lon, names in words["continents"].values():
        first, *others = names.split(";")
        for name in (first, *others):
            yield name, Known(first, "broad", "", "", lat, lon, 0)
    for name, (lat, lon) in words["broad"].items():
        yield name, Known(name, "broad", "", "", lat, lon, 0)
    for name, town in words["nicknames"].items():
        yield name, tables().towns.named(town)[0]._replace(own=True)
    yield from _states()
    yield from _counties()


def _countries(countries: dict[str, Any], words: dict[str, Any]) -> Iterator[tuple[str, Known]]:
    for code, row in countries.items():
        middle = words["middles"].get(code) or row["middle"] or _middle(code)
        if not middle:
            continue
        place = Known(row["name"], "country", code, "", float(middle[0]), float(middle[1]), row["people"])
        elsewhere = words["countries_elsewhere"].get(code, "").split(";")
        for name in [row["name"], *row["named"], *words["countries"].get(code, "").split(";"), *elsewhere]:
            if name and len(name) > 1:
                yield name, place
        for name in [*row["peoples"], *words["peoples"].get(code, "").split(";")]:
            if name:
                yield name, place._replace(kind="people")
            if name.endswith(_PLURAL_AFTER):
                yield f"{name}s", place._replace(kind="people")


def _middle(code: str) -> tuple[float, float] | None:
    """The middle of a country's states, for countries without a recorded middle."""
    inside = [state for state in tables().states if state.country == code]
    if not inside:
        return None
    return sum(state.lat for state in inside) / len(inside), sum(state.lon for state in inside) / len(inside)


def _recorded() -> dict[str, Any]:
    """Every country by its ISO code, as `lab/training/country_tables.py` wrote it."""
    held: dict[str, Any] = json.loads(
        files("newsroom").joinpath("data/places/countries.json").read_text(encoding="utf-8")
    )
    return held


def _us_states(states: dict[str, str], middles: dict[str, Any]) -> Iterator[tuple[str, Known]]:
    people = {state.region: state.population for state in tables().states if state.country == "US"}
    for code, (lat, lon, short) in middles.items():
        place = Known(states[code], "region", "US", code, lat, lon, people.get(code, 0))
        yield place.name, place
        if short:
            for name in short.split(";"):
                yield name, place


def _states() -> Iterator[tuple[str, Known]]:
    """States and provinces elsewhere; the middle of those in the words file came before and stays."""
    for state in tables().states:
        if state.country == "US":
            continue
        yield state.name, state
        bare = _without_generic(state.name)
        if bare:
            yield bare, state._replace(own=False)


def _counties() -> Iterator[tuple[str, Known]]:
    """Counties by their full name and, as another name, without the word "County"."""
    for county in tables().counties:
        yield county.name, county
        if county.name.endswith(" County"):
            yield f"{county.name.removesuffix('ounty')}o", county
        bare = _without_generic(county.name)
        if bare:
            yield bare, county._replace(own=False)


def _without_generic(name: str) -> str:
    folded = fold(name)
    for word in (*COUNTY_WORDS, " province", " state", " region", " oblast", " governorate", " prefecture"):
        if folded.endswith(word) and len(folded) - len(word) >= SHORT_COUNTY_NAME:
            return folded.removesuffix(word)
    return ""
