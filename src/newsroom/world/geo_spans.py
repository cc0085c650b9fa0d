"""Stretches of a text that might name a place: known names, and runs of capitalised words that no table knows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsroom.world.geo_namesakes import folded
from newsroom.world.place_index import PlaceIndex
from newsroom.world.place_tables import Known

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’](?![sS]\b)[^\W_]+)*|[^\w\s]")
LONGEST_RUN = 6


class Token(NamedTuple):
    """A word or one mark of `text[start:end]`; `lower` is its folded text."""

    text: str
    start: int
    end: int
    lower: str


class Span(NamedTuple):
    """Tokens `first` to `last`, both included, at `text[start:end]`. `known` are the places of exactly that name."""

    start: int
    end: int
    first: int
    last: int
    key: str
    known: tuple[Known, ...]


class Read(NamedTuple):
    """One text, cut once: its tokens and the spans to judge."""

    text: str
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]


def read(text: str, index: PlaceIndex) -> Read:
    """Cut a text into tokens and the spans that might be places, in order of the text, longer first."""
    tokens = tuple(Token(m.group(), m.start(), m.end(), m.group().casefold()) for m in _TOKEN.finditer(text))
    found: dict[tuple[int, int], Span] = {}
    for first, last, end in (*_known(text, tokens, index), *_runs(text, tokens)):
        start = tokens[first].start
        key = folded(text[start:end])
        if key and (start, end) not in found:
            found[(start, end)] = Span(start, end, first, last, key, index.get(key))
    return Read(text, tokens, tuple(sorted(found.values(), key=lambda one: (one.start, -one.end))))


def is_capitalised(token: Token) -> bool:
    """Whether it begins with a capital letter."""
    return token.text[0].isupper()


def _known(text: str, tokens: Sequence[Token], index: PlaceIndex) -> list[tuple[int, int, int]]:
    found = []
    for first, token in enumerate(tokens):
        if not is_capitalised(token):
            continue
        for last in range(first, min(first + LONGEST_RUN, len(tokens))):
            if last > first and tokens[last].start - tokens[last - 1].end > 1:
                break
            if not is_capitalised(tokens[last]):
                continue
            end = tokens[last].end
            key = folded(text[token.start : end])
            if key in index.foreign:
                continue
            if key in index or (last > first and key.removeprefix("the ") in index):
                found.append((first, last, _with_full_stop(text, end, key, index)))
    return found


def _with_full_stop(text: str, end: int, key: str, index: PlaceIndex) -> int:
    """An abbreviation keeps its full stop ("Ky.")."""
    return end + 1 if text[end : end + 1] == "." and key in index.abbreviated else end


def _runs(text: str, tokens: Sequence[Token]) -> list[tuple[int, int, int]]:
    """Unbroken runs of capitalised words, and such a run with the lower-case street word or number after it."""
    found = []
    at = 0
    while at < len(tokens):
        if not is_capitalised(tokens[at]):
            at += 1
            continue
        last = at
        while last + 1 < len(tokens) and is_capitalised(tokens[last + 1]) and _one_space(text, tokens, last):
            last += 1
        if last > at or not _starts_sentence(tokens, at):
            if last - at < LONGEST_RUN:
                found.append((at, last, tokens[last].end))
            if last + 1 < len(tokens) and tokens[last + 1].text.isdigit() and _one_space(text, tokens, last):
                found.append((at, last + 1, tokens[last + 1].end))
        at = last + 1
    return found


def _one_space(text: str, tokens: Sequence[Token], at: int) -> bool:
    return text[tokens[at].end : tokens[at + 1].start] == " "


def _starts_sentence(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at - 1].text in '.!?"“”:'
