"""Comparing texts: words, shingles, similarity, shared runs. Pure, and shared by all tiers.

`words` keeps what was written; everything that compares works on folded words (lower case, no diacritics, straight
apostrophes). `numbers` and `sentences` live in files of their own and are offered here too.
"""

import math
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from newsroom.model.figures import numbers as numbers
from newsroom.model.sentences import sentence_spans as sentence_spans
from newsroom.model.sentences import sentences as sentences
from newsroom.model.wordlists import stop_words

_WORD = re.compile(r"\d+(?:[.,]\d+)*\w*|[^\W_]+(?:['’ʼ-][^\W_]+)*(?:\.(?=[^\W_]\.)[^\W_])*", re.UNICODE)
_LETTERS_APART = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "œ": "oe"}
)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-"})
_POSSESSIVE = re.compile(r"'s$|'$")


def words(text: str) -> tuple[str, ...]:
    """Words as written, in order. "low-flying", "don't" and "45,000" are one word each; punctuation is dropped."""
    return tuple(_WORD.findall(text))


def word_count(text: str) -> int:
    """How many words a reader would count."""
    return len(_WORD.findall(text))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case and diacritics taken off: "Żółć" is "zolc", "Straße" is "strasse". Idempotent."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS_APART).translate(_APOSTROPHES))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKD", bare.casefold()).translate(_LETTERS_APART)


def folded_words(text: str) -> tuple[str, ...]:
    """`words(text)`, each folded: the form that shingles and shared runs compare."""
    if text.isascii():
        return tuple(_WORD.findall(text.casefold()))
    return tuple([fold(word) for word in words(text)])


def content_words(text: str, language: str = "") -> tuple[str, ...]:
    """Folded words that carry meaning, in order, repeats kept: no stop words, no lone letters, compounds in parts.

    `language` is a tag such as "en" or "pl-PL"; unknown or empty uses the stop words of every language we hold.
    """
    stop = stop_words(language)
    parts = (part for word in folded_words(text) for part in _POSSESSIVE.sub("", word).split("-"))
    return tuple(part for part in parts if part and part not in stop and (len(part) > 1 or part.isdigit()))


def shingles(tokens: Sequence[str], n: int) -> frozenset[tuple[str, ...]]:
    """Every run of `n` neighbouring tokens. Fewer tokens give one shingle of what there is, none gives none."""
    if n < 1:
        raise ValueError("a shingle holds at least one token")
    if len(tokens) <= n:
        return frozenset({tuple(tokens)} if tokens else ())
    return frozenset(zip(*(tokens[at:] for at in range(n)), strict=False))


def jaccard(a: Collection[object], b: Collection[object]) -> float:
    """Shared members over all members, 0 to 1. Two empty collections share nothing: 0."""
    left, right = set(a), set(b)
    return len(left & right) / len(left | right) if left and right else 0.0


def containment(a: Collection[object], b: Collection[object]) -> float:
    """Shared members over those of the smaller collection, 0 to 1; an empty one is contained in nothing: 0."""
    left, right = set(a), set(b)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two sparse vectors with non-negative weights, 0 to 1; a zero vector is like nothing: 0."""
    if len(a) > len(b):
        a, b = b, a
    dot = math.fsum(weight * b[key] for key, weight in a.items() if key in b)
    if not dot:
        return 0.0
    return dot / (norm(a) * norm(b))


def norm(vector: Mapping[str, float]) -> float:
    """Euclidean length of a sparse vector."""
    return math.sqrt(math.fsum(weight * weight for weight in vector.values()))


def shared_run(a: str, b: str) -> tuple[str, ...]:
    """The longest run of folded words that stands in both texts, the first in `a` when several are as long."""
    left, right = folded_words(a), folded_words(b)
    low, high, found = 0, min(len(left), len(right)), ()
    best: tuple[str, ...] = found
    while low < high:
        length = (low + high + 1) // 2
        common = _first_common(left, right, length)
        if common is None:
            high = length - 1
        else:
            low, best = length, common
    return best


def longest_shared_run(a: str, b: str) -> int:
    """How many words the longest run has that stands in both texts (folded)."""
    return len(shared_run(a, b))


def _first_common(left: Sequence[str], right: Sequence[str], length: int) -> tuple[str, ...] | None:
    held = shingles(right, length)
    for at in range(len(left) - length + 1):
        run = tuple(left[at : at + length])
        if run in held:
            return run
    return None
