"""Fits `data/models/stance_words.json` and `stance_meanings.json` (needs the extra `train`).

Run: python -m newsroom.lab.training.stance HEALTHVER CLIMATEFEVER [--save]
Prints macro F1 over pairs left out of the fit, whole questions (health) or claims (climate) at a time, of the rule
fitted on both sets; then that of a rule fitted on the other set alone.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

from newsroom.council.second_reading import AGAINST
from newsroom.council.stance import FAR, VERDICTS, Meaning, meanings, said_words, sign_values, softmax
from newsroom.council.stance_signs import MEANING_SIGNS, WORD_SIGNS
from newsroom.lab.eval.claim_evidence import abstention, climate_pairs, health_pairs
from newsroom.lab.eval.story_clusters import read_rows
from newsroom.lab.eval.topics import macro_f1
from newsroom.world.embeddings import SentenceVectors

FOLDER = Path(__file__).parents[2] / "data" / "models"
COST = 0.003
FOLDS = 5
SEED = 0
ROWS_IN_EACH = 15
"""A word is weighed only when so many pairs of either set hold it: words of one subject stay out."""
_SCALES = (1.0, 0.3, 0.5, 0.3)
"""How much signs, their products, words and meanings may speak."""
CROSSED = (
    "held", "held_nearest", "back_nearest", "subject_held", "rest_held", "names_held", "figures_agree", "figures_clash",
    "denial_differs", "opposites", "direction_same_way", "direction_other_way", "worth_same_way", "worth_other_way",
    "evidence_hedge", "evidence_proof", "evidence_aim", "evidence_denial", "nearest_denial", "claim_denial",
    "evidence_contrast", "claim_whole", "claim_hedge", "claim_length", "evidence_length",
)  # fmt: skip
CROSSED_MEANINGS = ("cosine", "cosine_best")

Kind = Literal["words", "meanings"]


class Pairs(NamedTuple):
    """Labelled pairs of both sets: texts, meanings, answers (places in `VERDICTS`), what belongs together, which set."""

    texts: list[tuple[str, str]]
    meanings: list[Meaning]
    words: list[frozenset[str]]
    answers: Any
    groups: Any
    sets: Any


def main(health: Path, climate: Path, keep: bool) -> None:
    """Cross-validate both rules, and write them fitted on every pair when `keep`."""
    pairs = _pairs(health, climate)
    for kind in ("meanings", "words"):
        figures = _figures(pairs, kind)
        if keep:
            rule = fit(pairs, figures, kind, np.ones(len(pairs.texts), dtype=bool))
            (FOLDER / f"stance_{kind}.json").write_text(json.dumps(rule) + "\n", encoding="utf-8")
        for name in ("health", "climate"):
            here = pairs.sets == name
            inside = _left_out(pairs, figures, kind, here)
            outside = _sums(fit(pairs, figures, kind, ~here), pairs, figures, kind)[here]
            sys.stdout.write(f"{kind}, {name}, left out: {_told(inside, pairs.answers[here])}\n")
            sys.stdout.write(f"{kind}, {name}, fitted on the other set: {_told(outside, pairs.answers[here])}\n")


def fit(pairs: Pairs, figures: Any, kind: Kind, kept: Any) -> dict[str, Any]:
    """The numbers of one rule, fitted on the kept pairs."""
    from sklearn.linear_model import LogisticRegression

    centre, spread = figures[kept].mean(axis=0), np.maximum(figures[kept].std(axis=0), 1e-3)
    vocabulary = _vocabulary(pairs)
    blocks = _blocks(pairs, _scaled(figures, centre, spread), kind, vocabulary)
    steps = [_step(block[kept]) * scale for block, scale in zip(blocks, _SCALES, strict=True)]
    features = np.hstack([block * step for block, step in zip(blocks, steps, strict=True)])
    machine = LogisticRegression(C=COST, class_weight="balanced", max_iter=400)
    machine.fit(features[kept], pairs.answers[kept], sample_weight=_weights(pairs.sets[kept]))
    ends = np.cumsum([block.shape[1] for block in blocks])[:-1]
    parts = np.split(machine.coef_, ends, axis=1)
    signs, products, words, meaning = (_rounded((part * step).T) for part, step in zip(parts, steps, strict=True))
    return {
        "names": list(_names(kind)),
        "centre": _rounded(centre),
        "spread": _rounded(spread),
        "signs": signs,
        "crossed": list(_crossed(kind)),
        "products": products,
        "words": dict(zip(vocabulary, words, strict=True)),
        "meaning": meaning,
        "constants": _rounded(machine.intercept_),
    }


def _pairs(health: Path, climate: Path) -> Pairs:
    told = [("health", pair) for pair in health_pairs(read_rows(health))]
    told += [("climate", pair) for pair in climate_pairs(read_rows(climate))]
    texts = [(pair.claim, pair.evidence) for _, pair in told]
    return Pairs(
        texts,
        meanings(texts, SentenceVectors()),
        [said_words(claim, evidence) for claim, evidence in texts],
        np.asarray([VERDICTS.index(pair.answer) for _, pair in told]),
        np.asarray([pair.group for _, pair in told]),
        np.asarray([name for name, _ in told]),
    )


def _figures(pairs: Pairs, kind: Kind) -> Any:
    known = pairs.meanings if kind == "meanings" else [None] * len(pairs.texts)
    return np.asarray([sign_values(*text, meaning) for text, meaning in zip(pairs.texts, known, strict=True)])


def _blocks(pairs: Pairs, scaled: Any, kind: Kind, vocabulary: Sequence[str]) -> list[Any]:
    """What the rule weighs, a row a pair: signs, their products, words, and products of the two meanings."""
    core = scaled[:, [_names(kind).index(name) for name in _crossed(kind)]]
    left, right = np.triu_indices(core.shape[1])
    words = np.asarray([[float(word in said) for word in vocabulary] for said in pairs.words])
    if kind == "words":
        return [scaled, core[:, left] * core[:, right], words, np.zeros((len(scaled), 0))]
    meaning = np.asarray([np.asarray(one.claim, float) * np.asarray(one.evidence, float) for one in pairs.meanings])
    return [scaled, core[:, left] * core[:, right], words, meaning]


def _scaled(figures: Any, centre: Any, spread: Any) -> Any:
    return np.clip((figures - centre) / spread, -FAR, FAR)


def _step(block: Any) -> Any:
    """What brings each column to a spread of one; a rare word is not blown up beyond four times."""
    spread = block.std(axis=0)
    least = 0.25 if block.size and set(np.unique(block[:50])) <= {0.0, 1.0} else 1e-4
    return 1.0 / np.maximum(spread, least)


def _weights(sets: Any) -> Any:
    """Half way between every pair alike and both sets alike: the larger set would drown the other."""
    counted = Counter(str(name) for name in sets)
    raw = np.asarray([counted[str(name)] ** -0.5 for name in sets])
    return raw / raw.mean()


def _vocabulary(pairs: Pairs) -> list[str]:
    """Words that enough pairs of each set hold; no answer is looked at."""
    inside: dict[str, Counter[str]] = {}
    for said, name in zip(pairs.words, pairs.sets, strict=True):
        inside.setdefault(str(name), Counter()).update(said)
    counts = list(inside.values())
    return sorted(word for word in counts[0] if all(count[word] >= ROWS_IN_EACH for count in counts))


def _left_out(pairs: Pairs, figures: Any, kind: Kind, here: Any) -> Any:
    """The sums for the pairs of one set, each by a rule fitted without its fold (the other set is kept whole)."""
    from sklearn.model_selection import StratifiedGroupKFold

    sums = np.zeros((len(pairs.texts), len(VERDICTS)))
    places = np.flatnonzero(here)
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for _, out in folds.split(places, pairs.answers[here], pairs.groups[here]):
        left = np.zeros(len(pairs.texts), dtype=bool)
        left[places[out]] = True
        sums[left] = _sums(fit(pairs, figures, kind, ~left), pairs, figures, kind)[left]
    return sums[here]


def _sums(raw: dict[str, Any], pairs: Pairs, figures: Any, kind: Kind) -> Any:
    centre, spread = np.asarray(raw["centre"]), np.asarray(raw["spread"])
    blocks = _blocks(pairs, _scaled(figures, centre, spread), kind, list(raw["words"]))
    numbers = (raw["signs"], raw["products"], list(raw["words"].values()), raw["meaning"])
    total = np.asarray(raw["constants"])[None, :].repeat(len(pairs.texts), axis=0)
    for block, weights in zip(blocks, numbers, strict=True):
        if block.shape[1]:
            total = total + block @ np.asarray(weights)
    return total


def _told(sums: Any, answers: Any) -> str:
    chances = [softmax(row) for row in sums]
    told = [VERDICTS[chance.index(max(chance))] for chance in chances]
    gold = [VERDICTS[answer] for answer in answers]
    curve = abstention(told, gold, [max(chance) for chance in chances])
    sure = [gold[at] for at, one in enumerate(told) if one == "refutes" and max(chances[at]) >= AGAINST]
    share = sure.count("refutes") / max(1, len(sure))
    return f"n {len(gold)}, macro F1 {macro_f1(told, gold):.4f}, abstaining {curve}, sure refusals {len(sure)}, right {share:.3f}"


def _names(kind: Kind) -> tuple[str, ...]:
    return WORD_SIGNS if kind == "words" else (*WORD_SIGNS, *MEANING_SIGNS)


def _crossed(kind: Kind) -> tuple[str, ...]:
    return CROSSED if kind == "words" else (*CROSSED, *CROSSED_MEANINGS)


def _rounded(values: Any) -> Any:
    return np.round(np.asarray(values, dtype=float), 5).tolist()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--save" in sys.argv)
