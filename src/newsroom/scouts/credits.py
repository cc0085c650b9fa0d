"""Whose report a text really is: the agency or newsroom it credits (decisions.md section 1)."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from newsroom.model.item import Item
from newsroom.model.text import fold

OPENING = 400
"""Characters of the text in which a credit says where the report comes from; later names are single quotes."""


class Credit(NamedTuple):
    """`owner` is who speaks; `how` is the credit as a phrase for people."""

    owner: str
    how: str


def credited(item: Item) -> Credit | None:
    """Who an item's title and opening credit for the report, if not its own owner. The first credit counts."""
    found: list[tuple[int, Credit]] = []
    text = f"{item.title}. {item.text[:OPENING]}"
    for pattern, how in ((_byline(), "carries {} text"), (_reported(), "repeats what {} reported")):
        for match in pattern.finditer(text):
            name = next(group for group in match.groups() if group)
            found.append((match.start(), Credit(_names()[name.casefold()], how.format(name))))
    last = _ends_on().search(item.title)
    if last:
        found.append((last.start(), Credit(_names()[last[1].casefold()], f"repeats what {last[1]} reported")))
    author = _author().search(item.author)
    if author:
        found.append((-1, Credit(_names()[author[1].casefold()], f"is signed by {author[1]}")))
    own = voice_of(item.publisher.owner)
    others = [entry for entry in found if entry[1].owner != own]
    return min(others)[1] if others else None


def is_second_hand(item: Item) -> bool:
    """Whether the headline itself says that it repeats a report without naming whose ("...: report", "Media: ...")."""
    return bool(_SECOND_HAND.search(fold(item.title)))


@cache
def voice_of(owner: str) -> str:
    """An owner under one spelling: agencies are known by their name inside the owner's ("PAP (state agency)")."""
    found = _author().search(owner)
    return _names()[found[1].casefold()] if found else owner


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): owner for group in _groups().values() for name, owner in group.items()}


@cache
def _groups() -> dict[str, dict[str, str]]:
    raw: dict[str, dict[str, str]] = tomllib.loads(
        files("newsroom.scouts").joinpath("cited.toml").read_text(encoding="utf-8")
    )
    return raw


def _one_of(*groups: str) -> str:
    names = sorted((name for group in groups for name in _groups()[group]), key=lambda name: (-len(name), name))
    return "(" + "|".join(re.escape(name) for name in names) + ")"


@cache
def _author() -> re.Pattern[str]:
    return re.compile(rf"\b{_one_of('agencies')}\b")


@cache
def _byline() -> re.Pattern[str]:
    agency = _one_of("agencies")
    return re.compile(
        rf"\({agency}(?:/[A-Z]{{2,8}})?\)"
        rf"|\b{agency} via\b|\b(?:via|source|zrodlo|źródło|Quelle|with|by)[: ]\s?{agency}\b"
        rf"|^{agency}\s?[-–—:]|\b{agency}\s?[-–—]\s(?=[A-Z])"
    )


@cache
def _reported() -> re.Pattern[str]:
    named = rf"(?:(?:{_CALLED})\s)*{_one_of('agencies', 'newsrooms')}"
    return re.compile(rf"\b{named}\s(?:{_SAID})\b|\b(?:{_BY})\s{named}\b", re.IGNORECASE)


@cache
def _ends_on() -> re.Pattern[str]:
    return re.compile(rf"[-–—:,]\s{_one_of('agencies', 'newsrooms')}$")


_CALLED = "the|agency|news agency|agencja|agencji|agencje|agencję|Agentur|portal|dziennik|stacja"
_SAID = (
    "(?:first |exclusively )?(?:report(?:s|ed|ing)?|said|says|writes|wrote|revealed|learned|podaje|podał[ay]?|"
    "informuje|poinformował[ay]?|donosi|pisze|ustalił[ay]?|berichtete?|meldete?|schreibt)"
)
_BY = (
    "according to|(?:as )?reported by|told|tells|in an interview with|cited by|citing|za|według|wg|(?:jak )?podaje|"
    r"donosi|informuje|pisze|przytoczon\w+ przez|cytowan\w+ przez|w rozmowie z|laut|nach Angaben von|berichtet"
)
_SECOND_HAND = re.compile(
    r"[:,–—-]\s(?:media )?reports?$|\breports? (?:suggest|claim)|^(?:media|medien|medienberichte?|reports?|nieoficjalnie)\b"
    r"\s?[:.]|\bmedia (?:donosza|podaja|informuja)|\bwedlug mediow|\bmedienberichten\b",
)
