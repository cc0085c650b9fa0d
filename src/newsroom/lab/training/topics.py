"""Fits what files a text: `topics_agnews`, `topics_huffpost` and `sensitive` (needs the extra `train`).

Run: python -m newsroom.lab.training.topics FOLDER-OF-LABELLED-SETS [--save]
Prints the macro F1 of packed models over rows left out of the fit (five folds), which is the honest figure: with
`--save` each model is then fitted on every row and written to `data/models`.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from newsroom.lab.eval.story_clusters import read_rows
from newsroom.lab.eval.topics import macro_f1
from newsroom.lab.training.linear import Recipe, best, crossed, fit, save
from newsroom.world.embeddings import SentenceVectors
from newsroom.world.topics import five_of, text_of

MODELS = Path(__file__).parents[2] / "data" / "models"


class Fit(NamedTuple):
    """One model: the labelled set, how a row's label reads there, and the recipe that cross-validation chose."""

    name: str
    folder: str
    five: bool
    recipe: Recipe


FITS = (
    Fit("topics_agnews", "topic_agnews", False, Recipe(2**15, 0.8, 0.4, False)),
    Fit("topics_huffpost", "sensitive_topic_huffpost", False, Recipe(2**12, 1.5, 0.3, True)),
    Fit("sensitive", "sensitive_topic_huffpost", True, Recipe(2**14, 2.0, 4.0, True, chances=True)),
)


def main(folder: Path, keep: bool) -> None:
    """Cross-validate every model, and write it when `keep`."""
    vectors: dict[str, Any] = {}
    for one in FITS:
        rows = read_rows(folder / one.folder)
        texts = [text_of(*_fields(row)) for row in rows]
        if one.folder not in vectors:
            vectors[one.folder] = np.asarray(SentenceVectors().vectors(texts), dtype=np.float32)
        labels = [five_of(str(row["label"])) if one.five else str(row["label"]) for row in rows]
        report(one, texts, vectors[one.folder], labels)
        if keep:
            save(fit(texts, vectors[one.folder], labels, one.recipe), MODELS / f"{one.name}.npz")


def report(one: Fit, texts: Sequence[str], vectors: Any, labels: Sequence[str]) -> None:
    """Print the cross-validated macro F1."""
    found = [best(margins) for margins in crossed(texts, vectors, labels, one.recipe)]
    sys.stdout.write(f"{one.name}: n {len(texts)}, macro F1 over rows left out {macro_f1(found, labels):.4f}\n")


def _fields(row: Mapping[str, Any]) -> tuple[str, str]:
    if "headline" in row:
        return str(row["headline"]), str(row["description"])
    return str(row["title"]), str(row["text"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--save" in sys.argv)
