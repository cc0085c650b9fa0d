"""Fits `data/models/check_worthy.npz` (needs the extra `train`).

Run: python -m newsroom.lab.training.check_worthy FOLDER-OF-LABELLED-SETS [--save]

Two ridges read the same marks: one knows which sentences people called factual and important (checkworthy_claimbuster),
one which sentences of whole debates fact-checkers took up (checkworthy_debates). Both are sums, so their weighted sum is
one model. Prints average precision over sentences left out (five folds) and mean average precision over debates left
out whole (five groups), for several shares of the second; the other set's copies of left-out sentences are left out too.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from newsroom.council.check_worthy import SIGNS, signs
from newsroom.lab.eval.check_worthy import average_precision, best_f1, mean_over_texts
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.lab.training.sentence_fit import MODELS, Plain, Read, chances, fit, packed, rarity_of, read
from newsroom.world.embeddings import SentenceVectors

PULL, PULL_DEBATES = 3.0, 8.0
SHARES = (0.0, 0.5, 1.0, 1.5, 2.0)
SHARE = 1.0
FOLDS = 5


def main(folder: Path, keep: bool) -> None:
    """Cross-validate, and write the model fitted on every row when `keep`."""
    sorted_rows, debates = (read_rows(folder / f"checkworthy_{name}") for name in ("claimbuster", "debates"))
    texts = [str(row["text"]) for row in (*sorted_rows, *debates)]
    vectors = np.asarray(SentenceVectors().vectors(texts), dtype=np.float32)
    rarity = rarity_of(texts)
    rows = read(texts, [signs(text) for text in texts], vectors, rarity)
    labels = np.asarray([int(row["label"]) for row in (*sorted_rows, *debates)])
    groups = [str(row["doc"]) for row in debates]
    parts = {}
    for name, known in (("known", True), ("unknown", False)):
        whole, left_out = _fitted(texts, rows, labels, groups, known, name)
        parts[name] = whole, chances(left_out, labels[: len(sorted_rows)])
    if keep:
        with (MODELS / "check_worthy.npz").open("wb") as file:
            np.savez_compressed(file, **packed(SIGNS, rarity, parts))


def _fitted(
    texts: Sequence[str], rows: Read, labels: Any, groups: Sequence[str], known: bool, name: str
) -> tuple[Plain, Any]:
    """The model on all rows, and the margins that sorted sentences got from models which had not seen them."""
    from sklearn.model_selection import GroupKFold, StratifiedKFold

    many = len(labels) - len(groups)
    first, second = np.arange(many), np.arange(many, len(labels))
    parts = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(first, labels[first])
    sorted_folds = [(first[kept], first[out]) for kept, out in parts]
    debate_folds = [(second[kept], second[out]) for kept, out in GroupKFold(FOLDS).split(second, groups=groups)]
    seen = set(texts[:many]) & set(texts[many:])
    fresh = np.asarray([text not in seen for text in texts])
    halves = ((first, PULL), (second, PULL_DEBATES))
    unseen = [fit(rows.rows(at[fresh[at]]), _target(labels[at[fresh[at]]]), pull, known) for at, pull in halves]
    alone = [np.zeros(len(labels)), np.zeros(len(labels))]
    for folds, pull, mine, other in ((sorted_folds, PULL, 0, 1), (debate_folds, PULL_DEBATES, 1, 0)):
        for kept, out in folds:
            alone[mine][out] = fit(rows.rows(kept), _target(labels[kept]), pull, known).margins(rows.rows(out))
            alone[other][out] = unseen[other].margins(rows.rows(out))
    for share in SHARES:
        both = alone[0] + share * alone[1]
        ours, theirs = both[first], both[second]
        precise = average_precision(ours, labels[first])
        ranked = mean_over_texts(theirs, labels[second], groups)
        f1, at = best_f1(ours, labels[first])
        sys.stdout.write(f"{name} share {share}: AP {precise:.4f}, F1 {f1:.4f} at {at:.3f}; MAP {ranked:.4f}\n")
        sys.stdout.flush()
    wholes = [fit(rows.rows(at), _target(labels[at]), pull, known) for at, pull in halves]
    return wholes[0].plus(wholes[1], SHARE), (alone[0] + SHARE * alone[1])[first]


def _target(labels: Any) -> Any:
    return labels * 2.0 - 1.0


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--save" in sys.argv)
