"""Figures with a form of their own: magnitude, depth, age, score, place in a table."""

import re
from collections.abc import Callable

from newsroom.council.said_parts import Found, Reading
from newsroom.model.claim import Quantity, Slot

MAGNITUDE = re.compile(r"(?:magnitude(?:[- ]| of )(\d(?:\.\d)?)\b|\b(\d\.\d)[- ]magnitude)", re.IGNORECASE)


DEPTH = re.compile(
    r"(?:depth of |(?=\d+(?:\.\d+)? ?(?:km|kilomet\w+|miles) deep))(?P<all>(?:about |around )?(\d+(?:\.\d+)?) ?(km|kilomet\w+|miles))"
)


AGE = re.compile(r"(?:\baged |\bat the age of |\bage )(\d{1,3})\b")


SCORE = re.compile(r"(?<![\d-])(\d{1,3}\s?[-–]\s?\d{1,3})(?![\d-])")


_RANK = re.compile(
    r"\b(top|bottom|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))\b"
)


def by_pattern(pattern: re.Pattern[str], unit: str) -> Callable[[str, Reading], Found | None]:
    def make(rest: str, reading: Reading) -> Found | None:
        text, _ = _clause_text(reading, rest)
        found = pattern.search(text)
        if found is None:
            return None
        figure = (
            next(group for group in found.groups()[::-1] if group) if unit == "" else next(filter(None, found.groups()))
        )
        words = found.groupdict().get("all") or figure
        quantity = None
        number = re.search(r"\d+(?:\.\d+)?", words)
        if number and unit != "score":
            named = unit or (re.search(r"[a-z]+$", words) or number).group()
            quantity = Quantity(value=float(number.group()), unit=named)
        shown = re.sub(r"\s*[-–]\s*", "-", words) if unit == "score" else words
        slot = Slot(text=shown, kind="quantity", head=figure.casefold())
        return Found(slot, _tops_holding(reading, words), quantity)

    return make


def _clause_text(reading: Reading, part: str) -> tuple[str, int]:
    tree = reading.clause.tree
    at = reading.clause.subject if part == "subject" else reading.clause.verb
    span = tree.subtree(at if at is not None else reading.clause.verb)
    start = tree[span[0]].start
    return reading.piece.clean[start : tree[span[-1]].end], start


def _tops_holding(reading: Reading, words: str) -> frozenset[int]:
    tree = reading.clause.tree
    held = set()
    for child in tree.children(reading.clause.verb):
        span = tree.subtree(child)
        if words in reading.piece.clean[tree[span[0]].start : tree[span[-1]].end]:
            held.add(child)
    if reading.clause.agent is not None and tree[reading.clause.agent].head in held:
        held.add(reading.clause.agent)
    return frozenset(held)


def rank(_: str, reading: Reading) -> Found | None:
    """A place in a table: an ordinal that is itself the complement, or follows "in", "into", "to"."""
    tree = reading.clause.tree
    tops = [
        reading.clause.attribute,
        *(p.noun for p in reading.clause.phrases if p.preposition in {"in", "into", "to"}),
    ]
    for at in tops:
        if at is not None and _RANK.fullmatch(tree[at].text.casefold()):
            uses = frozenset({at, tree[at].head})
            return Found(Slot(text=tree[at].text, kind="thing", head=tree[at].text.casefold()), uses, None, at)
    return None
