"""`newsroom eval story_clusters`: headlines of many publishers grouped by subject, scored against an aggregator's labels.

The set files everything about one subject together over days, so it is cut at the topic grain of our clustering; the
newsroom's own stories are cut finer (events), and scored by `eval real_day`. Only title, publisher, hostname and time
are read before scoring.
"""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsroom.lab.eval.cluster_scores import adjusted_rand, b_cubed_f1
from newsroom.model.errors import Refused
from newsroom.model.item import Item, Publisher
from newsroom.scouts.clustering import TOPIC, StoryIndex
from newsroom.scouts.grains import Grain
from newsroom.scouts.meaning import ReadMeanings, reader, unread
from newsroom.world.embeddings import SentenceVectors, is_installed


def measure(path: Path) -> dict[str, Any]:
    """Score the clustering on a file of rows, or on `dev.jsonl` of a folder. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    items = [as_item(row) for row in rows]
    gold = {str(row["id"]): str(row["story"]) for row in rows}
    return {"name": "story_clusters", **scores(items, TOPIC, gold)}


def scores(items: Sequence[Item], grain: Grain, gold: Mapping[str, str]) -> dict[str, Any]:
    """The newsroom's own clustering of `items` against `gold` (item id to label), with meanings and by words alone."""
    started = time.perf_counter()
    found = grouped(items, grain, meanings())
    seconds = time.perf_counter() - started
    return {
        "n": len(items),
        "b_cubed_f1": round(b_cubed_f1(found, gold), 4),
        "adjusted_rand": round(adjusted_rand(found, gold), 4),
        "b_cubed_f1_words_alone": round(b_cubed_f1(grouped(items, grain), gold), 4),
        "clusters": len(set(found.values())),
        "stories": len(set(gold.values())),
        "items_per_s": round(len(items) / seconds, 1) if seconds else 0.0,
    }


def meanings() -> ReadMeanings:
    """The reader of meanings that the newsroom itself uses; none where the model is not installed."""
    return reader(SentenceVectors() if is_installed() else None)


def grouped(items: Iterable[Item], grain: Grain, read: ReadMeanings = unread) -> dict[str, str]:
    """The story of each item; one that joins nothing is alone under its own id."""
    index = StoryIndex(grain)
    ordered = sorted(items, key=lambda item: (item.seen_at, item.id))
    index.rebuild(ordered, read)
    return {item.id: index.story_of(item.id) or item.id for item in ordered}


def read_rows(path: Path) -> list[Mapping[str, Any]]:
    """The rows of a JSON Lines file; a folder stands for its `dev.jsonl`."""
    file = path / "dev.jsonl" if path.is_dir() else path
    if not file.is_file():
        raise Refused("no_rows", f"There is no file of rows at {file}.", "Give the set's folder or its .jsonl file.")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def as_item(row: Mapping[str, Any]) -> Item:
    """The item of a row; its label is not read."""
    moment = datetime.fromtimestamp(int(row["ts"]) / 1000, UTC)
    publisher = str(row.get("publisher") or row["hostname"])
    return Item(
        id=str(row["id"]),
        source_id=str(row["hostname"]),
        publisher=Publisher(name=publisher, owner=publisher, kind="blog", tier=5),
        url=str(row.get("url") or ""),
        title=str(row["title"]),
        text="",
        language="en",
        kind="article",
        published_at=moment,
        seen_at=moment,
        snapshot="",
    )
