"""Whose report a text really is: the agency or newsroom it credits (decisions.md section 1)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from newsroom.model.item import Item
from newsroom.model.owners import group_of, newsrooms
from newsroom.model.text import fold, sentences

OPENING = 400
"""Characters of the text in which a credit says where the report comes from; later names are single quotes."""
CLOSING = 160
"""Characters at the end of a text in which a byline may stand."""
UNNAMED = "unnamed report"
"""The one voice of all who repeat a report without saying whose."""


class Credit(NamedTuple):
    """`owner` is who speaks; `how` is the credit as a phrase for people."""

    owner: str
    how: str


def credited(item: Item) -> Credit | None:
    """Who an item's title, opening and byline credit for the report, if not its own owner. The first credit counts."""
    return _credited(
        item.title, item.text[:OPENING], item.text[OPENING:][-CLOSING:], item.author, voice_of(item.publisher.owner)
    )


def is_second_hand(item: Item) -> bool:
    """Whether an item says that it repeats a report without naming whose: in its headline or its first sentence."""
    if _SECOND_HAND.search(fold(item.title)):
        return True
    first = next(iter(sentences(item.text[:OPENING])), "")
    return bool(_others_reported().search(fold(first)))


@cache
def voice_of(owner: str) -> str:
    """An owner under one spelling: its group's, or that of the agency whose name stands in it ("PAP, state agency")."""
    group = group_of(owner)
    found = _author().search(owner) if group == owner else None
    return _owners()[found[1]] if found else group


@lru_cache(maxsize=8192)
def _credited(title: str, opening: str, closing: str, author: str, own: str) -> Credit | None:
    text = f"{title}. {opening}"
    found: list[tuple[int, Credit]] = []
    if _first_words() & set(_WORDS.findall(f"{text} {closing}")):
        found += _credits(_byline(), text, 0, "carries {} text")
        found += _credits(_reported(), text, 0, "repeats what {} reported")
        found += _credits(_ends_on(), title, 0, "repeats what {} reported")
        found += _credits(_byline(), closing, len(text), "carries {} text")
    signed = _author().search(author)
    if signed:
        found.append((-1, Credit(_owners()[signed[1]], f"is signed by {signed[1]}")))
    elif _wires_signed().search(fold(author)):
        found.append((-1, Credit(UNNAMED, "is signed by agencies")))
    elif any(_wires_beside().search(fold(part)) for part in (text, closing)):
        found.append((len(text) + len(closing), Credit(UNNAMED, "carries agencies' text")))
    others = [entry for entry in found if entry[1].owner != own]
    return min(others)[1] if others else None


def _credits(pattern: re.Pattern[str], text: str, offset: int, how: str) -> list[tuple[int, Credit]]:
    found = []
    for match in pattern.finditer(text):
        name = next(group for group in match.groups() if group)
        found.append((offset + match.start(), Credit(_owners()[name], how.format(name))))
    return found


@cache
def _table() -> Mapping[str, Any]:
    table: dict[str, Any] = tomllib.loads(files("newsroom.scouts").joinpath("cited.toml").read_text(encoding="utf-8"))
    return table


@cache
def _owners() -> Mapping[str, str]:
    """Owner by name as it is written: newsrooms, agencies, and the forms that their names take."""
    named = {**{name: name for name in _table()["agencies"]}, **newsrooms()}
    return {**named, **{form: named[name] for form, name in _table()["forms"].items()}}


@cache
def _agencies() -> tuple[str, ...]:
    plain: list[str] = _table()["agencies"]
    return (*plain, *(form for form, name in _table()["forms"].items() if name in plain))


@cache
def _first_words() -> frozenset[str]:
    """The first word of every name: a text with none of them credits nobody."""
    return frozenset(match[0] for match in map(_WORDS.match, _owners()) if match)


def _one_of(names: Iterable[str]) -> str:
    return "(" + "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))) + ")"


def _words(key: str) -> str:
    return "|".join(sorted(_table()[key], key=lambda word: (-len(word), word)))


@cache
def _author() -> re.Pattern[str]:
    return re.compile(rf"\b{_one_of(_agencies())}\b")


@cache
def _byline() -> re.Pattern[str]:
    agency = _one_of(_agencies())
    return re.compile(
        rf"\({agency}(?:/[A-Z]{{2,8}})?\)"
        rf"|\b{agency} via\b|\b(?i:via|source|zrodlo|źródło|quelle|with|by|from|mit|avec|con)[: ]\s?(?:the )?{agency}\b"
        rf"|^{agency}\s?[-–—:]|\b{agency}\s?[-–—]\s(?=[A-Z])"
    )


@cache
def _reported() -> re.Pattern[str]:
    named = rf"(?:(?i:{_words('called')})\s)*{_one_of(_owners())}"
    after_verb = (
        rf"\b(?i:{_words('told_before')})\s(?:[\w.]+\s){{0,3}}(?:(?i:{_words('called')})\s)+{_one_of(_owners())}"
    )
    return re.compile(
        rf"\b{named}\s(?i:{_words('said')})\b|\b(?i:{_words('by')})\s(?:l')?{named}\b|{after_verb}\b",
    )


@cache
def _ends_on() -> re.Pattern[str]:
    return re.compile(rf"[-–—:,]\s{_one_of(_owners())}$")


@cache
def _wires_signed() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('wires')})\b")


@cache
def _wires_beside() -> re.Pattern[str]:
    """In brackets, or as the text's last words after a dash: "with agencies" in a sentence tells of something else."""
    byline = rf"(?:(?:with|from|by|via|source:|mit|avec|con) )?(?:inputs? from |files from )?(?:{_words('wires')})"
    return re.compile(rf"[(\[]{byline}[)\]]|(?:^|[-–—|/]\s?|\n){byline}\.?\s*$")


@cache
def _others_reported() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('others_reported')})\b")


_WORDS = re.compile(r"[^\W\d_]\w*")
_SECOND_HAND = re.compile(
    r"[:,–—-]\s(?:media )?reports?$|\breports? (?:suggest|claim)|^(?:media|medien|medienberichte?|reports?|nieoficjalnie)\b"
    r"\s?[:.]|\bmedia (?:donosza|podaja|informuja)|\bwedlug mediow|\bmedienberichten\b",
)
