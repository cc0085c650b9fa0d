"""How the numbers of `scouts/grains.py` were chosen, and what they are worth on stories they were not chosen on.

    python -m newsroom.lab.training.story_evidence FOLDER

FOLDER holds `dev.jsonl` of the headline set. Stories are parted in halves, twice; on each half the best of a small grid
is chosen by B-cubed F1 and scored on the other. The newsroom's own grain was chosen the same way over the labelled day,
by a search that weighed B-cubed F1 and pairs; chosen on one half of that day's stories and pairs it scores 0.88 of the
pairs of the other (20 halvings).
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np

from newsroom.lab.eval.cluster_scores import b_cubed_f1
from newsroom.lab.eval.story_clusters import as_item, meanings, read_rows
from newsroom.model.item import Item
from newsroom.ports import Vector
from newsroom.scouts.clustering import TOPIC, StoryIndex
from newsroom.scouts.evidence import Evidence
from newsroom.scouts.grains import Grain

BASES = (-4.5, -4.1, -3.7, -3.3)
WORDS = (4.0, 8.0, 12.0)
DAYS = (4.0, 10.0)
MEANING = 12.0
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


def main() -> None:
    """Print the figure of each half and their mean."""
    found = cross_validated(Path(sys.argv[1]))
    for figure, evidence in found:
        sys.stdout.write(f"{figure:.4f} {evidence}\n")
    sys.stdout.write(f"mean {sum(figure for figure, _ in found) / len(found):.4f}\n")


if __name__ == "__main__":
    main()
