"""Which of its namesakes a name means in one text: a linear choice, fitted on labelled texts, shown weight by weight.

What speaks for a namesake: people; a state or country written right after the name ("Paris, Texas"); other names of
the text in the same state or country; other names nearby on the map; the country of the publication. Names of one
text are read together in three rounds, each weighing namesakes by what the round before found likely. A name that is
in no table, or that is more likely something small near the others ("Mill Lane"), is placed where the text happens.

Weights: `data/models/places.json`, fitted by `lab/training/places.py`.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from newsroom.model.distance import EARTH_KM
from newsroom.world.geo_namesakes import Namesakes
from newsroom.world.place_tables import Known

CLOSE_KM, NEAR_KM, FAR_KM = 30.0, 120.0, 500.0
ENGLISH_SPOKEN = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "ZA", "JM", "NG", "KE", "IN", "SG"})
FEATURES = (
    "people", "behind_largest", "largest", "town", "county", "region", "country", "people_of", "broad", "other_name",
    "capital", "of_capital",    "qualified", "qualified_otherwise", "united_states", "english_spoken", "home", "part", "here", "here_part",
    "here_unknown", "here_street", "close", "near", "far", "state_share", "state_count", "country_share",
    "country_count", "capital_abroad", "region_abroad", "alone",
)  # fmt: skip
ALONE = FEATURES.index("here")
"""The features before this one are seen of a name alone; the first round weighs only these."""


class Name(NamedTuple):
    """One distinct name of a text: what it may mean, how often it stands there, and the codes ("US-TX", "FR") of a
    state or country written right after it."""

    namesakes: Namesakes
    times: int
    qualified: frozenset[str]


class Table(NamedTuple):
    """All namesakes of all names as columns; `owner` is the index of the name. The last row of each name is "here"."""

    owner: Any
    times: Any
    facts: Any
    points: Any
    states: tuple[str, ...]
    countries: tuple[str, ...]
    places: tuple[Known | None, ...]


class Chosen(NamedTuple):
    """The likeliest place, its share of the likelihood (0 to 1); `place` is None where "here" is likelier, and `at` is
    the point in degrees, None where nothing in the text can be placed."""

    place: Known | None
    at: tuple[float, float] | None
    likelihood: float


def choose(names: Sequence[Name], weights: Mapping[str, Sequence[float]], home: str = "") -> list[Chosen]:
    """One answer for each name, in order. `home` is the ISO code of the publication's country, or empty."""
    if not names:
        return []
    table = lay_out(names, home)
    shares = likelihoods(table, table.facts @ np.asarray(weights["alone"]))
    here = middle(table, shares)
    for step in ("first", "second"):
        here = middle(table, shares)
        shares = likelihoods(table, with_context(table, shares, here) @ np.asarray(weights[step]))
    return [_chosen(table, shares, at, here) for at in range(len(names))]


def lay_out(names: Sequence[Name], home: str) -> Table:
    """The columns of a text's names."""
    rows: list[tuple[int, Known | None, list[float]]] = []
    for at, name in enumerate(names):
        places = name.namesakes.places
        for place in places:
            rows.append((at, place, _facts(place, name, home)))
        rows.append((at, None, _here_facts(name)))
    known = [place for _, place, _ in rows]
    return Table(
        owner=np.array([at for at, _, _ in rows]),
        times=np.array([name.times for name in names], dtype=float),
        facts=np.array([facts for _, _, facts in rows]),
        points=np.array([_unit(place.lat, place.lon) if place else (0.0, 0.0, 0.0) for place in known]),
        states=tuple(f"{p.country}-{p.region}" if p and p.region else "" for p in known),
        countries=tuple(p.country if p else "" for p in known),
        places=tuple(known),
    )


def with_context(table: Table, shares: Any, here: Any) -> Any:
    """The facts of each row, the context's columns filled by how likely the other names' places are."""
    filled = table.facts.copy()
    points = table.points.copy()
    nowhere = np.array([place is None for place in table.places])
    if here is not None:
        points[nowhere] = here
    filled[:, FEATURES.index("alone")] = float(here is None)
    kilometres = _apart(points)
    told = np.array([place is not None and place.kind in ("town", "county", "region") for place in table.places])
    others = table.owner[:, None] != table.owner[None, :]
    weight = np.where(others, (shares * told)[None, :], 0.0)
    for column, reach in (("close", CLOSE_KM), ("near", NEAR_KM), ("far", FAR_KM)):
        pull = _best_of_each(weight * np.exp(-kilometres / reach), table.owner)
        filled[:, FEATURES.index(column)] = np.where(nowhere, 0.0, np.log1p(pull))
    _fill_shares(filled, table, shares, "state", table.states)
    _fill_shares(filled, table, shares, "country", table.countries)
    _fill_abroad(filled, table, shares)
    return filled


def likelihoods(table: Table, scores: Any) -> Any:
    """Scores to shares that sum to one within each name."""
    highest = np.full(len(table.times), -np.inf)
    np.maximum.at(highest, table.owner, scores)
    raised = np.exp(scores - highest[table.owner])
    return raised / np.bincount(table.owner, weights=raised, minlength=len(table.times))[table.owner]


def middle(table: Table, shares: Any) -> Any:
    """Where the text happens: the likely place with most other likely places around it, as a unit vector, or None."""
    weight = shares * table.times[table.owner]
    weight = weight * np.array([_tells_where(place) for place in table.places])
    if not weight.any():
        return None
    pull = np.exp(-_apart(table.points) / NEAR_KM) @ weight
    return table.points[int(np.argmax(np.where(weight > 0.05, pull, -1.0)))] if (weight > 0.05).any() else None


def _tells_where(place: Known | None) -> float:
    kinds = {"town": 1.0, "county": 1.0, "region": 0.3, "country": 0.03}
    return kinds.get(place.kind, 0.0) if place else 0.0


def _facts(place: Known, name: Name, home: str) -> list[float]:
    others = name.namesakes.places
    codes = {place.country, f"{place.country}-{place.region}"}
    matches = bool(name.qualified & codes)
    people, largest = (math.log10(count + 1) for count in (place.population, max(one.population for one in others)))
    of_capital = place.kind == "region" and any(one.capital and one.country == place.country for one in others)
    told: dict[str, float] = {
        "people": people,
        "behind_largest": largest - people,
        "largest": people == largest,
        "people_of" if place.kind == "people" else place.kind: 1.0,
        "other_name": not place.own,
        "capital": place.capital,
        "of_capital": of_capital,
        "qualified": matches,
        "qualified_otherwise": bool(name.qualified) and not matches,
        "united_states": place.country == "US",
        "english_spoken": place.country in ENGLISH_SPOKEN,
        "home": place.country == home != "",
        "part": name.namesakes.part,
    }
    return [float(told.get(feature, 0.0)) for feature in FEATURES]


def _here_facts(name: Name) -> list[float]:
    told = {
        "here": True,
        "here_part": name.namesakes.part,
        "here_unknown": not name.namesakes.places,
        "here_street": name.namesakes.street,
    }
    return [float(told.get(feature, False)) for feature in FEATURES]


def _fill_shares(filled: Any, table: Table, shares: Any, prefix: str, codes: Sequence[str]) -> None:
    """How many of the other names lie in a row's state or country: as a share, and as a count (log)."""
    held: dict[str, Any] = {}
    for row, code in enumerate(codes):
        if code:
            own = held.setdefault(code, np.zeros(len(table.times)))
            own[table.owner[row]] += shares[row]
    everything = max(1.0, float(len(table.times) - 1))
    for row, code in enumerate(codes):
        if code:
            others = float(held[code].sum() - held[code][table.owner[row]])
            filled[row, FEATURES.index(f"{prefix}_share")] = others / everything
            filled[row, FEATURES.index(f"{prefix}_count")] = math.log1p(others)


def _fill_abroad(filled: Any, table: Table, shares: Any) -> None:
    """Capitals and states: how many of the other names are countries, peoples or capitals ("Washington and Moscow")."""
    among = np.array(
        [place is not None and (place.kind in ("country", "people") or place.capital) for place in table.places]
    )
    each = np.bincount(table.owner, weights=shares * among, minlength=len(table.times))
    others = (each.sum() - each)[table.owner] / max(1.0, float(len(table.times) - 1))
    for column, kind in (("capital_abroad", "capital"), ("region_abroad", "region")):
        filled[:, FEATURES.index(column)] = table.facts[:, FEATURES.index(kind)] * others


def _best_of_each(pull: Any, owner: Any) -> Any:
    """Row by row: the sum, over the other names, of the strongest pull among each one's namesakes."""
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    return np.maximum.reduceat(pull, starts, axis=1).sum(axis=1)


def _apart(points: Any) -> Any:
    return EARTH_KM * np.arccos(np.clip(points @ points.T, -1.0, 1.0))


def _unit(lat: float, lon: float) -> tuple[float, float, float]:
    north, east = math.radians(lat), math.radians(lon)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def degrees(point: Any) -> tuple[float, float]:
    """A unit vector as latitude and longitude."""
    north = math.asin(max(-1.0, min(1.0, float(point[2]))))
    return math.degrees(north), math.degrees(math.atan2(float(point[1]), float(point[0])))


def _chosen(table: Table, shares: Any, at: int, here: Any) -> Chosen:
    rows = np.flatnonzero(table.owner == at)
    best = int(rows[int(np.argmax(np.round(shares[rows], 6)))])
    place = table.places[best]
    if place is not None:
        return Chosen(place, (place.lat, place.lon), float(shares[best]))
    if here is not None:
        return Chosen(None, degrees(here), float(shares[best]))
    known = table.places[int(rows[0])]
    return Chosen(known, (known.lat, known.lon), 0.0) if known else Chosen(None, None, 0.0)
