"""Fits `data/models/places.json`: how places are found in English news texts and told from their namesakes.

Trained on the rows of the geoparsing set (LGL, TR-News, GeoVirus, GeoWebNews). Prints the figures of a five-fold
cross-validation over whole texts first: those are the honest ones. Run with the extra `train` installed:
python -m newsroom.lab.training.places FOLDER
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from newsroom.lab.eval import geoparsing
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.lab.training import places_choice, places_signs
from newsroom.world.gazetteer import Gazetteer
from newsroom.world.geo_weights import Weights, weights_of
from newsroom.world.place_index import place_index

FOLDS = 5
TARGET = Path(__file__).parents[2] / "data" / "models" / "places.json"
FIGURES = ("toponym_f1", "toponym_f1_overlap", "acc_161km")


def main(folder: Path) -> None:
    """Cross-validate, fit on all rows, write."""
    rows = read_rows(folder)
    index = place_index()
    spans = [
        [one for text in (row, *places_signs.fragments(row)) for one in places_signs.judged(text, index)]
        for row in rows
    ]
    names = [places_choice.labelled(row, index) for row in rows]
    scores = []
    for fold in range(FOLDS):
        kept = [at for at in range(len(rows)) if at % FOLDS != fold]
        fitted = _fit([spans[at] for at in kept], [names[at] for at in kept])
        scores.append(_scores([row for at, row in enumerate(rows) if at % FOLDS == fold], weights_of(fitted)))
    whole = sum(score["n"] for score in scores)
    for figure in FIGURES:
        found = sum(score[figure] * score["n"] for score in scores) / whole
        sys.stdout.write(f"{figure}: {found:.4f} by {FOLDS}-fold cross-validation over texts\n")
    fitted = _fit(spans, names)
    TARGET.write_text(json.dumps(fitted, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {len(fitted['signs'])} signs, {TARGET.stat().st_size} bytes\n")


def _fit(
    spans: Sequence[Sequence[places_signs.Judged]], names: Sequence[places_choice.Labelled | None]
) -> dict[str, Any]:
    return {
        "signs": places_signs.fit(spans),
        "threshold": places_signs.THRESHOLD,
        "choice": places_choice.fit([one for one in names if one is not None]),
    }


def _scores(rows: Sequence[Mapping[str, Any]], weights: Weights) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "fold.jsonl"
        file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return geoparsing.measure(file, Gazetteer(weights))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
