"""Does this evidence support that claim? A small trained rule that says supports, refutes or silent, how sure, and why.

The rule weighs the signs of `stance_signs`, plain words of claim and evidence, and, where sentence vectors are there,
how the two meanings meet; without vectors a second set of weights reads the words alone. `lab/training/stance.py`
fitted both on labelled pairs about health and climate. It is often wrong (see `data/models/stance.toml`): a reader
shows the evidence and abstains below a confidence; nothing is decided on it alone.
"""

import json
import math
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsroom.council.stance_signs import (
    LETTERS_AT_MOST,
    MEANING_SIGNS,
    WORD_SIGNS,
    Cosines,
    meaning_signs,
    parts,
    read,
    rejects,
    word_signs,
)
from newsroom.ports import Embeddings, Vector

Verdict = Literal["supports", "refutes", "silent"]
VERDICTS: tuple[Verdict, ...] = ("supports", "refutes", "silent")
FAR = 4.0
"""A sign counts no further than so many spreads from its mean."""
TOLD = 4
"""How many signs are told as reasons."""

Floats = NDArray[np.float64]


class Meaning(NamedTuple):
    """Sentence vectors of a claim and a piece of evidence as wholes, and of their sentences (`parts`)."""

    claim: Vector
    evidence: Vector
    claim_parts: tuple[Vector, ...]
    evidence_parts: tuple[Vector, ...]


class Stance(NamedTuple):
    """`confidence` is the chance of `verdict`, `chances` those of all three in the order of `VERDICTS`, 0 to 1.

    `signs` are the names of what spoke most for the verdict, strongest first.
    """

    verdict: Verdict
    confidence: float
    chances: tuple[float, float, float]
    signs: tuple[str, ...]


class Rule(NamedTuple):
    """A linear rule over three verdicts: signs with centre and spread, words, and products of the two meanings."""

    names: tuple[str, ...]
    centre: Floats
    spread: Floats
    signs: Floats
    crossed: tuple[str, ...]
    products: Floats
    words: dict[str, Floats]
    meaning: Floats
    constants: Floats


def stance(claim: str, evidence: str, meaning: Meaning | None = None) -> Stance:
    """How `evidence` stands to `claim`. An empty text on either side is silent, for sure."""
    if not claim.strip() or not evidence.strip():
        return Stance("silent", 1.0, (0.0, 0.0, 1.0), ())
    rule = shipped("words" if meaning is None else "meanings")
    total, reasons = weighed(rule, claim, evidence, meaning)
    if total[0] > total[1] and rejects(claim, evidence):
        # The labelled pairs are findings, where nobody says in so many words that a claim is false; news does.
        total = total[[1, 0, 2]]
        reasons = reasons[:, [1, 0, 2]]
    chances = softmax(total)
    best = max(range(3), key=lambda at: (chances[at], at))
    return Stance(VERDICTS[best], chances[best], chances, _told(rule, reasons[:, best]))


def meanings(pairs: Sequence[tuple[str, str]], embeddings: Embeddings) -> list[Meaning]:
    """The meanings of (claim, evidence) pairs, in order; each text is read once. Raises what `embeddings` raises."""
    wanted = dict.fromkeys(text for pair in pairs for whole in pair for text in (whole, *parts(whole)))
    vectors = dict(zip(wanted, embeddings.vectors(list(wanted)), strict=True))
    return [
        Meaning(
            vectors[claim],
            vectors[evidence],
            tuple(vectors[part] for part in parts(claim)),
            tuple(vectors[part] for part in parts(evidence)),
        )
        for claim, evidence in pairs
    ]


def sign_values(claim: str, evidence: str, meaning: Meaning | None) -> tuple[float, ...]:
    """The figures of `WORD_SIGNS`, followed by those of `MEANING_SIGNS` where there is a meaning."""
    found = _word_signs(claim, evidence)
    values = [found[name] for name in WORD_SIGNS]
    if meaning is not None:
        near = meaning_signs(found, cosines(meaning))
        values += [round(near[name], 4) for name in MEANING_SIGNS]
    return tuple(values)


def said_words(claim: str, evidence: str) -> frozenset[str]:
    """The folded words of both sides as the rule knows them: "c:rise" in the claim, "e:fell" in the evidence."""
    asked, given = (set(read(text[:LETTERS_AT_MOST]).tokens) for text in (claim, evidence))
    return frozenset({f"c:{one}" for one in asked} | {f"e:{one}" for one in given})


def cosines(meaning: Meaning) -> Cosines:
    """How near the meanings are: as wholes, by sentence of the evidence, and for the claim's least met sentence."""
    each = tuple(float(meaning.claim @ part) for part in meaning.evidence_parts)
    least = min(max(float(mine @ part) for part in meaning.evidence_parts) for mine in meaning.claim_parts)
    return Cosines(float(meaning.claim @ meaning.evidence), each, least)


def weighed(rule: Rule, claim: str, evidence: str, meaning: Meaning | None) -> tuple[Floats, Floats]:
    """The three sums, and what each sign gave to each of them (signs x 3)."""
    raw = np.asarray(sign_values(claim, evidence, meaning))
    scaled = np.clip((raw - rule.centre) / rule.spread, -FAR, FAR)
    given = scaled[:, None] * rule.signs
    total = rule.constants + given.sum(axis=0)
    core = scaled[[rule.names.index(name) for name in rule.crossed]]
    left, right = np.triu_indices(len(core))
    total = total + (core[left] * core[right]) @ rule.products
    known = [rule.words[word] for word in sorted(said_words(claim, evidence)) if word in rule.words]
    total = total + np.asarray(known).sum(axis=0) if known else total
    if meaning is not None:
        total = total + (np.asarray(meaning.claim, float) * np.asarray(meaning.evidence, float)) @ rule.meaning
    return total, given


def softmax(total: Floats) -> tuple[float, float, float]:
    """Three sums as chances, rounded to 0.001."""
    raised = [math.exp(min(0.0, float(one) - float(total.max()))) for one in total]
    first, second, third = (round(one / math.fsum(raised), 3) for one in raised)
    return first, second, third


def unpacked(raw: dict[str, Any]) -> Rule:
    """A rule from its file's content."""
    centre, spread, signs, products, meaning, constants = (
        np.asarray(raw[part], dtype=float) for part in ("centre", "spread", "signs", "products", "meaning", "constants")
    )
    words = {word: np.asarray(weights, dtype=float) for word, weights in raw["words"].items()}
    return Rule(tuple(raw["names"]), centre, spread, signs, tuple(raw["crossed"]), products, words, meaning, constants)


@cache
def shipped(kind: Literal["words", "meanings"]) -> Rule:
    """The shipped rule for words alone or with meanings."""
    raw = json.loads(files("newsroom.data").joinpath(f"models/stance_{kind}.json").read_text(encoding="utf-8"))
    names = WORD_SIGNS if kind == "words" else (*WORD_SIGNS, *MEANING_SIGNS)
    if tuple(raw["names"]) != names:
        raise ValueError(f"stance_{kind}.json was fitted on other signs; fit it again")
    return unpacked(raw)


def _told(rule: Rule, given: Floats) -> tuple[str, ...]:
    ranked = sorted(range(len(rule.names)), key=lambda at: (-round(float(given[at]), 3), at))
    return tuple(rule.names[at] for at in ranked[:TOLD] if given[at] > 0.0)


@lru_cache(maxsize=4096)
def _word_signs(claim: str, evidence: str) -> dict[str, float]:
    return word_signs(claim, evidence)
