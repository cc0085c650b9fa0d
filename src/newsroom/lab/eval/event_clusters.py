"""`newsroom eval event_clusters_fulltext`: whole articles grouped by event, by the newsroom's own clustering.

The articles of one event lie up to years apart, so time says nothing here; words and meaning weigh as in the newsroom.
Only title, description, text, domain and date are read before scoring.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsroom.lab.eval.cluster_scores import adjusted_rand, b_cubed_f1
from newsroom.lab.eval.story_clusters import grouped, meanings, read_rows
from newsroom.model.item import Item, Publisher
from newsroom.scouts.clustering import ANYTIME


def measure(path: Path) -> dict[str, Any]:
    """Score the clustering on a file of rows, or on `dev.jsonl` of a folder. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    items = [_item(row) for row in rows]
    started = time.perf_counter()
    found = grouped(items, ANYTIME, meanings())
    seconds = time.perf_counter() - started
    gold = {str(row["id"]): str(row["event"]) for row in rows}
    words = grouped(items, ANYTIME)
    return {
        "name": "event_clusters_fulltext",
        "n": len(rows),
        "b_cubed_f1": round(b_cubed_f1(found, gold), 4),
        "adjusted_rand": round(adjusted_rand(found, gold), 4),
        "b_cubed_f1_words_alone": round(b_cubed_f1(words, gold), 4),
        "clusters": len(set(found.values())),
        "events": len(set(gold.values())),
        "items_per_s": round(len(rows) / seconds, 1) if seconds else 0.0,
    }


def _item(row: Mapping[str, Any]) -> Item:
    moment = datetime.fromisoformat(str(row["date"])).replace(tzinfo=UTC)
    domain = str(row["domain"])
    return Item(
        id=str(row["id"]),
        source_id=domain,
        publisher=Publisher(name=domain, owner=domain, kind="blog", tier=5),
        url=str(row.get("url") or ""),
        title=str(row["title"]),
        text=" ".join(str(row.get(part) or "") for part in ("description", "text")).strip(),
        language="en",
        kind="article",
        published_at=moment,
        seen_at=moment,
        snapshot="",
    )
