"""The word lists of page_words.toml."""

import tomllib
from functools import cache
from importlib.resources import files


def page_words(key: str) -> frozenset[str]:
    """One list as a set."""
    return frozenset(_table()[key].split())


@cache
def _table() -> dict[str, str]:
    return tomllib.loads(files("newsroom.world.pages").joinpath("page_words.toml").read_text(encoding="utf-8"))
