"""`newsroom eval event_clusters_fulltext`: whole articles grouped by event, by the newsroom's own clustering.

The articles of one event lie up to years apart, so time says nothing here; words and meaning weigh as in the newsroom.
Only title, description, text, domain and date are read before scoring.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsroom.lab.eval.story_clusters import read_rows, scores
from newsroom.model.item import Item, Publisher
from newsroom.scouts.clustering import ANYTIME


def measure(path: Path) -> dict[str, Any]:
    """Score the clustering on a file of rows, or on `dev.jsonl` of a folder. Raises `Refused` (no_rows)."""
    rows = read_rows(path)
    items = [_item(row) for row in rows]
    gold = {str(row["id"]): str(row["event"]) for row in rows}
    return {"name": "event_clusters_fulltext", **scores(items, ANYTIME, gold)}


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
