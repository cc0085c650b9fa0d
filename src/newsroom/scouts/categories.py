"""What a story is about: one of twelve words after the top level of the IPTC Media Topics."""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from newsroom.model.base import score
from newsroom.model.item import Item
from newsroom.model.text import fold, folded_words
from newsroom.ports import Filed
from newsroom.scouts.filing import category_weights

DEFAULT = "society"
"""A story about nothing that we have a word for is about people."""
TITLE_COUNTS = 2.0
PATH_COUNTS = 3.0
"""A desk that files a report under /sport/ has read it; we have read a summary."""
SECOND_FROM = 0.5
"""Another category is secondary from half of the first one's weight."""
MODELS_COUNT = 1.0
"""What the trained models say of an item counts as much as all its words."""
_PREFIX = 3


class Category(NamedTuple):
    """`primary` always says something; `secondary` are further ones, heaviest first."""

    primary: str
    secondary: tuple[str, ...]


class _Words(NamedTuple):
    exact: dict[str, tuple[str, ...]]
    prefixes: dict[str, tuple[str, ...]]
    paths: dict[str, str]


def category_of(items: Sequence[Item], filed: Mapping[str, Filed] | None = None) -> Category:
    """The category that most items speak for. Each item gives one vote's worth, so that a long text is not louder.

    `filed` is what the trained models say, by item id; their word adds to that of the words.
    """
    totals: dict[str, float] = {}
    for item in items:
        weights = _weights(item.title, item.text, item.url)
        whole = math.fsum(weights.values())
        for category, weight in weights.items():
            totals[category] = totals.get(category, 0.0) + weight / whole
        if filed and item.id in filed:
            for category, weight in category_weights(filed[item.id]).items():
                totals[category] = totals.get(category, 0.0) + MODELS_COUNT * weight
    if not totals:
        return Category(DEFAULT, ())
    ranked = sorted(totals, key=lambda name: (-score(totals[name]), name))
    first = ranked[0]
    return Category(first, tuple(name for name in ranked[1:3] if totals[name] >= SECOND_FROM * totals[first]))


@lru_cache(maxsize=8192)
def _weights(title: str, text: str, url: str) -> dict[str, float]:
    words = _words()
    found: dict[str, float] = {}
    for source, weight in ((title, TITLE_COUNTS), (text, 1.0)):
        for word in _with_pairs(folded_words(source)):
            for category in words.exact.get(word) or _by_prefix(word, words):
                found[category] = found.get(category, 0.0) + weight
    for part in re.split(r"[/.?=_-]", url.casefold())[2:]:
        if part in words.paths:
            found[words.paths[part]] = found.get(words.paths[part], 0.0) + PATH_COUNTS
    return found


def _with_pairs(tokens: Sequence[str]) -> list[str]:
    return [*tokens, *(f"{left}-{right}" for left, right in zip(tokens, tokens[1:], strict=False))]


def _by_prefix(word: str, words: _Words) -> tuple[str, ...]:
    for length in range(len(word), _PREFIX - 1, -1):
        if word[:length] in words.prefixes:
            return words.prefixes[word[:length]]
    return ()


@cache
def _words() -> _Words:
    raw = tomllib.loads(files("newsroom.scouts").joinpath("categories.toml").read_text(encoding="utf-8"))
    exact: dict[str, tuple[str, ...]] = {}
    prefixes: dict[str, tuple[str, ...]] = {}
    for category, group in raw.items():
        for word in fold(group["words"]).split():
            kept = prefixes if word.endswith("*") else exact
            kept[word.rstrip("*")] = (*kept.get(word.rstrip("*"), ()), category)
    paths = {path: category for category, group in raw.items() for path in group["paths"].split()}
    return _Words(exact, prefixes, paths)
