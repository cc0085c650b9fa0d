"""`newsroom eval geoparsing`: places found in news texts, and found places put on the map, against labelled corpora.

Found: exact and overlapping spans (gold without `ignore`; what overlaps an ignored span counts neither way). Placed:
the gold spans that have coordinates, each within 161 km or not; a name that cannot be placed is half the globe away.
Only text and address of a row are read before scoring: the address' country ending tells where the publication sits.
"""

import math
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import Any

from newsroom.lab.eval.story_clusters import read_rows
from newsroom.model.distance import kilometres as great_circle
from newsroom.model.item import GeoPoint
from newsroom.world.gazetteer import Gazetteer

NEAR_KM = 161.0
FARTHEST_KM = 20_038.0
_NO_COUNTRY = frozenset({"com", "org", "net", "info", "edu", "gov", "mil", "biz", "tv"})
_ENDINGS = {"uk": "GB"}

Spans = Sequence[tuple[int, int]]


def measure(path: Path, gazetteer: Gazetteer | None = None) -> dict[str, Any]:
    """All figures over all rows, and the same for each corpus. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    gazetteer = gazetteer or Gazetteer()
    gazetteer.places("Paris")
    started = time.perf_counter()
    found = [[(one.start, one.end) for one in gazetteer.mentions(row["text"], home=home(row))] for row in rows]
    seconds = time.perf_counter() - started
    placed = [_distances(gazetteer, row) for row in rows]
    by_corpus: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        by_corpus[str(row.get("corpus") or "")].append(at)
    parts = {name: _figures(rows, found, placed, at) for name, at in sorted(by_corpus.items())}
    return {
        "name": "geoparsing",
        "n": len(rows),
        **_figures(rows, found, placed, range(len(rows))),
        "corpora": parts,
        "items_per_s": round(len(rows) / seconds, 1) if seconds else 0.0,
    }


def home(row: Mapping[str, Any]) -> str:
    """The country that a row's address ends in, empty for ".com" and its like."""
    ending = str(row.get("domain") or "").rsplit(".", 1)[-1].casefold()
    return _ENDINGS.get(ending, ending.upper() if len(ending) == 2 and ending not in _NO_COUNTRY else "")


def _figures(
    rows: Sequence[Mapping[str, Any]], found: Sequence[Spans], placed: Sequence[Sequence[float]], at: Sequence[int]
) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for row in at:
        counts.update(_counts(rows[row]["toponyms"], found[row]))
    distances = [km for row in at for km in placed[row]]
    return {
        "toponym_f1": _f1(counts["right"], counts["found"], counts["right"], counts["gold"]),
        "toponym_f1_overlap": _f1(counts["touching"], counts["found"], counts["touched"], counts["gold"]),
        "precision": _share(counts["right"], counts["found"]),
        "recall": _share(counts["right"], counts["gold"]),
        "toponyms": counts["gold"],
        "acc_161km": _share(sum(km <= NEAR_KM for km in distances), len(distances)),
        "error_auc": round(fmean(map(_log_error, distances)), 4) if distances else 0.0,
        "median_km": round(median(distances), 1) if distances else 0.0,
        "placed": len(distances),
    }


def _counts(toponyms: Sequence[Mapping[str, Any]], found: Spans) -> dict[str, int]:
    gold = {(one["start"], one["end"]) for one in toponyms if not one.get("ignore")}
    ignored = [(one["start"], one["end"]) for one in toponyms if one.get("ignore")]
    counted = [span for span in found if not _touches(span, ignored)]
    return {
        "gold": len(gold),
        "found": len(counted),
        "right": sum(span in gold for span in counted),
        "touching": sum(_touches(span, sorted(gold)) for span in counted),
        "touched": sum(_touches(span, counted) for span in gold),
    }


def _touches(span: tuple[int, int], others: Spans) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _distances(gazetteer: Gazetteer, row: Mapping[str, Any]) -> list[float]:
    """Kilometres between each gold point and where its span was placed."""
    gold = [one for one in row["toponyms"] if not one.get("ignore")]
    located = gazetteer.locate(row["text"], [(one["start"], one["end"]) for one in gold], home(row))
    points = {(one.start, one.end): one.place.point for one in located}
    distances = []
    for one in gold:
        if one["lat"] is not None:
            point = points.get((one["start"], one["end"]))
            distances.append(kilometres((one["lat"], one["lon"]), (point.lat, point.lon)) if point else FARTHEST_KM)
    return distances


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points given as (lat, lon)."""
    return great_circle(*(GeoPoint(lat=lat, lon=lon) for lat, lon in (one, other)))


def _log_error(km: float) -> float:
    return math.log1p(min(km, FARTHEST_KM)) / math.log(FARTHEST_KM + 1)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _f1(right: int, found: int, reached: int, gold: int) -> float:
    precision, recall = right / found if found else 0.0, reached / gold if gold else 0.0
    return round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0
