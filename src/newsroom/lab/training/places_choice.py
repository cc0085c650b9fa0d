"""Fits the weights of `world/geo_choice`: which namesake a text means (conditional logit, L2).

A name's labelled point makes each of its namesakes within 161 km right; a name all of whose namesakes lie elsewhere
teaches nothing. The three rounds are fitted one after the other, each on what the one before found likely.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from newsroom.lab.eval.geoparsing import NEAR_KM, home, kilometres
from newsroom.world import geo_choice
from newsroom.world.gazetteer import qualified
from newsroom.world.geo_choice import ALONE, FEATURES, Name, Table
from newsroom.world.geo_namesakes import folded, namesakes
from newsroom.world.place_index import PlaceIndex

PENALTY = 1.0


class Labelled(NamedTuple):
    """One text's names laid out, and the labelled points of each name."""

    table: Table
    points: tuple[tuple[tuple[float, float], ...], ...]


class Example(NamedTuple):
    """One text as seen in one round: facts by row, the name each row belongs to, how right each row is (0 to 1), and
    how many labelled points each name has."""

    facts: Any
    owner: Any
    right: Any
    times: Any


def labelled(row: Mapping[str, Any], index: PlaceIndex) -> Labelled | None:
    """One row's names, None when it has none."""
    text = row["text"]
    gold = [one for one in row["toponyms"] if not one.get("ignore")]
    keys = {(one["start"], one["end"]): folded(text[one["start"] : one["end"]]) for one in gold}
    if not keys:
        return None
    beside = qualified(text, sorted(keys), keys, index)
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in gold:
        if one["lat"] is not None:
            points[keys[(one["start"], one["end"])]].append((one["lat"], one["lon"]))
    counts = Counter(keys.values())
    names = [Name(namesakes(key, index), times, beside.get(key, frozenset())) for key, times in counts.items()]
    return Labelled(geo_choice.lay_out(names, home(row)), tuple(tuple(points.get(key, ())) for key in counts))


def fit(texts: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """The weights of the three rounds by feature."""
    alone = np.arange(len(FEATURES)) < ALONE
    weights = _fit([_example(one, one.table.facts, None) for one in texts], alone)
    rounds = {"alone": weights}
    shares = [geo_choice.likelihoods(one.table, one.table.facts @ weights) for one in texts]
    for step in ("first", "second"):
        here = [geo_choice.middle(one.table, share) for one, share in zip(texts, shares, strict=True)]
        examples = [
            _example(one, geo_choice.with_context(one.table, share, at), at)
            for one, share, at in zip(texts, shares, here, strict=True)
        ]
        weights = rounds[step] = _fit(examples, np.ones(len(FEATURES), dtype=bool))
        shares = [
            geo_choice.likelihoods(one.table, example.facts @ weights)
            for one, example in zip(texts, examples, strict=True)
        ]
    return {
        step: {feature: round(float(weight), 4) for feature, weight in zip(FEATURES, found, strict=True)}
        for step, found in rounds.items()
    }


def _example(one: Labelled, facts: Any, here: Any) -> Example:
    table = one.table
    right = np.zeros(len(table.owner))
    somewhere = geo_choice.degrees(here) if here is not None else None
    for row, (owner, place) in enumerate(zip(table.owner, table.places, strict=True)):
        at = (place.lat, place.lon) if place else somewhere
        points = one.points[owner]
        if at is not None and points:
            right[row] = sum(kilometres(at, point) <= NEAR_KM for point in points) / len(points)
    return Example(facts, table.owner, right, np.array([len(points) for points in one.points], dtype=float))


def _fit(examples: Sequence[Example], allowed: Any) -> Any:
    from scipy.optimize import minimize

    starts = np.cumsum([0, *(len(one.times) for one in examples)])
    facts = np.vstack([one.facts for one in examples])
    owner = np.concatenate([one.owner + start for one, start in zip(examples, starts, strict=False)])
    right = np.concatenate([one.right for one in examples])
    times = np.concatenate([one.times for one in examples])
    teaches = np.bincount(owner, weights=right, minlength=len(times)) > 0
    pull = np.sqrt(times) * teaches

    def loss(weights: Any) -> tuple[float, Any]:
        scores = facts @ (weights * allowed)
        highest = np.full(len(times), -np.inf)
        np.maximum.at(highest, owner, scores)
        raised = np.exp(scores - highest[owner])
        share = raised / np.bincount(owner, weights=raised, minlength=len(times))[owner]
        held = np.bincount(owner, weights=share * right, minlength=len(times))
        held = np.where(teaches, held, 1.0)
        slope = (pull[owner] * (share - share * right / held[owner])) @ facts * allowed
        value = -float((pull * np.log(held)).sum()) + PENALTY * float(weights @ weights)
        return value, slope + 2 * PENALTY * weights

    found = minimize(loss, np.zeros(facts.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return found.x * allowed
