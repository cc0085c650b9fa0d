"""Fits `data/models/same_sentence.json` (needs the extra `train`).

Run: python -m newsroom.lab.training.same_sentence FOLDER-OR-FILE [--save]
Prints F1 and ROC AUC over pairs left out of the fit (five folds), at the threshold that the product uses.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from newsroom.lab.eval.same_sentence import f1_and_auc
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.lab.training.linear import folds
from newsroom.scouts.same_sentence import SAME_FROM
from newsroom.scouts.sentence_nearness import nearness
from newsroom.scouts.sentence_signs import SIGNS, signs
from newsroom.world.embeddings import SentenceVectors

MODEL = Path(__file__).parents[2] / "data" / "models" / "same_sentence.json"
SINGLE_COST = 1.0
PRODUCTS_COST = 0.01
FAR = 4.0
SEEDS = (0, 1, 2)


def main(path: Path, keep: bool) -> None:
    """Cross-validate the rule, and write it fitted on every pair when `keep`."""
    rows = read_rows(path)
    pairs = [(str(row["s1"]), str(row["s2"])) for row in rows]
    figures = np.asarray(
        [signs(a, b, near) for (a, b), near in zip(pairs, nearness(pairs, SentenceVectors()), strict=True)]
    )
    same = [int(row["label"]) for row in rows]
    for seed in SEEDS:
        chances = np.zeros(len(same))
        for kept, left_out in folds([str(one) for one in same], seed):
            chances[left_out] = _chances(fit(figures[kept], [same[at] for at in kept]), figures[left_out])
        f1, auc = f1_and_auc([float(one) for one in chances], same, SAME_FROM)
        sys.stdout.write(f"seed {seed}: n {len(same)}, over pairs left out F1 {f1:.4f}, AUC {auc:.4f}\n")
    if keep:
        MODEL.write_text(json.dumps(fit(figures, same)) + "\n", encoding="utf-8")


def fit(figures: Any, same: Sequence[int]) -> dict[str, Any]:
    """The rule's numbers: the mean of a logistic rule over the figures and one over their products too."""
    from sklearn.linear_model import LogisticRegression

    centre, spread = figures.mean(axis=0), np.maximum(figures.std(axis=0), 1e-6)
    scaled = np.clip((figures - centre) / spread, -FAR, FAR)
    plain = LogisticRegression(C=SINGLE_COST, max_iter=2000).fit(scaled, same)
    products = _products(scaled)
    middle, width = products.mean(axis=0), np.maximum(products.std(axis=0), 1e-6)
    whole = LogisticRegression(C=PRODUCTS_COST, max_iter=2000).fit(
        np.hstack([scaled, (products - middle) / width]), same
    )
    single, paired = whole.coef_[0][: len(SIGNS)], whole.coef_[0][len(SIGNS) :] / width
    constant = (plain.intercept_[0] + whole.intercept_[0] - float(paired @ middle)) / 2.0
    return {
        "signs": list(SIGNS),
        "centre": _rounded(centre),
        "spread": _rounded(spread),
        "constant": round(float(constant), 4),
        "single": _rounded((plain.coef_[0] + single) / 2.0),
        "products": _rounded(paired / 2.0),
    }


def _chances(rule: dict[str, Any], figures: Any) -> Any:
    scaled = np.clip((figures - np.asarray(rule["centre"])) / np.asarray(rule["spread"]), -FAR, FAR)
    total = rule["constant"] + scaled @ np.asarray(rule["single"]) + _products(scaled) @ np.asarray(rule["products"])
    return 1.0 / (1.0 + np.exp(-total))


def _products(scaled: Any) -> Any:
    left, right = np.triu_indices(scaled.shape[1])
    return scaled[:, left] * scaled[:, right]


def _rounded(values: Any) -> list[float]:
    return [round(float(one), 5) for one in values]


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--save" in sys.argv)
