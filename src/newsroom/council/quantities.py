"""Numbers in a noun phrase as quantities: value, unit and bound ("at least 40 people" is 40, people, at_least)."""

import re

from newsroom.council.grammar import Tree
from newsroom.council.lexicon import words
from newsroom.model.claim import Bound, Quantity
from newsroom.model.text import numbers

_BOUNDS: tuple[tuple[str, Bound], ...] = (
    (r"at least|no fewer than|no less than|a minimum of|upwards? of", "at_least"),
    (r"more than|over|exceeding|in excess of|above", "more_than"),
    (r"up to|as many as|at most|fewer than|less than|under|below|as much as", "up_to"),
    (
        r"about|around|some|nearly|almost|roughly|approximately|close to|an estimated|estimated|circa|just (?:over|under)",
        "about",
    ),
)
_ONE = re.compile(r"^(?:\W*)one\b", re.IGNORECASE)
_CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees"}
_VAGUE = re.compile(r"\b(?:dozens?|scores?|hundreds|thousands|millions|billions|several|few|many)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:other|others|another|more|further|additional|extra|fellow|remaining|last|first|next)\b", re.IGNORECASE
)


def quantity_of(tree: Tree, at: int, text: str) -> Quantity | None:
    """The quantity stated by the phrase `text` headed by token `at`; None when it states none, several, or a vague one.

    An increment ("two other people", "five more") is not a total and gives none.
    """
    if _MORE.search(re.sub(r"\bmore than\b", "", text, flags=re.IGNORECASE)) or _VAGUE.search(text):
        return None
    span = tree.subtree(at)
    figures = [i for i in span if tree[i].tag == "CD" and (tree[i].dep in {"nummod", "pobj", "attr"} or i == at)]
    if not figures and not any(mark in text for mark in _CURRENCIES):
        return None
    core = re.split(r"\s(?:in|of|on|at|from|who|that|which|with|including|near|aged)\s", text)[0]
    core = (
        re.split(r"\s(?:in|on|from|who|that|which|including|near|aged)\s", text)[0]
        if "of" in core.split()[:3]
        else core
    )
    values = numbers(core)
    if not values and _ONE.match(core):
        values = (1.0,)
    if len(values) != 1:
        return None
    return Quantity(value=values[0], unit=unit_of(tree, at, core), bound=bound_of(core))


def bound_of(text: str) -> Bound:
    """The bound that the words before the number set; "exact" when none does."""
    low = text.casefold()
    number = re.search(r"\d|[$£€¥₹]", low)
    before = low[: number.start()] if number else low
    for pattern, bound in _BOUNDS:
        if re.search(rf"\b(?:{pattern})\b", before):
            return bound
    return "exact"


def unit_of(tree: Tree, at: int, text: str) -> str:
    """What is counted: a currency, percent, or the plural noun as written; "people" when a bare number stands alone."""
    for mark, unit in _CURRENCIES.items():
        if mark in text:
            return unit
    if "%" in text or "percent" in text or "per cent" in text:
        return "percent"
    token = tree[at]
    if token.tag == "CD":
        return "people"
    return token.text.casefold()


def counts_people(tree: Tree, at: int) -> bool:
    """Whether the phrase counts human beings: a bare number, or a noun for people."""
    token = tree[at]
    return token.tag == "CD" or token.lemma.casefold() in words("toll_units") | words("person_nouns")
