"""The fitted weights of reading places: `data/models/places.json`, made by `lab/training/places.py`."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from newsroom.world.geo_choice import FEATURES


class Weights(NamedTuple):
    """`signs` are log odds by sign of `geo_features` and `threshold` the probability from which a span is a place;
    `choice` are the three rounds of `geo_choice`, each a weight a feature."""

    signs: Mapping[str, float]
    threshold: float
    choice: Mapping[str, tuple[float, ...]]


@cache
def weights() -> Weights:
    """Read once a process."""
    file = files("newsroom").joinpath("data", "models", "places.json")
    return weights_of(json.loads(file.read_text(encoding="utf-8")))


def weights_of(held: Mapping[str, Any]) -> Weights:
    """The weights that a fitting wrote: `signs`, `threshold`, and `choice` by round and feature."""
    choice = {step: tuple(float(row[feature]) for feature in FEATURES) for step, row in held["choice"].items()}
    return Weights(held["signs"], float(held["threshold"]), choice)
