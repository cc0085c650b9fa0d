"""`newsroom eval real_day`: the product's own stories of a recorded day against stories put together by hand.

Beside the day's feeds lie `GOLD.jsonl` (stories: story_id, arc, items) and `PAIRS.jsonl` (a, b, label, kind), whose ids
are the feeds' own (`Item.guid`). Scores are taken inside the listed items only, for not every story of the day is
listed. Two parts of one `arc` are a choice of grain: pairs of kind `same_arc` are scored apart and merging parts of one
arc is no false merge. What no item of the day answers to is left out and counted as `missing`.
"""

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from newsroom.lab.eval.cluster_scores import b_cubed_f1
from newsroom.model.errors import Refused
from newsroom.model.item import Item
from newsroom.scouts.clustering import EVENT, StoryIndex
from newsroom.scouts.independence import origins
from newsroom.world.corpus import Corpus

SAME_ARC = "same_arc"


def measure(path: Path) -> dict[str, Any]:
    """All figures for the day in `path`. Raises `Refused` (no_corpus, no_gold)."""
    gold, pairs = _rows(path / "GOLD.jsonl"), _rows(path / "PAIRS.jsonl")
    day = Corpus(path)
    started = time.perf_counter()
    found = group(day.items)
    seconds = time.perf_counter() - started
    by_guid: dict[str, Item] = {}
    for item in day.items:
        by_guid.setdefault(item.guid, item)
    stories = {guid: row["story_id"] for row in gold for guid in row["items"] if guid in by_guid}
    arcs = {row["story_id"]: row.get("arc") or row["story_id"] for row in gold}
    placed = {guid: found[by_guid[guid].id] for guid in by_guid}
    english = {guid: story for guid, story in stories.items() if _language(by_guid[guid]) == "en"}
    return {
        "name": "real_day",
        "n": len(stories),
        "b_cubed_f1_en": round(b_cubed_f1(placed, english), 4),
        "b_cubed_f1_all": round(b_cubed_f1(placed, stories), 4),
        **_pair_scores([row for row in pairs if row["a"] in placed and row["b"] in placed], placed, by_guid),
        "arc_false_merges": _false_merges(stories, arcs, placed),
        "owners_exact": _owners_exact(gold, by_guid, day),
        "missing": sum(guid not in by_guid for row in gold for guid in row["items"]),
        "largest_story": max(Counter(found.values()).values(), default=0),
        "items_per_s": round(len(day.items) / seconds, 1) if seconds else 0.0,
    }


def group(items: Iterable[Item]) -> dict[str, str]:
    """The newsroom's story of each item; an item that belongs to no story is alone under its own id."""
    index = StoryIndex(EVENT)
    ordered = sorted(items, key=lambda item: (item.seen_at, item.id))
    index.rebuild(ordered)
    return {item.id: index.story_of(item.id) or item.id for item in ordered}


def _pair_scores(
    pairs: Sequence[Mapping[str, str]], placed: Mapping[str, str], items: Mapping[str, Item]
) -> dict[str, float]:
    """Shares of pairs that are together exactly when they should be: English, across languages, parts of one arc."""
    groups: dict[str, list[bool]] = {"pairs_accuracy_en": [], "pairs_accuracy_cross": [], "pairs_accuracy_arc": []}
    for row in pairs:
        right = (placed[row["a"]] == placed[row["b"]]) == (row["label"] == "same")
        languages = {_language(items[row["a"]]), _language(items[row["b"]])}
        if row["kind"] == SAME_ARC:
            groups["pairs_accuracy_arc"].append(right)
        elif len(languages) > 1:
            groups["pairs_accuracy_cross"].append(right)
        elif languages == {"en"}:
            groups["pairs_accuracy_en"].append(right)
    return {name: round(sum(rights) / len(rights), 4) if rights else 0.0 for name, rights in groups.items()}


def _false_merges(stories: Mapping[str, str], arcs: Mapping[str, str], placed: Mapping[str, str]) -> int:
    """How many arcs too many our stories hold: a story of ours with listed items of three arcs counts two."""
    held: dict[str, set[str]] = {}
    for guid, story in stories.items():
        held.setdefault(placed[guid], set()).add(arcs[story])
    return sum(len(arcs_here) - 1 for arcs_here in held.values())


def _owners_exact(gold: Sequence[Mapping[str, Any]], items: Mapping[str, Item], day: Corpus) -> float:
    """Share of listed stories whose number of independent owners we count as the reader did."""
    sources = {source.id: source for source in day.sources}
    rights = [
        len(origins([items[guid] for guid in row["items"] if guid in items], sources)) == len(row["owners"])
        for row in gold
        if "owners" in row
    ]
    return round(sum(rights) / len(rights), 4) if rights else 0.0


def _language(item: Item) -> str:
    return item.language.casefold()[:2] or "en"


def _rows(file: Path) -> list[dict[str, Any]]:
    if not file.is_file():
        raise Refused("no_gold", f"There is no {file.name} beside the day.", "Give the folder of a labelled day.")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
