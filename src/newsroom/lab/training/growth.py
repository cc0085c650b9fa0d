"""Fits `data/models/growth_*.npz`: median factors by age, and small trees where they serve later series better.

Needs the extra `train`. Run: python -m newsroom.lab.training.growth FOLDER-OF-LABELLED-SETS [--save] [KIND...]
Prints, for each kind, the error on the last 30 % of the rows by time (of late views: of authors never seen) of a model
that was fitted on the first 70 %; with `--save` each kind is then fitted on every row and written.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from newsroom.council import growth
from newsroom.council.growth import NEARLY, Kind, Watched
from newsroom.lab.eval import growth as sets
from newsroom.lab.eval.growth import Series
from newsroom.lab.eval.story_clusters import read_rows

MODELS = Path(__file__).parents[2] / "data" / "models"
FIRST_SHARE = 0.7
FEWEST = 100
_LOOKS = (
    "last",
    "count@0",
    "count@20",
    "count@40",
    "count@60",
    "count@90",
    "count@120",
    "gain@20",
    "gain@30",
    "gain@60",
)


class Fit(NamedTuple):
    """One kind: its set, how a row is read, the figures its trees see, the ages, and how the trees are grown.

    `apart` names the column whose values must not stand on both sides of the split.
    """

    kind: str
    folder: str
    read: Callable[[Mapping[str, Any]], Series | None]
    figures: tuple[str, ...]
    ages: tuple[float, ...]
    whole_from: float
    grown: Mapping[str, Any]
    apart: str = ""


FITS = (
    Fit(
        "frontpage",
        "growth_hackernews_frontpage",
        sets.front_page,
        (*_LOOKS, "comments:count@0", "comments:count@60", "comments:last", "comments:gain@60", "rank:count@0",
         "rank:count@40", "rank:count@60", "rank:count@90", "rank:last", "rank:best", "hour", "weekday", "watched"),
        (20.0, 40.0, 60.0, 80.0),
        80.0,
        {"max_leaf_nodes": 8, "learning_rate": 0.03, "max_iter": 600, "min_samples_leaf": 40, "max_features": 0.3},
    ),
    Fit(
        "shares",
        "growth_social_palestine",
        sets.shares,
        (*_LOOKS, "googleplus:count@0", "googleplus:last", "linkedin:count@0", "linkedin:last", "age", "watched"),
        (20.0, 40.0, 60.0, 90.0, 120.0, 160.0),
        160.0,
        {"max_leaf_nodes": 6, "learning_rate": 0.05, "max_iter": 200, "min_samples_leaf": 30, "max_features": 0.4},
    ),
    Fit(
        "forum",
        "growth_ptt_news",
        sets.forum,
        (*_LOOKS, "score:last", "age", "hour", "watched"),
        (0.0, 60.0),
        0.0,
        {"max_leaf_nodes": 4, "learning_rate": 0.05, "max_iter": 100, "min_samples_leaf": 40, "max_features": 0.5},
    ),
    Fit(
        "daily_views",
        "growth_youtube_trending",
        sets.daily_views,
        ("last", "count@0", "gain@1440", "likes:last", "likes:gain@1440", "dislikes:last", "comments:last",
         "comments:gain@1440", "watched"),
        (0.0, 1440.0),
        1440.0,
        {"max_leaf_nodes": 6, "learning_rate": 0.05, "max_iter": 200, "min_samples_leaf": 20, "max_features": 0.5},
    ),
    Fit(
        "late_views",
        "growth_tiktok_videos",
        sets.late_views,
        ("last", "likes:last", "comments:last", "shares:last", "saves:last", "followers:last", "age", "ahead"),
        (0.0,),
        0.0,
        {"max_leaf_nodes": 5, "learning_rate": 0.04, "max_iter": 120, "min_samples_leaf": 30, "max_features": 0.5},
        apart="author",
    ),
)  # fmt: skip


def main(folder: Path, keep: bool, kinds: Sequence[str]) -> None:
    """Report every kind, and write it when `keep`."""
    for one in FITS:
        if kinds and one.kind not in kinds:
            continue
        rows = read_rows(folder / one.folder)
        first, later = _parted(one, rows)
        with_trees = fit(one, first, trees=True)
        helps = report(one, with_trees, later)
        if keep:
            MODELS.mkdir(parents=True, exist_ok=True)
            with (MODELS / f"growth_{one.kind}.npz").open("wb") as file:
                np.savez_compressed(file, **fit(one, _read(one, rows), trees=helps))


def report(one: Fit, arrays: Mapping[str, Any], later: Sequence[Series]) -> bool:
    """Print the left-out figures; whether the trees were better than the factor."""
    kind = growth.read(arrays)
    told = [answer(one.seen, kind) for one in later]
    found = sets.scores(later, told)
    sys.stdout.write(f"{one.kind}: n {len(later)} later rows, {found}\n")
    for minutes in one.ages[:-1]:
        cut = [growth.until(each.seen, minutes) for each in later]
        at_age = sets.scores(later, [answer(seen, kind) for seen in cut])
        bare = sets.scores(later, [answer(seen._replace(beside={}), kind) for seen in cut])
        sys.stdout.write(
            f"  watched {minutes:.0f} min: {at_age['rmse_log10']}, by counts alone {bare['rmse_log10']}, "
            f"factor {at_age['fallback_rmse_log10']}, AUC {at_age['auc_top10']}\n"
        )
    return found["rmse_log10"] < found["fallback_rmse_log10"]


def answer(seen: Watched, kind: Kind) -> growth.Forecast:
    """The product's own rule over numbers that are not shipped yet."""
    return growth.told(seen, kind)


def fit(one: Fit, series: Sequence[Series], trees: bool) -> dict[str, Any]:
    """The arrays of a kind's file."""
    cuts = list(_cuts(one, series))
    found: dict[str, Any] = {"figures": np.asarray(one.figures), "whole_from": np.float32(one.whole_from)}
    by_age = [[(seen, final) for at, seen, final in cuts if at == age] for age in one.ages]
    found["ages"] = np.asarray(one.ages, dtype=np.float32)
    found["log10"], found["spread"] = np.asarray([_factor(own) for own in by_age], dtype=np.float32).T
    if trees:
        found |= _named("whole_", _grown(one, [(each.seen, each.final) for each in series]))
        if len(one.ages) > 1:
            bare = [(seen._replace(beside={}), final) for _, seen, final in cuts]
            found |= _named("early_", _grown(one, [*((seen, final) for _, seen, final in cuts), *bare]))
    return found


def _named(prefix: str, arrays: Mapping[str, Any]) -> dict[str, Any]:
    return {prefix + name: held for name, held in arrays.items()}


def _grown(one: Fit, shown: Sequence[tuple[Watched, float]]) -> dict[str, Any]:
    figures = np.asarray([growth.figures(seen, one.figures) for seen, _ in shown], dtype=np.float64)
    gained = np.asarray([growth.log_of(final) - growth.log_of(seen.counts[-1]) for seen, final in shown])
    return grown(figures, gained, one.grown)


def grown(figures: Any, wanted: Any, how: Mapping[str, Any]) -> dict[str, Any]:
    """Boosted trees as arrays of `model/trees.py`."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    machine = HistGradientBoostingRegressor(l2_regularization=5.0, random_state=0, **how)
    machine.fit(figures, wanted)
    tables, roots, at = [], [], 0
    for (tree,) in machine._predictors:
        nodes = tree.nodes
        roots.append(at)
        leaf = nodes["is_leaf"].astype(bool)
        tables.append(
            {
                "figure": np.where(leaf, -1, nodes["feature_idx"]).astype(np.int16),
                "cut": np.where(leaf, 0.0, nodes["num_threshold"]).astype(np.float32),
                "left": np.where(leaf, 0, nodes["left"].astype(np.int64) + at).astype(np.int32),
                "right": np.where(leaf, 0, nodes["right"].astype(np.int64) + at).astype(np.int32),
                "missing": nodes["missing_go_to_left"].astype(np.uint8),
                "leaf": np.where(leaf, nodes["value"], 0.0).astype(np.float32),
            }
        )
        at += len(nodes)
    whole = {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}
    return {
        **whole,
        "roots": np.asarray(roots, dtype=np.int32),
        "base": np.float32(np.ravel(machine._baseline_prediction)[0]),
    }


def _cuts(one: Fit, series: Sequence[Series]) -> Iterator[tuple[float, Watched, float]]:
    """Every series as it stood at every age of the kind that it was watched to, and as it was read at last."""
    for each in series:
        reached = [age for age in one.ages if _long(each.seen) >= NEARLY * age] or [one.ages[0]]
        for age in reached:
            whole = age == one.ages[-1]
            yield age, each.seen if whole else growth.until(each.seen, age), each.final


def _long(seen: Watched) -> float:
    return seen.minutes[-1] - seen.minutes[0]


def _factor(seen: Sequence[tuple[Watched, float]]) -> tuple[float, float]:
    rises = np.asarray([np.log10(final / s.counts[-1]) for s, final in seen if s.counts[-1] > 0 and final > 0])
    if len(rises) < FEWEST:
        raise ValueError(f"{len(rises)} series reach this age; {FEWEST} are wanted")
    middle = float(np.median(rises))
    return middle, float(np.sqrt(np.mean((rises - middle) ** 2)))


def _read(one: Fit, rows: Sequence[Mapping[str, Any]]) -> list[Series]:
    return [found for row in rows if (found := one.read(row)) is not None]


def _parted(one: Fit, rows: Sequence[Mapping[str, Any]]) -> tuple[list[Series], list[Series]]:
    edge = int(FIRST_SHARE * len(rows))
    first, later = rows[:edge], rows[edge:]
    if one.apart:
        known = {row[one.apart] for row in first}
        later = [row for row in later if row[one.apart] not in known]
    return _read(one, first), _read(one, later)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--save" in sys.argv, [arg for arg in sys.argv[2:] if not arg.startswith("--")])
