"""Fits `data/models/domains.npz` (needs the extra `train`).

Run: python -m newsroom.lab.training.domains FOLDER-OR-FILE [--save]
Prints the rank correlation over websites left out of the fit (five folds), which is the figure for unrated websites.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from newsroom.lab.eval.domain_quality import spearman
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.scouts.domain_signs import BUCKETS, figures, marks, name_of

MODEL = Path(__file__).parents[2] / "data" / "models" / "domains.npz"
PULL = 9.0
SHAPE_COUNTS = 0.1
SEEDS = (0, 1, 2)


def main(path: Path, keep: bool) -> None:
    """Cross-validate, and write the weights fitted on every row when `keep`."""
    rows = read_rows(path)
    shapes, letters = read([str(row["domain"]) for row in rows])
    rated = np.asarray([float(row["quality"]) for row in rows])
    for seed in SEEDS:
        sys.stdout.write(
            f"seed {seed}: n {len(rows)}, Spearman over websites left out {_crossed(shapes, letters, rated, seed):.4f}\n"
        )
    if keep:
        np.savez_compressed(MODEL, **fit(shapes, letters, rated, sorted(figures(name_of("example.com")))))


def read(domains: Sequence[str]) -> tuple[Any, Any]:
    """Figures (one column each, names in order) and marks (sparse) of every website."""
    from scipy import sparse

    names = [name_of(domain) for domain in domains]
    shapes = np.asarray([[value for _, value in sorted(figures(name).items())] for name in names])
    held = [marks(name) for name in names]
    starts = np.cumsum([0, *(len(one) for one in held)])
    places, amounts = [p for one in held for p in one], [a for one in held for a in one.values()]
    return shapes, sparse.csr_matrix((amounts, places, starts), shape=(len(domains), BUCKETS))


def fit(shapes: Any, letters: Any, rated: Any, names: Sequence[str]) -> dict[str, Any]:
    """The arrays of the file: ridge weights, those of marks rounded to 8 bits."""
    from scipy import sparse
    from sklearn.linear_model import Ridge

    spread = np.maximum(shapes.std(axis=0), 1e-6) / SHAPE_COUNTS
    whole = sparse.hstack([sparse.csr_matrix((shapes - shapes.mean(axis=0)) / spread), letters]).tocsr()
    ridge = Ridge(alpha=PULL, solver="sparse_cg", tol=1e-5).fit(whole, rated)
    shape_weights, mark_weights = ridge.coef_[: shapes.shape[1]] / spread, ridge.coef_[shapes.shape[1] :]
    step = float(np.abs(mark_weights).max()) / 127.0
    return {
        "names": np.asarray(list(names)),
        "figures": shape_weights.astype(np.float32),
        "marks": np.round(mark_weights / step).astype(np.int8),
        "step": np.float32(step),
        "constant": np.float32(ridge.intercept_ - float(shape_weights @ shapes.mean(axis=0))),
    }


def _crossed(shapes: Any, letters: Any, rated: Any, seed: int) -> float:
    from sklearn.model_selection import KFold

    guessed = np.zeros(len(rated))
    for kept, left_out in KFold(5, shuffle=True, random_state=seed).split(shapes):
        held = fit(shapes[kept], letters[kept], rated[kept], ())
        by_marks = letters[left_out] @ held["marks"].astype(float) * float(held["step"])
        guessed[left_out] = float(held["constant"]) + shapes[left_out] @ held["figures"] + by_marks
    return spearman([float(one) for one in guessed], [float(one) for one in rated])


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--save" in sys.argv)
