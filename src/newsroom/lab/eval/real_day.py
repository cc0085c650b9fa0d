"""`newsroom eval real_day`: the product's own stories of a recorded day against stories put together by hand.

Beside the day's feeds lie `GOLD.jsonl` (stories: story_id, arc, items) and `PAIRS.jsonl` (a, b, label, kind), whose ids
are the feeds' own (`Item.guid`). Scores are taken inside the listed items only, for not every story of the day is
listed. Parts of one `arc` are a choice of grain: the headline figure leaves out the day's largest arc, pairs of kind
`same_arc` are scored apart, and merging parts of one arc is no false merge. What no item of the day answers to is left
out and counted as `missing`. Beside our figures stand those of words alone (`baseline`, without the sentence model).
"""

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from newsroom.lab.eval.cluster_scores import b_cubed_f1
from newsroom.lab.eval.story_clusters import grouped, meanings
from newsroom.model.errors import Refused
from newsroom.model.item import Item
from newsroom.scouts.clustering import EVENT
from newsroom.scouts.independence import origins
from newsroom.world.corpus import Corpus

SAME_ARC = "same_arc"


def measure(path: Path) -> dict[str, Any]:
    """All figures for the day in `path`. Raises `Refused` (no_corpus, no_gold)."""
    gold, pairs = day_rows(path)
    day = Corpus(path)
    started = time.perf_counter()
    found = grouped(day.items, EVENT, meanings())
    seconds = time.perf_counter() - started
    by_guid = first_of_each_id(day.items)
    listed = sum(guid in by_guid for row in gold for guid in row["items"])
    return {
        "name": "real_day",
        "n": listed,
        **day_scores(gold, pairs, by_guid, found),
        "baseline": {"name": "words alone", **day_scores(gold, pairs, by_guid, grouped(day.items, EVENT))},
        "owners_exact": _owners_exact(gold, by_guid, day),
        "missing": sum(len(row["items"]) for row in gold) - listed,
        "largest_story": max(Counter(found.values()).values(), default=0),
        "items_per_s": round(len(day.items) / seconds, 1) if seconds else 0.0,
    }


def day_rows(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The stories and the pairs that were put together by hand beside the day. Raises `Refused` (no_gold)."""
    return _rows(path / "GOLD.jsonl"), _rows(path / "PAIRS.jsonl")


def first_of_each_id(items: Iterable[Item]) -> dict[str, Item]:
    """The items of a day by the feeds' own ids, the first where one comes twice."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.guid, item)
    return found


def day_scores(
    gold: Sequence[Mapping[str, Any]],
    pairs: Sequence[Mapping[str, str]],
    items: Mapping[str, Item],
    found: Mapping[str, str],
) -> dict[str, Any]:
    """Scores of one grouping. `b_cubed_f1_en` and `_all` leave the largest arc out; `_with_arc` has it in."""
    stories = {guid: row["story_id"] for row in gold for guid in row["items"] if guid in items}
    arcs = {row["story_id"]: row.get("arc") or row["story_id"] for row in gold}
    great = Counter(arcs[story] for story in stories.values()).most_common(1)[0][0] if stories else ""
    placed = {guid: found[item.id] for guid, item in items.items()}
    english = {guid: story for guid, story in stories.items() if _language(items[guid]) == "en"}
    outside = {guid: story for guid, story in stories.items() if arcs[story] != great}
    return {
        "b_cubed_f1_en": round(b_cubed_f1(placed, {guid: outside[guid] for guid in english if guid in outside}), 4),
        "b_cubed_f1_all": round(b_cubed_f1(placed, outside), 4),
        "b_cubed_f1_en_with_arc": round(b_cubed_f1(placed, english), 4),
        "b_cubed_f1_all_with_arc": round(b_cubed_f1(placed, stories), 4),
        **_pair_scores([row for row in pairs if row["a"] in placed and row["b"] in placed], placed, items),
        **_false_merges(stories, arcs, placed, great),
    }


def _pair_scores(
    pairs: Sequence[Mapping[str, str]], placed: Mapping[str, str], items: Mapping[str, Item]
) -> dict[str, float]:
    """Shares of pairs that are together exactly when they should be: English, across languages, parts of one arc; `_all`
    takes every pair but those."""
    groups: dict[str, list[bool]] = {
        "pairs_accuracy_en": [],
        "pairs_accuracy_cross": [],
        "pairs_accuracy_arc": [],
        "pairs_accuracy_all": [],
    }
    for row in pairs:
        right = (placed[row["a"]] == placed[row["b"]]) == (row["label"] == "same")
        languages = {_language(items[row["a"]]), _language(items[row["b"]])}
        groups["pairs_accuracy_arc" if row["kind"] == SAME_ARC else "pairs_accuracy_all"].append(right)
        if row["kind"] == SAME_ARC:
            continue
        if len(languages) > 1:
            groups["pairs_accuracy_cross"].append(right)
        elif languages == {"en"}:
            groups["pairs_accuracy_en"].append(right)
    return {name: round(sum(rights) / len(rights), 4) if rights else 0.0 for name, rights in groups.items()}


def _false_merges(
    stories: Mapping[str, str], arcs: Mapping[str, str], placed: Mapping[str, str], great: str
) -> dict[str, int]:
    """How many events too many our stories hold, those that hold the great arc apart: three events in one count two."""
    held: dict[str, set[str]] = {}
    for guid, story in stories.items():
        held.setdefault(placed[guid], set()).add(arcs[story])
    return {
        "arc_false_merges": sum(len(here) - 1 for here in held.values() if great in here),
        "other_false_merges": sum(len(here) - 1 for here in held.values() if great not in here),
    }


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
