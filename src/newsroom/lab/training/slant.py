"""Fits `data/models/slant.npz` and `data/models/slant_words.npz` (needs the extra `train`).

Run: python -m newsroom.lab.training.slant FOLDER-OF-LABELLED-SETS [--save]

First the words: how often people named each as loaded, drawn towards what its meaning makes likely (a ridge over the
sentence model's own vectors of word pieces), so that words which no row holds have a weight too. Then the sentences: a
ridge over marks, signs of the word weights and the meaning. For the fit every row's signs come from weights of words
learnt on other rows, as those of a new sentence do. Prints the macro F1 over rows left out (five folds, both stages
fitted anew in each).
"""

import ast
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from newsroom.council.slant import SIGNS, pieces, plain_words, signs, vocabulary
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.lab.training.sentence_fit import MODELS, Read, chances, fit, packed, rarity_of, read
from newsroom.model.text import folded_words
from newsroom.world.embeddings import SentenceVectors, model_file

PULL = 5.0
WORD_PULL = 3.0
PRIOR = 4.0
MOST_SEEN = 20.0
OPINIONS = {"Entirely factual": -1.0, "Expresses writer": 1.0}
OPINION_COUNTS = 0.7
NAMED_COUNTS, MOST_NAMED = 0.3, 3
FOLDS, INNER = 5, 4
SEED = 0


class Rows(NamedTuple):
    """Sentences: text, label (0 or 1), what the fit aims at, different words, and those that people named as loaded."""

    texts: list[str]
    labels: Any
    aims: Any
    words: list[tuple[str, ...]]
    loaded: list[frozenset[str]]


def main(folder: Path, keep: bool) -> None:
    """Cross-validate, and write both files fitted on every row when `keep`."""
    rows = rows_of(read_rows(folder / "biased_sentence_babe"))
    vectors = np.asarray(SentenceVectors().vectors(rows.texts), dtype=np.float32)
    rarity = rarity_of(rows.texts, 2)
    blank = read(rows.texts, [[0.0] * len(SIGNS)] * len(rows.texts), vectors, rarity)
    everything = np.arange(len(rows.texts))
    own = blank._replace(signs=_crossed_signs(rows, everything))
    folds = [_fold(rows, blank, *one) for one in _folds(rows.labels, FOLDS, SEED)]
    parts = {}
    for name, known in (("known", True), ("unknown", False)):
        curve = _crossed(rows, folds, known, name)
        parts[name] = fit(own, rows.aims, PULL, known), curve
    if keep:
        with (MODELS / "slant.npz").open("wb") as file:
            np.savez_compressed(file, **packed(SIGNS, rarity, parts))
        _save_words(word_table(rows, everything))


def rows_of(raw: Sequence[Mapping[str, Any]]) -> Rows:
    """The rows as the fit sees them."""
    texts = [str(row["text"]) for row in raw]
    labels = np.asarray([int(row["label"]) for row in raw])
    loaded = [
        frozenset(word for named in ast.literal_eval(str(row["biased_words"])) for word in folded_words(named))
        for row in raw
    ]
    opinions = np.asarray([_opinion(str(row["opinion"])) for row in raw])
    named = np.asarray([min(MOST_NAMED, len(one)) for one in loaded])
    aims = labels * 2.0 - 1.0 + OPINION_COUNTS * opinions + NAMED_COUNTS * named
    return Rows(texts, labels, aims, [plain_words(text) for text in texts], loaded)


def word_table(rows: Rows, at: Any) -> Any:
    """The weight of each piece of the vocabulary, from the rows `at`."""
    from sklearn.linear_model import Ridge

    seen, named = dict[str, float](), dict[str, float]()
    for row in at:
        for word in rows.words[row]:
            seen[word] = seen.get(word, 0.0) + 1.0
            named[word] = named.get(word, 0.0) + (word in rows.loaded[row])
    held = [word for word in seen if pieces(word)]
    meanings = np.asarray([_meanings()[list(pieces(word))].mean(axis=0) for word in held])
    counts, found = np.asarray([seen[word] for word in held]), np.asarray([named[word] for word in held])
    ridge = Ridge(alpha=WORD_PULL).fit(meanings, found / counts, sample_weight=np.minimum(counts, MOST_SEEN))
    likely = np.clip(ridge.predict(_meanings()), 0.002, 0.9)
    told, many = np.zeros(len(likely)), np.zeros(len(likely))
    for word, count, loaded in zip(held, counts, found, strict=True):
        if len(pieces(word)) == 1:
            told[pieces(word)[0]], many[pieces(word)[0]] = loaded, count
    chance = (told + PRIOR * likely) / (many + PRIOR)
    base = found.sum() / counts.sum()
    return np.log(chance / (1.0 - chance)) - np.log(base / (1.0 - base))


def macro_f1(said: Any, labels: Any) -> float:
    """The mean of the F1 of both classes, 0 to 1."""
    scores = []
    for one in (0, 1):
        mine, gold = said == one, labels == one
        scores.append(2.0 * float((mine & gold).sum()) / max(1, int(mine.sum() + gold.sum())))
    return sum(scores) / 2.0


class _Fold(NamedTuple):
    kept: Any
    out: Any
    mine: Read
    theirs: Read


def _fold(rows: Rows, blank: Read, kept: Any, out: Any) -> _Fold:
    mine = blank.rows(kept)._replace(signs=_crossed_signs(rows, kept))
    return _Fold(kept, out, mine, blank.rows(out)._replace(signs=_signs(rows, out, word_table(rows, kept))))


def _crossed(rows: Rows, folds: Sequence[_Fold], known: bool, name: str) -> tuple[float, float]:
    """Slope and offset of the chance over left-out rows, and the macro F1 at an even chance printed."""
    margins = np.zeros(len(rows.texts))
    for one in folds:
        margins[one.out] = fit(one.mine, rows.aims[one.kept], PULL, known).margins(one.theirs)
    slope, offset = chances(margins, rows.labels)
    f1 = macro_f1(slope * margins + offset >= 0.0, rows.labels)
    sys.stdout.write(f"{name}: n {len(margins)}, macro F1 over rows left out {f1:.4f}\n")
    sys.stdout.flush()
    return slope, offset


def _crossed_signs(rows: Rows, at: Any) -> Any:
    """The signs of the rows `at`, each by word weights of the others."""
    found = np.zeros((len(at), len(SIGNS)))
    for kept, out in _folds(rows.labels[at], INNER, 9):
        found[out] = _signs(rows, at[out], word_table(rows, at[kept]))
    return found


def _signs(rows: Rows, at: Any, table: Any) -> Any:
    weights = [{word: _weight(word, table) for word in rows.words[row]} for row in at]
    return np.asarray([signs(rows.texts[row], held) for row, held in zip(at, weights, strict=True)])


def _weight(word: str, table: Any) -> float:
    places = pieces(word)
    return float(np.mean([table[place] for place in places])) if places else 0.0


def _folds(labels: Any, many: int, seed: int) -> Any:
    from sklearn.model_selection import StratifiedKFold

    return StratifiedKFold(many, shuffle=True, random_state=seed).split(np.zeros(len(labels)), labels)


@cache
def _meanings() -> Any:
    """The sentence model's vector of each piece, about their mean, at length 1."""
    import onnx
    from onnx import numpy_helper

    shape = [max(vocabulary().values()) + 1, 384]
    held = next(one for one in onnx.load(str(model_file())).graph.initializer if list(one.dims) == shape)
    raw = numpy_helper.to_array(held).astype(np.float32)
    middle = raw - raw.mean(axis=0)
    return middle / np.maximum(np.linalg.norm(middle, axis=1, keepdims=True), 1e-9)


def _opinion(said: str) -> float:
    return next((value for start, value in OPINIONS.items() if said.startswith(start)), 0.0)


def _save_words(table: Any) -> None:
    step = float(np.abs(table).max()) / 127.0
    with (MODELS / "slant_words.npz").open("wb") as file:
        np.savez_compressed(file, weights=np.round(table / step).astype(np.int8), step=np.float32(step))


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--save" in sys.argv)
