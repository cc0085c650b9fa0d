"""How rare an English word is, and its stem: what the rules that compare two sentences weigh words by."""

import math
from functools import cache
from importlib.resources import files

_ENDINGS = ("'s", "ing", "ies", "ed", "es", "ly", "s")
_SHORTEST_STEM = 3


def stem(word: str) -> str:
    """A folded word without its ending: "rises" and "rising" are "ris". A word of three letters stays whole."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@cache
def rarity(word: str) -> float:
    """0 to 1: how rare a word is, read off its rank in the sentence model's vocabulary, common words first."""
    ranks = _ranks()
    return math.log1p(ranks.get(word, len(ranks))) / math.log1p(len(ranks))


@cache
def _ranks() -> dict[str, int]:
    lines = files("newsroom.data").joinpath("models/minilm-vocab.txt").read_text(encoding="utf-8").split("\n")
    whole = [token for token in lines if token.isalnum() and len(token) > 1]
    return {token: rank for rank, token in enumerate(whole)}
