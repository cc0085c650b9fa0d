"""The closed word lists of `wordlists.toml`, read once: stop words, abbreviations, number words."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(files("newsroom.model").joinpath("wordlists.toml").read_text(encoding="utf-8"))


@cache
def stop_words(language: str) -> frozenset[str]:
    """Folded stop words of a language tag ("en", "pl-PL"); an unknown or empty tag gets those of all languages."""
    lists: dict[str, str] = _lists()["stop"]
    chosen = lists.get(language.casefold().partition("-")[0])
    return frozenset((chosen if chosen is not None else " ".join(lists.values())).split())


@cache
def abbreviations() -> frozenset[str]:
    """Folded abbreviations whose full stop ends no sentence, written without that stop."""
    return frozenset(_lists()["abbreviations"]["all"].split())


@cache
def number_words(group: str) -> dict[str, int]:
    """Folded number words and their values; `group` is units, tens or magnitudes."""
    return dict(_lists()[group])
