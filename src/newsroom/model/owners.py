"""Who ultimately owns an outlet: the table data/owners.toml, asked by owner, by site or by a newsroom's name.

One owner is one voice (decisions.md section 1), so every spelling of it has to come out as one: people's source lists say
"NBCUniversal", "Comcast" or "Sky Group" for the same group.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Group(NamedTuple):
    """One ultimate owner: other spellings of it, its newsrooms' names as reports credit them, their sites."""

    owner: str
    also: tuple[str, ...]
    names: tuple[str, ...]
    sites: tuple[str, ...]


@cache
def groups() -> tuple[Group, ...]:
    """The whole table, in its own order."""
    raw = tomllib.loads(files("newsroom").joinpath("data/owners.toml").read_text(encoding="utf-8"))
    return tuple(
        Group(owner, tuple(row.get("also", ())), tuple(row.get("names", ())), tuple(row.get("sites", ())))
        for owner, row in raw.items()
    )


def group_of(owner: str) -> str:
    """The ultimate owner behind an owner as a list spells it; an owner that the table does not hold is its own group."""
    return _spellings().get(_key(owner), owner)


def owner_of_site(host: str) -> str:
    """Whose site a host belongs to, by its longest known ending; "" for a site that the table does not hold."""
    labels = host.casefold().rstrip(".").split(".")
    endings = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((_sites()[ending] for ending in endings if ending in _sites()), "")


@cache
def newsrooms() -> Mapping[str, str]:
    """Owner by a newsroom's name as reports credit it."""
    return {name: group.owner for group in groups() for name in group.names}


@cache
def _spellings() -> dict[str, str]:
    return {_key(name): group.owner for group in groups() for name in (group.owner, *group.also)}


@cache
def _sites() -> dict[str, str]:
    return {site: group.owner for group in groups() for site in group.sites}


def _key(owner: str) -> str:
    return " ".join(owner.casefold().split()).removeprefix("the ")
