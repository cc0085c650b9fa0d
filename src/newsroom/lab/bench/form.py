"""The document that every bench prints."""

import os
import platform
import statistics
from collections.abc import Sequence
from importlib import metadata
from typing import Any, NamedTuple


class Baseline(NamedTuple):
    """What a figure is held against, measured in the same run."""

    name: str
    value: float


class Figure(NamedTuple):
    """One figure. `ratio` is how many times worse than the baseline it is (1.0 = equal), whichever way worse lies."""

    figure: str
    value: float
    unit: str
    target: str = ""
    baseline: Baseline | None = None
    ratio: float | None = None


def document(name: str, figures: Sequence[Figure], conditions: dict[str, Any]) -> dict[str, Any]:
    """The bench's document; its headline is the first figure."""
    return {
        "name": name,
        "figures": [_shown(one) for one in figures],
        "value": _rounded(figures[0].value),
        "ratio": _rounded(figures[0].ratio),
        "conditions": {**_machine(), **conditions},
    }


def slower(what: str, per_s: float, target: str, baseline: Baseline) -> Figure:
    """A rate and how many times slower than its baseline it is."""
    return Figure(what, per_s, "1/s", target, baseline, baseline.value / per_s)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Sequence[float]) -> float:
    """The middle of `values`."""
    return statistics.median(values)


def _shown(one: Figure) -> dict[str, Any]:
    return {
        "figure": one.figure,
        "value": _rounded(one.value),
        "unit": one.unit,
        "baseline": {"name": one.baseline.name, "value": _rounded(one.baseline.value)} if one.baseline else None,
        "ratio": _rounded(one.ratio),
        "target": one.target,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "load_1_min": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "version": metadata.version("digital-newsroom"),
    }
