"""The packed tables of towns, states and counties (`data/places/towns.npz`), read as columns, not as objects.

Data: GeoNames, CC BY 4.0, packed by `lab/training/place_tables.py`: 235,000 towns, 3,600 states and provinces, the
5,000 counties that matter. Reading takes about half a second and 60 MB; a town becomes an object when it is asked for.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Literal, NamedTuple

import numpy as np

from newsroom.model.text import fold

Kind = Literal["town", "county", "region", "country", "people", "broad"]
"""`people` is a country named by its demonym ("Swiss"); `broad` a continent, a sea or a part of the world."""
SCALE = 1e4
"""Degrees are packed as whole ten-thousandths."""


class Known(NamedTuple):
    """One place. `region` is the first-order code of its country ("TX"), empty where unknown. `own` is false where
    it is looked up by another name than its first, or the first's beginning ("Sion" for Jerusalem); `capital`
    is true of a country's capital."""

    name: str
    kind: Kind
    country: str
    region: str
    lat: float
    lon: float
    population: int
    own: bool = True
    capital: bool = False


class Towns:
    """Every town by folded name; rows are in order of population, the largest first."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self._names = _lines(columns["names"])
        self._codes = _lines(columns["codes"])
        self._state, self._people = columns["state"], columns["people"]
        self._lat, self._lon = columns["lat"], columns["lon"]
        self._rows: dict[str, list[int]] = {}
        self._other: dict[str, list[int]] = {}
        for row, name in enumerate(self._names):
            self._rows.setdefault(name.casefold() if name.isascii() else fold(name), []).append(row)
        for name, row in zip(_lines(columns["other_names"]), columns["other_rows"].tolist(), strict=True):
            self._other.setdefault(name, []).append(row)

    def names(self) -> Iterator[str]:
        """All folded names."""
        yield from self._rows
        yield from self._other

    def named(self, key: str) -> tuple[Known, ...]:
        """The towns of that folded name, those that it is the first name of before those it is another name of."""
        first = self._rows.get(key, ())
        others = [row for row in self._other.get(key, ()) if row not in first]
        begun = f"{key} "
        named = (self._town(row, fold(self._names[row]).startswith(begun)) for row in others)
        return (*(self._town(row, True) for row in first), *named)

    def _town(self, row: int, own: bool) -> Known:
        country, _, state = self._codes[self._state[row]].partition("-")
        lat, lon = float(self._lat[row]) / SCALE, float(self._lon[row]) / SCALE
        return Known(self._names[row], "town", country, state, lat, lon, int(self._people[row]), own)


class Tables(NamedTuple):
    """What `towns.npz` holds; `words` are folded names of towns that are English words too ("nice")."""

    towns: Towns
    states: tuple[Known, ...]
    counties: tuple[Known, ...]
    words: frozenset[str]


@cache
def tables() -> Tables:
    """Read once a process."""
    packed = files("newsroom").joinpath("data", "places", "towns.npz").read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as held:
        columns = {name: held[name] for name in held.files}
    return Tables(
        Towns(columns),
        _areas(columns, "state", "region"),
        _areas(columns, "county", "county"),
        frozenset(_lines(columns["words"])),
    )


def _areas(columns: dict[str, Any], prefix: str, kind: Kind) -> tuple[Known, ...]:
    codes, names = _lines(columns[f"{prefix}_codes"]), _lines(columns[f"{prefix}_names"])
    lat, lon = (columns[f"{prefix}_{axis}"] / SCALE for axis in ("lat", "lon"))
    people = columns[f"{prefix}_people"]
    return tuple(
        Known(name, kind, code.split("-")[0], code.split("-")[1], float(lat[at]), float(lon[at]), int(people[at]))
        for at, (code, name) in enumerate(zip(codes, names, strict=True))
    )


def _lines(packed: Any) -> list[str]:
    return bytes(packed).decode("utf-8").split("\n")
