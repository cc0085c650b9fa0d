"""How a piece of evidence stands to a claim, as figures that a trained rule weighs (see `stance`).

What a reader would look at: how much of the claim the evidence holds, and how rare those words are; numbers as values
with unit and bound; names; denials; whether both point the same way; hedges, causes, contrasts, a stated aim in place
of a finding. `nearest` is the sentence of the evidence that holds most of the claim.
"""

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from newsroom.council.stance_figures import Figure, compared, figures
from newsroom.model.text import folded_words, sentences, words
from newsroom.model.word_rarity import rarity, stem
from newsroom.model.wordlists import stop_words

LETTERS_AT_MOST = 2400
SENTENCES_AT_MOST = 8
CLASSES = (
    "denial", "rising", "falling", "good", "bad", "hedge", "proof", "aim", "contrast", "cause", "whole",
)  # fmt: skip
_KINDS = ("claim", "evidence", "nearest", "both", "one_side")
_SHARED = (
    "held", "held_squared", "held_nearest", "held_first", "held_last", "back", "back_nearest", "rare_held", "pairs_held",
    "subject_held", "rest_held", "claim_length", "evidence_length", "sentences", "claim_asks", "evidence_asks",
    "names_held", "claim_names", "names_missing", "claim_figures", "evidence_figures", "figures_agree", "figures_clash",
    "denial_differs", "denial_differs_near", "denial_near", "opposites", "opposites_near",
    "hedged_near", "proved_near", "aimed_near",
)  # fmt: skip
_WAYS = ("way_claim", "way_nearest", "same_way", "other_way", "ways_near", "other_way_all")
WORD_SIGNS = (
    *_SHARED,
    *(f"{kind}_{name}" for name in CLASSES for kind in _KINDS),
    *(f"{name}_{way}" for name in ("direction", "worth") for way in _WAYS),
)
"""Names of the figures read from the words alone, in order."""
MEANING_SIGNS = (
    "cosine", "cosine_squared", "cosine_best", "cosine_mean", "cosine_last", "cosine_held", "cosine_of_least",
    "denial_differs_cosine", "other_way_cosine", "same_way_cosine",
)  # fmt: skip
"""Names of the figures that need sentence vectors, in order."""


class Read(NamedTuple):
    """One text, read once: folded words, stems, the stems that carry meaning with their rarity (0 to 1), and more."""

    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    carrying: tuple[str, ...]
    weights: tuple[float, ...]
    known: frozenset[str]
    beginnings: frozenset[str]
    names: frozenset[str]
    figures: tuple[Figure, ...]


class Cosines(NamedTuple):
    """-1 to 1: the whole texts, each sentence of the evidence with the claim, and the claim's least met sentence."""

    whole: float
    sentences: tuple[float, ...]
    least: float


def parts(text: str) -> tuple[str, ...]:
    """The sentences of a text that are read, at least one."""
    short = text[:LETTERS_AT_MOST]
    return tuple(sentences(short)[:SENTENCES_AT_MOST]) or (short,)


def word_signs(claim: str, evidence: str) -> dict[str, float]:
    """The figures of `WORD_SIGNS`. Shares are 0 to 1, counts 0 to 3, directions -2 to 2."""
    asked, whole = read(claim[:LETTERS_AT_MOST]), read(evidence[:LETTERS_AT_MOST])
    pieces = [read(part) for part in parts(evidence)]
    held = [_held(asked, piece)[0] for piece in pieces]
    best = max(range(len(pieces)), key=lambda at: (held[at], -at))
    found = _shares(asked, whole, pieces[best], held)
    found["claim_asks"], found["evidence_asks"] = float("?" in claim), float("?" in evidence)
    for name in CLASSES:
        found.update(_class_signs(name, asked, whole, pieces[best]))
    for name, up, down in (("direction", "rising", "falling"), ("worth", "good", "bad")):
        found.update(_ways(name, [_way(one, up, down) for one in (asked, pieces[best], whole)], held[best]))
    found.update(_crossed(found, asked, pieces[best]))
    return {name: round(found[name], 4) for name in WORD_SIGNS}


def meaning_signs(found: dict[str, float], near: Cosines) -> dict[str, float]:
    """The figures of `MEANING_SIGNS`, given those of the words."""
    each = near.sentences
    return {
        "cosine": near.whole,
        "cosine_squared": near.whole * near.whole,
        "cosine_best": max(each),
        "cosine_mean": math.fsum(each) / len(each),
        "cosine_last": each[-1],
        "cosine_held": near.whole * found["held"],
        "cosine_of_least": near.least,
        "denial_differs_cosine": found["denial_differs"] * near.whole,
        "other_way_cosine": found["direction_other_way"] * near.whole,
        "same_way_cosine": found["direction_same_way"] * near.whole,
    }


@lru_cache(maxsize=8192)
def read(text: str) -> Read:
    """What the signs need of one text."""
    tokens = folded_words(text)[:160]
    stems = tuple(stem(token) for token in tokens)
    stop = stop_words("en")
    carrying = tuple(one for one, token in zip(stems, tokens, strict=True) if token not in stop)
    return Read(
        tokens,
        stems,
        carrying,
        tuple(rarity(one) for one in carrying),
        frozenset(carrying),
        frozenset(one[:_BEGINNING] for one in carrying if len(one) >= _BEGINNING),
        frozenset(token for word, token in zip(words(text)[1:160], tokens[1:], strict=False) if word[0].isupper()),
        figures(text),
    )


def _held(one: Read, other: Read) -> tuple[float, float]:
    """How much of `one` stands in `other`: as a share of what its words weigh, and as weight."""
    got = math.fsum(
        weight * (1.0 if word in other.known else _AKIN if word[:_BEGINNING] in other.beginnings else 0.0)
        for word, weight in zip(one.carrying, one.weights, strict=True)
    )
    return got / max(1e-6, math.fsum(one.weights)), got


def _shares(asked: Read, whole: Read, nearest: Read, held: Sequence[float]) -> dict[str, float]:
    share, weight = _held(asked, whole)
    half = max(1, len(asked.carrying) // 2)
    stems = frozenset(whole.stems)
    agree, clash = compared(asked.figures, whole.figures)
    return {
        "held": share, "held_squared": share * share, "held_nearest": max(held),
        "held_first": held[0], "held_last": held[-1],
        "back": _held(whole, asked)[0], "back_nearest": _held(nearest, asked)[0], "rare_held": min(weight, 6.0) / 6.0,
        "pairs_held": len(_pairs(asked.stems) & _pairs(whole.stems)) / max(1, len(asked.stems) - 1),
        "subject_held": sum(one in stems for one in asked.carrying[:half]) / half,
        "rest_held": sum(one in stems for one in asked.carrying[half:]) / max(1, len(asked.carrying) - half),
        "claim_length": math.log1p(len(asked.tokens)), "evidence_length": math.log1p(len(whole.tokens)),
        "sentences": min(6, len(held)),
        "names_held": len(asked.names & whole.names) / max(1, len(asked.names)),
        "claim_names": float(bool(asked.names)), "names_missing": min(3, len(asked.names - whole.names)),
        "claim_figures": float(bool(asked.figures)), "evidence_figures": float(bool(whole.figures)),
        "figures_agree": agree, "figures_clash": clash,
    }  # fmt: skip


def _pairs(stems: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(zip(stems, stems[1:], strict=False))


def _count(name: str, text: Read) -> int:
    known = word_class(name)
    return sum(token in known or (name == "denial" and token.endswith("n't")) for token in text.tokens)


def _class_signs(name: str, asked: Read, whole: Read, nearest: Read) -> dict[str, float]:
    mine, all_of_it, near = min(2, _count(name, asked)), min(3, _count(name, whole)), min(2, _count(name, nearest))
    sides = (mine, all_of_it, near, float(mine > 0 and near > 0), float((mine > 0) != (near > 0)))
    return {f"{kind}_{name}": float(value) for kind, value in zip(_KINDS, sides, strict=True)}


def _way(text: Read, up: str, down: str) -> int:
    """Which way a text points, -2 to 2; a denial up to three words before turns a word round."""
    net = 0
    for at, token in enumerate(text.tokens):
        value = (token in word_class(up)) - (token in word_class(down))
        denied = any(_denies(before) for before in text.tokens[max(0, at - 3) : at])
        net += -value if denied else value
    return max(-2, min(2, net))


def _denies(token: str) -> bool:
    return token in word_class("denial") or token.endswith("n't")


def _ways(name: str, ways: Sequence[int], held: float) -> dict[str, float]:
    mine, near, whole = ways
    product = mine * near
    values = (mine, near, product > 0, product < 0, product * held, mine * whole < 0)
    return {f"{name}_{way}": float(value) for way, value in zip(_WAYS, values, strict=True)}


def _crossed(found: dict[str, float], asked: Read, nearest: Read) -> dict[str, float]:
    """Signs that count for more the more of the claim is held."""
    differs = float(any(map(_denies, asked.tokens)) != any(map(_denies, nearest.tokens)))
    turned = sum(_has_opposite(token, asked.tokens, nearest.tokens) for token in dict.fromkeys(asked.tokens))
    near, held = found["held_nearest"], found["held"]
    return {
        "denial_differs": differs,
        "denial_differs_near": differs * near,
        "denial_near": found["nearest_denial"] * near,
        "opposites": float(min(2, turned)),
        "opposites_near": min(2, turned) * near,
        "hedged_near": found["evidence_hedge"] * held,
        "proved_near": found["evidence_proof"] * held,
        "aimed_near": found["evidence_aim"] * held,
    }


def rejects(claim: str, evidence: str) -> bool:
    """Whether a sentence that holds most of the claim calls it false in plain words, and the claim does not do so itself."""
    asked = read(claim[:LETTERS_AT_MOST])
    plain = word_class("rejection")
    if any(token in plain for token in asked.tokens):
        return False
    pieces = [read(part) for part in parts(evidence)]
    return any(_held(asked, one)[0] >= _MOST and any(token in plain for token in one.tokens) for one in pieces)


def _has_opposite(word: str, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return word not in theirs and any(one in theirs and one not in ours for one in _opposites().get(word, ()))


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class of `stance_words.yaml`."""
    return frozenset(_lists()[name].split())


@cache
def _opposites() -> dict[str, tuple[str, ...]]:
    both: dict[str, list[str]] = {}
    for pair in _lists()["opposites"].split():
        one, _, other = pair.partition("/")
        both.setdefault(one, []).append(other)
        both.setdefault(other, []).append(one)
    return {word: tuple(others) for word, others in both.items()}


@cache
def _lists() -> dict[str, str]:
    raw: dict[str, str] = yaml.safe_load(files("newsroom.council").joinpath("stance_words.yaml").read_text("utf-8"))
    return raw


_MOST = 0.6
_BEGINNING = 5
_AKIN = 0.7
"""What a word of the same beginning counts beside the same word: "warmed" for "warming"."""
