"""How slanted a sentence is worded: whether it judges where it could tell.

What counts is the wording, not the matter: each word has a weight of its own (`slant_words.npz`, how often people called
it loaded, and for words they never met how near it lies to those), and a small model weighs the strongest of them with
all words, some signs and the sentence's meaning. Trained on news sentences that people judged (`lab/training/slant.py`).
A loaded word in quotation marks is the speaker's; a sentence that quotes is weighed with that sign.
"""

import math
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from newsroom.model.sentence_model import LETTERS_AT_MOST, trained
from newsroom.ports import Vector

MODEL = "slant"
SLANTED_FROM = 0.5
"""From this chance on a sentence counts as slanted."""
LOADED_FROM = 2.0
"""A word of this weight or more is named as loaded, if it stands in small letters (names do not): people called it so
seven times as often as words in all."""

Pieces = dict[str, int]


class Slant(NamedTuple):
    """The chance that people call a sentence's wording slanted, 0 to 1, and its loaded words, the heaviest first."""

    value: float
    loaded: tuple[str, ...]


def slant(sentence: str, vector: Vector | None = None) -> Slant:
    """How slanted one sentence is worded; `vector` is its meaning where that is known. No word: 0."""
    weights = word_weights(sentence)
    if not weights:
        return Slant(0.0, ())
    value = trained(MODEL).chance(sentence, signs(sentence, weights), vector)
    written = set(_WORD.findall(sentence))
    loaded = [word for word, weight in weights.items() if weight >= LOADED_FROM and word in written]
    ranked = sorted(((weights[word], word) for word in loaded), reverse=True)
    return Slant(value, tuple(word for _, word in ranked[:_NAMED]))


def word_weights(sentence: str) -> dict[str, float]:
    """The weight of each different word in small letters: the logarithm of how much oftener than most it is loaded."""
    return {word: weight_of(word) for word in plain_words(sentence)}


def plain_words(sentence: str) -> tuple[str, ...]:
    """The different words of two letters or more, in small letters, in order."""
    found = _WORD.findall(sentence[:LETTERS_AT_MOST].lower())
    return tuple(dict.fromkeys(word for word in found if len(word) > 1))


@lru_cache(maxsize=65536)
def weight_of(word: str) -> float:
    """A word's weight; one that the table does not hold is the mean of its pieces."""
    table = _table()
    places = pieces(word)
    return sum(float(table[at]) for at in places) / len(places) if places else 0.0


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[int, ...]:
    """The places of a word's pieces in the vocabulary, longest first from the left; none when a letter is unknown."""
    known, found, start = vocabulary(), [], 0
    while start < len(word):
        ends = range(len(word), start, -1)
        end = next((end for end in ends if (_JOIN if start else "") + word[start:end] in known), None)
        if end is None:
            return ()
        found.append(known[(_JOIN if start else "") + word[start:end]])
        start = end
    return tuple(found)


def signs(sentence: str, weights: dict[str, float]) -> tuple[float, ...]:
    """The counted signs of a sentence whose words weigh `weights`, in the order of `SIGNS`."""
    heavy = (*sorted(weights.values(), reverse=True), *(_LIGHT,) * 3)
    words = _WORD.findall(sentence[:LETTERS_AT_MOST].lower())
    length = max(1, len(words))
    quoted = sum(len(_WORD.findall(part.lower())) for part in _QUOTED.findall(sentence))
    written = sentence.split()
    return (
        *heavy[:3],
        sum(weights.values()) / max(1, len(weights)),
        math.log1p(math.fsum(math.exp(weight) for weight in weights.values())),
        float(sum(weight > 1.0 for weight in weights.values())),
        math.log(length),
        quoted / length,
        float("?" in sentence),
        float("!" in sentence),
        float(any(letter.isdigit() for letter in sentence)),
        sum(word[:1].isupper() for word in written) / max(1, len(written)),
        float(sum(word in _TOLD for word in words)),
        float(sum(word in _OURS for word in words)),
        float(sentence.count(",")),
        float("—" in sentence or " - " in sentence),
        float(sum(word.endswith("ly") for word in words)),
        float(sum(word in _FORCE for word in words)),
    )


SIGNS = [
    "heaviest",
    "second",
    "third",
    "mean",
    "sum",
    "heavy",
    "length",
    "quoted",
    "question",
    "exclamation",
    "figure",
    "capitals",
    "told",
    "ours",
    "commas",
    "dash",
    "adverbs",
    "force",
]


@cache
def vocabulary() -> Pieces:
    """The word pieces of the sentence model, each with its place."""
    lines = files("newsroom.data").joinpath("models/minilm-vocab.txt").read_text(encoding="utf-8").split("\n")
    return {piece: at for at, piece in enumerate(lines) if piece}


@cache
def _table() -> Any:
    with files("newsroom.data").joinpath("models/slant_words.npz").open("rb") as file:
        held = np.load(file, allow_pickle=False)
        return held["weights"].astype(np.float32) * float(held["step"])


_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[“\"]([^”\"]*)[”\"]")
_JOIN = "##"
_LIGHT = -3.0
_NAMED = 4
_TOLD = frozenset(["said", "says", "told", "according", "reported", "announced"])
_OURS = frozenset(["i", "we", "you", "me", "our", "us", "my"])
_FORCE = frozenset(["not", "never", "no", "only", "even", "just", "so", "such", "very"])
