"""How the numbers of `scouts/grains.py` were chosen, and what they are worth on stories they were not chosen on.

    python -m newsroom.lab.training.story_evidence FOLDER

FOLDER holds `dev.jsonl` of the headline set: stories are parted in halves, twice; on each half the best of a small grid
is chosen by B-cubed F1 and scored on the other. Or it is a labelled day (`lab/eval/real_day.py`), for the newsroom's own
grain: the day is grouped whole, its stories and pairs are parted in halves twenty times, and the best of a small grid on
one half by B-cubed F1 and pairs together is scored on the other. The grid is what is left of wider searches, which weighed
the same two; also tried in them and left out, for whole days were not grouped better: the one heaviest shared term.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from newsroom.lab.eval.cluster_scores import b_cubed_f1
from newsroom.lab.eval.real_day import day_rows, day_scores, first_of_each_id
from newsroom.lab.eval.story_clusters import as_item, grouped, meanings, read_rows
from newsroom.model.item import Item
from newsroom.ports import Vector
from newsroom.scouts.clustering import EVENT, TOPIC, StoryIndex
from newsroom.scouts.evidence import Evidence
from newsroom.scouts.grains import Grain
from newsroom.world.corpus import Corpus

BASES = (-4.5, -4.1, -3.7, -3.3)
WORDS = (4.0, 8.0, 12.0)
DAYS = (4.0, 10.0)
MEANING = 12.0
EVENT_BASES = (-10.8, -10.5, -10.2, -9.9)
EVENT_ACTS = (0.0, 0.5, 1.0, 1.5)
HALVINGS = 20
Row = dict[str, Any]
SEED = 0


def grids() -> Iterator[Grain]:
    """Every grain of the grid."""
    for base, words, day in product(BASES, WORDS, DAYS):
        evidence = Evidence(base, words, MEANING, day)
        yield TOPIC._replace(evidence=evidence, joining=evidence)


def cross_validated(path: Path) -> list[tuple[float, Evidence]]:
    """For each half: what the numbers chosen on the other half score on it, and those numbers."""
    rows = read_rows(path)
    items = sorted((as_item(row) for row in rows), key=lambda item: (item.seen_at, item.id))
    gold = {str(row["id"]): str(row["story"]) for row in rows}
    vectors = dict(zip((item.id for item in items), meanings()(items), strict=True))
    found = []
    for chosen_on, scored_on in _halves(sorted(set(gold.values()))):
        best = max(grids(), key=lambda grain: _score(grain, items, gold, vectors, chosen_on))
        found.append((_score(best, items, gold, vectors, scored_on), best.evidence))
    return found


def _halves(stories: Sequence[str]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    chance = np.random.default_rng(SEED)
    for _ in range(2):
        mixed = [stories[at] for at in chance.permutation(len(stories))]
        one, two = frozenset(mixed[::2]), frozenset(mixed[1::2])
        yield from ((one, two), (two, one))


def _score(
    grain: Grain,
    items: Iterable[Item],
    gold: Mapping[str, str],
    vectors: Mapping[str, Vector | None],
    stories: frozenset[str],
) -> float:
    index = StoryIndex(grain)
    own = [item for item in items if gold[item.id] in stories]
    for item in own:
        index.assign(item, vectors[item.id])
    found = {item.id: index.story_of(item.id) or item.id for item in own}
    return b_cubed_f1(found, {item.id: gold[item.id] for item in own})


def left_out_of_a_day(path: Path) -> list[tuple[float, float, Evidence]]:
    """For each half of a labelled day: B-cubed F1 and pairs (English, outside the great arc) of what the other chose."""
    (gold, pairs), day = day_rows(path), Corpus(path)
    items, by_guid = sorted(day.items, key=lambda item: (item.seen_at, item.id)), first_of_each_id(day.items)
    vectors = dict(zip((item.id for item in items), meanings()(items), strict=True))
    grouped_by = {grain: grouped(items, grain, lambda some: [vectors[one.id] for one in some]) for grain in _events()}

    def scored(grain: Grain, half: int, chance: np.random.Generator) -> tuple[float, float]:
        own_gold, own_pairs = _half_of(gold, half, chance), _half_of(pairs, half, chance)
        told = day_scores(own_gold, own_pairs, by_guid, grouped_by[grain])
        return told["b_cubed_f1_en"], told["pairs_accuracy_en"]

    found = []
    for seed, half in product(range(HALVINGS), (0, 1)):
        best = max(grouped_by, key=lambda one: sum(scored(one, half, np.random.default_rng(seed))))
        found.append((*scored(best, 1 - half, np.random.default_rng(seed)), best.evidence))
    return found


def _events() -> Iterator[Grain]:
    for base, act in product(EVENT_BASES, EVENT_ACTS):
        evidence, joining = EVENT.evidence._replace(base=base, act=act), EVENT.joining._replace(act=act)
        yield EVENT._replace(evidence=evidence, joining=joining)


def _half_of(rows: Sequence[Row], half: int, chance: np.random.Generator) -> list[Row]:
    return [rows[at] for at in chance.permutation(len(rows))[half::2]]


def main() -> None:
    """Print what each half chose and scored on the other, and the means."""
    path = Path(sys.argv[1])
    if (path / "GOLD.jsonl").is_file():
        rows: list[tuple[float, ...]] = []
        for clusters, right, evidence in left_out_of_a_day(path):
            rows.append((clusters, right))
            sys.stdout.write(f"{clusters:.4f} {right:.4f} {evidence}\n")
    else:
        rows = []
        for figure, evidence in cross_validated(path):
            rows.append((figure,))
            sys.stdout.write(f"{figure:.4f} {evidence}\n")
    means = " ".join(f"{sum(column) / len(rows):.4f}" for column in zip(*rows, strict=True))
    sys.stdout.write(f"mean {means}\n")


if __name__ == "__main__":
    main()
