"""A parsed sentence as plain values, so that rules read grammar without knowing which parser made it."""

from typing import NamedTuple


class Token(NamedTuple):
    """One word. `head` is the index of its governor in the sentence (itself for the root); offsets are in the text."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    ent: str


class Sentence(NamedTuple):
    """One sentence with its offsets in the parsed text. Tokens' offsets are in that same text."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]


class Entity(NamedTuple):
    """A named entity: PERSON, ORG, GPE, LOC, EVENT, DATE, MONEY, ... and its place in the text."""

    text: str
    label: str
    start: int
    end: int
