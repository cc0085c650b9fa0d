"""`newsroom eval growth_*`: how far a counted series goes, by the forecast that Trend_Voter_A's growth input uses.

Only what was counted by the last look is read before scoring. `fallback_rmse_log10` is the two-line rule, "last value x
median factor", on the same rows.
"""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from newsroom.council.growth import Forecast, Watched, forecast
from newsroom.lab.eval.domain_quality import spearman
from newsroom.lab.eval.story_clusters import read_rows

Row = Mapping[str, Any]
_SLICE_MIN = 20.0
_SLICES = 144
_DAY_MIN = 1440.0
_ASKED_DAY = 4


class Series(NamedTuple):
    """What was watched, what came of it, and whether errors are taken on log10(1 + n), as one set has it."""

    seen: Watched
    final: float
    plus_one: bool = False


def hackernews(path: Path) -> dict[str, Any]:
    """Two hours on a front page to the final points. Raises `Refused` (no_rows)."""
    return _measure("growth_hackernews_frontpage", path, front_page)


def palestine(path: Path) -> dict[str, Any]:
    """Three hours of shares to two days. Raises `Refused` (no_rows)."""
    return _measure("growth_social_palestine", path, shares)


def ptt(path: Path) -> dict[str, Any]:
    """Four hours of a forum's votes to the final ones. Raises `Refused` (no_rows)."""
    return _measure("growth_ptt_news", path, forum)


def youtube(path: Path) -> dict[str, Any]:
    """Two daily counts of views to the fourth. Raises `Refused` (no_rows)."""
    return _measure("growth_youtube_trending", path, daily_views)


def tiktok(path: Path) -> dict[str, Any]:
    """Views now to views weeks later; the figures are those of the growth. Raises `Refused` (no_rows)."""
    return _measure("growth_tiktok_videos", path, late_views)


def front_page(row: Row) -> Series:
    """A row of growth_hackernews_frontpage."""
    beside = {"comments": _floats(row["comments"]), "rank": _floats(row["rank"])}
    began = datetime.fromisoformat(row["t"])
    return Series(
        Watched("frontpage", _floats(row["m"]), _floats(row["points"]), beside, began=began), float(row["final_points"])
    )


def shares(row: Row) -> Series:
    """A row of growth_social_palestine; -1 (not yet seen) counts as 0."""
    counts, plus, linked = (_floats(row[name]) for name in ("facebook", "googleplus", "linkedin"))
    minutes = tuple(_SLICE_MIN * at for at in range(len(counts)))
    first = float(row["first_slice"])
    ahead = _SLICE_MIN * max(0.0, _SLICES - first - len(counts) + 1)
    beside = {"googleplus": plus, "linkedin": linked}
    seen = Watched("shares", minutes, counts, beside, age_min=_SLICE_MIN * (first - 1), ahead_min=ahead)
    return Series(seen, float(row["facebook_final"]), plus_one=True)


def forum(row: Row) -> Series:
    """A row of growth_ptt_news; its minutes run from publication."""
    minutes, began = _floats(row["m"]), datetime.fromisoformat(row["t"])
    beside = {"score": _floats(row["score"])}
    seen = Watched("forum", minutes, _floats(row["votes"]), beside, age_min=minutes[0], began=began)
    return Series(seen, float(row["final_votes"]))


def daily_views(row: Row) -> Series | None:
    """A row of growth_youtube_trending with the day that is asked for; None where that was not counted."""
    if len(row["views"]) < _ASKED_DAY:
        return None
    beside = {name: _floats(row[name][:2]) for name in ("likes", "dislikes", "comments")}
    seen = Watched("daily_views", (0.0, _DAY_MIN), _floats(row["views"][:2]), beside, ahead_min=2 * _DAY_MIN)
    return Series(seen, float(row["views"][_ASKED_DAY - 1]))


def late_views(row: Row) -> Series:
    """A row of growth_tiktok_videos."""
    names = ("likes", "comments", "shares", "saves")
    beside = {name: _floats([row[f"{name}1"]]) for name in names} | {"followers": _floats([row["followers"]])}
    age, ahead = 60.0 * row["age1_h"], 60.0 * (row["age2_h"] - row["age1_h"])
    seen = Watched("late_views", (0.0,), _floats([row["views1"]]), beside, age_min=age, ahead_min=ahead)
    return Series(seen, float(row["views2"]))


def scores(series: Sequence[Series], told: Sequence[Forecast]) -> dict[str, float]:
    """RMSE and MAE of log10, Spearman, AUC for the top tenth, the two-line rule's RMSE, the share that trees answered."""
    gold = np.asarray([_log(one.final, one) for one in series])
    mine, fallback = (
        np.asarray([_log(value, one) for one, value in zip(series, values, strict=True)])
        for values in ([one.final for one in told], [one.fallback for one in told])
    )
    top = gold >= np.quantile(gold, 0.9)
    return {
        "rmse_log10": round(float(np.sqrt(np.mean((mine - gold) ** 2))), 4),
        "fallback_rmse_log10": round(float(np.sqrt(np.mean((fallback - gold) ** 2))), 4),
        "mae_log10": round(float(np.mean(np.abs(mine - gold))), 4),
        "spearman": round(spearman(mine.tolist(), gold.tolist()), 4),
        "auc_top10": round(auc(mine, top), 4),
        "fitted_share": round(sum(one.way == "fitted" for one in told) / max(1, len(told)), 3),
    }


def auc(scored: Any, positive: Any) -> float:
    """Share of (positive, other) pairs ranked rightly, ties half; 0.5 where one side is empty."""
    held = np.asarray(positive, dtype=bool)
    n, m = int(held.sum()), int((~held).sum())
    if not n or not m:
        return 0.5
    return float((_ranks(scored)[held].sum() - n * (n + 1) / 2.0) / (n * m))


def _measure(name: str, path: Path, read: Callable[[Row], Series | None]) -> dict[str, Any]:
    rows = read_rows(path)
    series = [one for row in rows if (one := read(row)) is not None]
    started = time.perf_counter()
    told = [forecast(one.seen) for one in series]
    seconds = time.perf_counter() - started
    per_s = round(len(series) / seconds, 1) if seconds else 0.0
    return {"name": name, "n": len(series), **scores(series, told), "items_per_s": per_s}


def _log(count: float, one: Series) -> float:
    if one.seen.kind == "late_views":
        return math.log10(max(1.0, count) / max(1.0, one.seen.counts[-1]))
    return math.log10(count + 1.0) if one.plus_one else math.log10(max(1.0, count))


def _ranks(values: Any) -> Any:
    _, inverse, counts = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2.0)[inverse]


def _floats(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(max(0.0, float(value)) for value in values)
