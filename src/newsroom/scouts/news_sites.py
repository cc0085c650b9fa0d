"""Which public directories of news sites list a host: a fact about an outlet, not a rating of it.

Two directories: the sites that Google News took its items from about 2013, and a directory of news feeds of 2020
(data/models/news_sites.toml). They are held as check sums, so a host can be asked for but not read back.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zlib import crc32


class Listings(NamedTuple):
    """In which directories a host stands."""

    search: bool
    feeds: bool


def listings(host: str) -> Listings:
    """Of a host such as "example.com", with or without "www."; a part of a listed site ("blog.example.com") is not listed.

    Any text has an answer. About 1 unlisted host in 400,000 passes for a listed one.
    """
    known, mark = _directories(), mark_of(host)
    return Listings(mark in known.search, mark in known.feeds)


def mark_of(host: str) -> int:
    """The check sum that a host is held by, 0 to 2**32 - 1."""
    return crc32(host.casefold().strip().strip(".").removeprefix("www.").encode("utf-8", "replace"))


class _Directories(NamedTuple):
    search: frozenset[int]
    feeds: frozenset[int]


@cache
def _directories() -> _Directories:
    # Whoever never asks about an outlet starts without the library of arrays.
    import numpy as np

    with files("newsroom.data").joinpath("models/news_sites.npz").open("rb") as file:
        held = np.load(file, allow_pickle=False)
        return _Directories(*(frozenset(held[name].cumsum(dtype=np.uint64).tolist()) for name in _Directories._fields))
