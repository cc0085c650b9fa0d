"""The guard's own data files, read once: rungs.yaml and guard_words.yaml."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def guard_table(name: str) -> dict[str, Any]:
    """A YAML table of this folder."""
    loaded: dict[str, Any] = yaml.safe_load(files("newsroom.studio").joinpath(name).read_text(encoding="utf-8"))
    return loaded


@cache
def word_set(name: str) -> frozenset[str]:
    """One list of guard_words.yaml as a set."""
    return frozenset(str(word) for word in guard_table("guard_words.yaml")[name])


@cache
def meanings() -> dict[str, frozenset[int]]:
    """Lemma -> rows of `equivalents` it stands in."""
    rows: list[list[str]] = guard_table("guard_words.yaml")["equivalents"]
    lemmas = {str(lemma) for row in rows for lemma in row}
    return {lemma: frozenset(at for at, row in enumerate(rows) if lemma in row) for lemma in sorted(lemmas)}
