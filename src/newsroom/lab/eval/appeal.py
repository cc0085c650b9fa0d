"""`newsroom eval engagement_top10_facebook_news | title_top10_hackernews | engagement_pairs_facebook_2017`: appeal before
publication, by the prior that Trend_Voter_A's appeal reads. Texts, outlets and times alone are read before scoring.
"""

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from newsroom.council.appeal import POSTS, TITLES, Post, trained
from newsroom.lab.eval.domain_quality import spearman
from newsroom.lab.eval.growth import auc
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.world.embeddings import SentenceVectors

Row = Mapping[str, Any]
_NO_TITLE = frozenset(("Timeline Photos", "Mobile Uploads", "Photos"))
SUREST = 0.25


def facebook(path: Path) -> dict[str, Any]:
    """Will a post be in its outlet's top tenth of the week? Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    lifts, per_s = _lifts(POSTS, [post_of(row) for row in rows])
    found = scores(lifts, [row["top10"] for row in rows], [row["rel"] for row in rows])
    return {"name": "engagement_top10_facebook_news", "n": len(rows), **found, **per_s}


def hackernews(path: Path) -> dict[str, Any]:
    """Will a title be in the month's top tenth? Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    lifts, per_s = _lifts(TITLES, [title_of(row) for row in rows])
    found = scores(lifts, [row["top10"] for row in rows], [row["final_points"] for row in rows])
    return {"name": "title_top10_hackernews", "n": len(rows), **found, **per_s}


def pairs(path: Path) -> dict[str, Any]:
    """Which of two posts of an outlet that the prior never saw did better? Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    sides = [_side(row, side) for row in rows for side in "ab"]
    lifts, per_s = _lifts(POSTS, sides)
    margins = [lifts[2 * at] - lifts[2 * at + 1] for at in range(len(rows))]
    right = [(margin > 0) == (row["label"] == "a") for margin, row in zip(margins, rows, strict=True)]
    surest = sorted(range(len(rows)), key=lambda at: (-abs(margins[at]), at))[: max(1, int(SUREST * len(rows)))]
    return {
        "name": "engagement_pairs_facebook_2017",
        "n": len(rows),
        "pairwise_accuracy": round(sum(right) / max(1, len(right)), 4),
        "surest_quarter": round(sum(right[at] for at in surest) / len(surest), 4),
        **per_s,
    }


def post_of(row: Row) -> Post:
    """A row of engagement_top10_facebook_news as it is known before publication."""
    title = "" if row["title"] in _NO_TITLE else str(row["title"] or "")
    return Post(joined(title, str(row["text"])), str(row["page"]), str(row["type"]), datetime.fromisoformat(row["t"]))


def title_of(row: Row) -> Post:
    """A row of title_top10_hackernews; the outlet is the domain."""
    return Post(str(row["title"]), str(row["domain"] or ""), "link", datetime.fromisoformat(row["t"]))


def joined(title: str, text: str) -> str:
    """Title and text as one."""
    return f"{title}. {text}" if title and text else title or text


def scores(lifts: Sequence[float], top: Sequence[int], amounts: Sequence[float]) -> dict[str, float]:
    """AUC and average precision for the top tenth, Spearman with the amounts."""
    return {
        "auc": round(auc(lifts, top), 4),
        "average_precision": round(average_precision(lifts, top), 4),
        "spearman": round(spearman(lifts, amounts), 4),
    }


def average_precision(scored: Sequence[float], top: Sequence[int]) -> float:
    """Mean over the positives, best first, of the share of positives so far; equals keep their order."""
    order = sorted(range(len(scored)), key=lambda at: (-scored[at], at))
    hits, total = 0, 0.0
    for place, at in enumerate(order, 1):
        if top[at]:
            hits += 1
            total += hits / place
    return total / hits if hits else 0.0


def _lifts(name: str, posts: Sequence[Post]) -> tuple[list[float], dict[str, float]]:
    prior = trained(name)
    started = time.perf_counter()
    vectors = SentenceVectors().vectors([post.text for post in posts])
    lifts = [
        prior.lift(post, np.asarray(vector, dtype=np.float32)) for post, vector in zip(posts, vectors, strict=True)
    ]
    seconds = time.perf_counter() - started
    return lifts, {"items_per_s": round(len(posts) / seconds, 1) if seconds else 0.0}


def _side(row: Row, side: str) -> Post:
    told = row[side]
    text = joined(str(told["text"]), str(told["desc"]))
    return Post(text, "", str(row["type"]), datetime.fromisoformat(told["t"]))
