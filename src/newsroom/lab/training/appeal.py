"""Fits `data/models/appeal_posts.npz` and `appeal_titles.npz` (needs the extra `train`).

Run: python -m newsroom.lab.training.appeal FOLDER-OF-LABELLED-SETS [--save] [NAME...]
Prints the figures on the last 30 % of the rows by time of a packed model that was fitted on the first 70 %, and of the
text alone for outlets that were left out; with `--save` each model is then fitted on every row and written.
"""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsroom.council.appeal import POSTS, TITLES, Post, Prior, read_prior, surroundings
from newsroom.lab.eval import appeal as sets
from newsroom.lab.eval.growth import auc
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.model.linear_model import LETTERS_AT_MOST, RARITY_STEP, rarity_of
from newsroom.model.word_marks import marks, weighed
from newsroom.world.embeddings import SentenceVectors

MODELS = Path(__file__).parents[2] / "data" / "models"
FIRST_SHARE = 0.7
LIFT_MOST = 3.0
FEWEST_OF_A_MARK = 8
OUTLETS_AT_ONCE = 2

Row = Mapping[str, Any]
Floats = NDArray[np.float32]


class Fit(NamedTuple):
    """One model: its set, how a row reads, what is fitted to, and the recipe: marks, weight of the meaning, penalty."""

    name: str
    folder: str
    post: Callable[[Row], Post]
    lifts: Callable[[Sequence[Row]], list[float]]
    buckets: int
    meaning: float
    penalty: float


def main(folder: Path, keep: bool, names: Sequence[str]) -> None:
    """Report every model, and write it when `keep`."""
    for one in FITS:
        if names and one.name not in names:
            continue
        rows = sorted(read_rows(folder / one.folder), key=lambda row: (row["t"], row["id"]))
        posts, lifts = [one.post(row) for row in rows], one.lifts(rows)
        vectors = np.asarray(SentenceVectors().vectors([post.text for post in posts]), dtype=np.float32)
        report(one, rows, posts, lifts, vectors)
        if keep:
            with (MODELS / f"{one.name}.npz").open("wb") as file:
                np.savez_compressed(file, **fit(one, posts, lifts, vectors))


def report(one: Fit, rows: Sequence[Row], posts: Sequence[Post], lifts: Sequence[float], vectors: Floats) -> None:
    """Print the figures on later rows and, where outlets are few, on outlets never seen."""
    edge = int(FIRST_SHARE * len(rows))
    prior = read_prior(fit(one, posts[:edge], lifts[:edge], vectors[:edge]))
    told = [prior.lift(post, vector) for post, vector in zip(posts[edge:], vectors[edge:], strict=True)]
    top = [row["top10"] for row in rows[edge:]]
    sys.stdout.write(f"{one.name}: n {len(told)} later rows, {sets.scores(told, top, lifts[edge:])}\n")
    outlets = sorted({post.outlet for post in posts})
    if len(outlets) <= _FEW_OUTLETS:
        found = [
            auc_of
            for at in range(0, len(outlets), OUTLETS_AT_ONCE)
            for auc_of in _unseen(one, outlets[at : at + OUTLETS_AT_ONCE], rows, posts, lifts, vectors)
        ]
        sys.stdout.write(f"  the text alone, outlets never seen: mean AUC {fmean(found):.4f} over {len(found)}\n")


def _unseen(
    one: Fit, out: Sequence[str], rows: Sequence[Row], posts: Sequence[Post], lifts: Sequence[float], vectors: Floats
) -> list[float]:
    kept = [at for at, post in enumerate(posts) if post.outlet not in out]
    prior = read_prior(fit(one, [posts[at] for at in kept], [lifts[at] for at in kept], vectors[kept]))
    found = []
    for outlet in out:
        own = [at for at, post in enumerate(posts) if post.outlet == outlet]
        told = [prior.of_text(posts[at].text, vectors[at]) for at in own]
        found.append(auc(told, [rows[at]["top10"] for at in own]))
    return found


def fit(one: Fit, posts: Sequence[Post], lifts: Sequence[float], vectors: Floats) -> dict[str, Any]:
    """The arrays of a prior's file, the words' weights rounded to 8 bits."""
    from scipy import sparse
    from sklearn.linear_model import Ridge

    rarity = rarity_of([post.text for post in posts], one.buckets)
    rare = tuple(float(value) for value in rarity / RARITY_STEP)
    words = _sparse([weighed(marks(post.text[:LETTERS_AT_MOST], one.buckets), rare) for post in posts], one.buckets)
    names = _marks(posts)
    place = {name: at for at, name in enumerate(names)}
    around = _sparse([{place[m]: v for m, v in surroundings(post) if m in place} for post in posts], len(names))
    whole = sparse.hstack([sparse.csr_matrix(vectors * one.meaning), words, around]).tocsr()
    wanted = np.clip(np.asarray(lifts), -LIFT_MOST, LIFT_MOST)
    machine = Ridge(alpha=one.penalty).fit(whole, wanted)
    size = vectors.shape[1]
    by_word = machine.coef_[size : size + one.buckets]
    step = max(float(np.abs(by_word).max()), 1e-9) / 127.0
    found = {
        "labels": np.asarray(["lift"]),
        "meaning": (machine.coef_[:size] * one.meaning).astype(np.float16)[None, :],
        "words": np.round(by_word / step).astype(np.int8)[None, :],
        "steps": np.asarray([step], dtype=np.float32),
        "constants": np.asarray([machine.intercept_], dtype=np.float32),
        "rarity": rarity,
        "marks": np.asarray(names),
        "around": machine.coef_[size + one.buckets :].astype(np.float32),
    }
    bare = read_prior({**found, "middle": 0.0, "reach": 1.0})
    return {**found, **_scale(bare, posts, vectors)}


def _scale(prior: Prior, posts: Sequence[Post], vectors: Floats) -> dict[str, Any]:
    """The middle of the texts' own parts, and twice their spread."""
    told = [prior.of_text(post.text, vector) for post, vector in zip(posts, vectors, strict=True)]
    return {"middle": np.float32(median(told)), "reach": np.float32(2.0 * float(np.std(told)))}


def _marks(posts: Sequence[Post]) -> list[str]:
    counts = Counter(mark for post in posts for mark, _ in surroundings(post))
    return sorted(mark for mark, count in counts.items() if count >= FEWEST_OF_A_MARK)


def _sparse(rows: Sequence[Mapping[int, float]], width: int) -> Any:
    from scipy import sparse

    places = [place for row in rows for place in row]
    amounts = [value for row in rows for value in row.values()]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return sparse.csr_matrix((amounts, places, starts), shape=(len(rows), width))


def _of_posts(rows: Sequence[Row]) -> list[float]:
    return [float(row["rel"]) for row in rows]


def _of_titles(rows: Sequence[Row]) -> list[float]:
    """log2 of the final points over the month's median."""
    months = defaultdict(list)
    for row in rows:
        months[row["t"][:7]].append(row["final_points"])
    usual = {month: median(points) for month, points in months.items()}
    return [math.log2((row["final_points"] + 1) / (usual[row["t"][:7]] + 1)) for row in rows]


FITS = (
    Fit(POSTS, "engagement_top10_facebook_news", sets.post_of, _of_posts, 2**14, 1.5, 12.0),
    Fit(TITLES, "title_top10_hackernews", sets.title_of, _of_titles, 2**14, 1.5, 12.0),
)
_FEW_OUTLETS = 50


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--save" in sys.argv, [arg for arg in sys.argv[2:] if not arg.startswith("--")])
