"""Words to ideas: one key for what different outlets and languages call the same thing (`concepts.toml`).

A word that the list does not know keeps a stem of its own, made so that the endings of English, Polish and German and
the two spellings of w/v fall together ("Maduro", "Madura", "Maduros").
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from newsroom.model.text import fold

_ENDINGS = {
    "en": ("ingly", "edly", "ations", "ation", "ings", "ing", "ers", "ies", "ied", "ed", "er", "es", "ly", "s"),
    "pl": (
        *(
            "owskiego",
            "owskiej",
            "owego",
            "owych",
            "owymi",
            "iami",
            "iach",
            "owie",
            "owej",
            "owym",
            "ami",
            "ach",
            "ego",
        ),
        *("emu", "ych", "ich", "ymi", "imi", "iej", "owi", "ow", "em", "om", "ej", "ie", "ia", "ii", "iu", "ym", "im"),
        *("am", "al", "il", "yl", "ala", "ali", "ano", "ono", "iem", "es"),
    ),
    "de": ("ungen", "ung", "ische", "ischen", "isch", "ern", "en", "er", "es", "em", "e", "s", "n"),
}
_SHORTEST_STEM = 4
_PREFIX = 3


class _Lexicon(NamedTuple):
    exact: dict[str, dict[str, str]]
    prefixes: dict[str, str]
    phrases: dict[tuple[str, ...], str]
    openings: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    raw = tomllib.loads(files("newsroom.scouts").joinpath("concepts.toml").read_text(encoding="utf-8"))
    exact: dict[str, dict[str, str]] = {"en": {}, "": {}}
    prefixes: dict[str, str] = {}
    for concept, line in raw["words"].items():
        english, _, other = line.partition("|")
        exact["en"].update({word: concept for word in english.split()})
        for word in other.split():
            (prefixes if word.endswith("*") else exact[""])[word.rstrip("*")] = concept
    phrases = {tuple(phrase.split()): concept for phrase, concept in raw["phrases"].items()}
    return _Lexicon(exact, prefixes, phrases, frozenset(phrase[0] for phrase in phrases))


def concept_of(word: str, language: str) -> str:
    """The concept of one folded word, or the word's stem. `language` is a two-letter code; unknown reads as English."""
    lexicon = _lexicon()
    known = lexicon.exact["en"].get(word)
    if language in ("pl", "de"):
        known = lexicon.exact[""].get(word) or _by_prefix(word, lexicon.prefixes) or known
    return f"*{known}" if known else stem(word, language)


def stem(word: str, language: str) -> str:
    """A folded word without its ending. Numbers and short words stay as they are."""
    if not word.isalpha() or len(word) <= _SHORTEST_STEM:
        return word.replace("w", "v") if word.isalpha() else word
    for ending in _ENDINGS.get(language, _ENDINGS["en"]):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    bare = word.rstrip("aeiouy")
    return (bare if len(bare) >= _SHORTEST_STEM - 1 else word).replace("w", "v")


def join_phrases(tokens: Iterable[str]) -> list[str]:
    """Folded tokens in order, with each known phrase put in one token ("prime", "minister" to "premier")."""
    left = list(tokens)
    lexicon = _lexicon()
    phrases, openings = lexicon.phrases, lexicon.openings
    if openings.isdisjoint(left):
        return left
    out: list[str] = []
    at = 0
    while at < len(left):
        if left[at] not in openings:
            out.append(left[at])
            at += 1
            continue
        for length in (3, 2, 1):
            concept = phrases.get(tuple(left[at : at + length]))
            if concept is not None:
                out.append(concept)
                at += length
                break
        else:
            out.append(left[at])
            at += 1
    return out


def concepts(text: str, language: str, stop: frozenset[str]) -> tuple[str, ...]:
    """The ideas of a text in order, repeats kept: concepts are marked with a star, stems are bare, stop words gone."""
    told = [_idea_of(token, language, stop) for token in join_phrases(_SPLIT.findall(fold(text)))]
    return tuple([idea for idea in told if idea])


@lru_cache(maxsize=65536)
def _idea_of(token: str, language: str, stop: frozenset[str]) -> str:
    """The concept of one folded token, "" where it says nothing."""
    bare = token.removesuffix("'s").strip("'")
    return concept_of(bare, language) if bare not in stop and (len(bare) > 1 or bare.isdigit()) else ""


def _by_prefix(word: str, prefixes: dict[str, str]) -> str | None:
    for length in range(len(word), _PREFIX - 1, -1):
        if word[:length] in prefixes:
            return prefixes[word[:length]]
    return None


_SPLIT = re.compile(r"\d+(?:[.,]\d+)*[^\W\d_]*|[^\W_]+(?:'[^\W_]+)?(?:\.(?=[^\W_](?:\.|\b))[^\W_])*")
