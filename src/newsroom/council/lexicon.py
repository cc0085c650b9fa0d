"""The closed word classes of `lexicon.yaml`, read once. Lemmas, lower case."""

from functools import cache
from importlib.resources import files

import yaml


@cache
def _classes() -> dict[str, frozenset[str]]:
    raw: dict[str, str] = yaml.safe_load(files("newsroom.council").joinpath("lexicon.yaml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in raw.items()}


def words(name: str) -> frozenset[str]:
    """The class called `name`. KeyError when the data file holds no such class."""
    return _classes()[name]


@cache
def known_words() -> frozenset[str]:
    """Common words that carry no capital inside a sentence: every word of every class, and those of common_words.yaml."""
    raw: dict[str, str] = yaml.safe_load(files("newsroom.council").joinpath("common_words.yaml").read_text("utf-8"))
    return frozenset(raw["words"].split()).union(*_classes().values())
