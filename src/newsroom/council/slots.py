"""Filling a slot: where in a clause it is found, the words it takes, and what kind of thing it is.

A source is written as in frames.yaml: "subject", "object", "agent", "attribute", "prep on|for", "of object into",
"number subject", "money object", "action", "content", "verb", "score", "age clause", ...
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from newsroom.council.clauses import Clause
from newsroom.council.gates import phrase_refusal
from newsroom.council.grammar import bare
from newsroom.council.kinds import kind_of
from newsroom.council.pieces import Piece
from newsroom.council.quantities import quantity_of
from newsroom.model.claim import Quantity, Slot

_MAGNITUDE = re.compile(r"(?:magnitude(?:[- ]| of )(\d(?:\.\d)?)\b|\b(\d\.\d)[- ]magnitude)", re.IGNORECASE)
_DEPTH = re.compile(r"(?:depth of |(?=\d+(?:\.\d+)? ?(?:km|kilomet\w+|miles) deep))(?P<all>(?:about |around )?(\d+(?:\.\d+)?) ?(km|kilomet\w+|miles))")
_AGE = re.compile(r"(?:\baged |\bat the age of |\bage )(\d{1,3})\b")
_SCORE = re.compile(r"(?<![\d-])(\d{1,3}\s?[-–]\s?\d{1,3})(?![\d-])")
_RANK = re.compile(r"\b(top|bottom|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))\b")


class Found(NamedTuple):
    """A filled slot with the tops of the clause parts that it uses up."""

    slot: Slot
    uses: frozenset[int]
    quantity: Quantity | None = None
    noun: int | None = None


class Reading(NamedTuple):
    """A clause with its sentence, and the kind of its named subject (for "his", "its")."""

    clause: Clause
    piece: Piece
    antecedent: str = ""
    subject_text: str = ""
    subject_head: str = ""


def fill(source: str, reading: Reading) -> Found | None:
    """What `source` names in this clause; None when it is not there or may not be said."""
    name, _, rest = source.partition(" ")
    maker = _MAKERS.get(name)
    return maker(rest, reading) if maker else _part(name, reading)


def phrase(at: int, reading: Reading, uses: frozenset[int] | None = None) -> Found | None:
    """The noun phrase headed by `at` as a slot, when nothing forbids it."""
    clause, piece = reading.clause, reading.piece
    tree = clause.tree
    if at == clause.subject and reading.subject_text:
        slot = Slot(text=reading.subject_text, kind="person", head=reading.subject_head)
        return Found(slot, frozenset({at}), None, at)
    span = tree.phrase(at)
    own = "" if at == clause.subject else reading.antecedent
    if not span or phrase_refusal(clause, piece, span, antecedent=own):
        return None
    text = bare(piece.words(tree[span[0]].start, tree[span[-1]].end))
    if not text:
        return None
    slot = Slot(text=text, kind=kind_of(tree, at), head=tree.head_lemma(at))
    return Found(slot, uses if uses is not None else frozenset({at}), quantity_of(tree, at, text), at)


def _part(name: str, reading: Reading) -> Found | None:
    at = _index(name, reading)
    return None if at is None else phrase(at, reading)


def _index(name: str, reading: Reading) -> int | None:
    clause = reading.clause
    parts = {
        "subject": clause.subject,
        "object": clause.object,
        "agent": clause.agent,
        "dative": clause.dative,
        "attribute": clause.attribute,
        "infinitive": clause.infinitive,
    }
    return parts.get(name)


def _preposition(rest: str, reading: Reading) -> Found | None:
    wanted = rest.split("|")
    for loose in reading.clause.phrases:
        if loose.preposition in wanted and loose.noun is not None:
            return phrase(loose.noun, reading, frozenset({loose.top}))
    return None


def _inside(rest: str, reading: Reading) -> Found | None:
    """ "of object into|against": the noun of a preposition inside the object's phrase, or else on the verb."""
    part, _, prepositions = rest.partition(" ")
    at = _index(part, reading)
    if at is None:
        return None
    wanted = prepositions.split("|") if prepositions else ["of", "from", "in"]
    tree = reading.clause.tree
    for top in tree.children(at, "prep"):
        noun = tree.child(top, "pobj")
        if noun is not None and tree[top].lemma.casefold() in wanted:
            return phrase(noun, reading, frozenset({at}))
    return _preposition("|".join(wanted), reading) if prepositions else None


def _number(rest: str, reading: Reading) -> Found | None:
    if rest in {"subject", "object", "attribute"}:
        found = _part(rest, reading)
    elif rest == "lives":
        found = _part("object", reading)
        if found is None or found.slot.head != "life" or found.quantity is None:
            return None
        found = found._replace(quantity=found.quantity.model_copy(update={"unit": "people"}))
    else:
        found = _preposition(rest.removeprefix("prep "), reading)
    if found is None or found.quantity is None:
        return None
    return found._replace(slot=found.slot.model_copy(update={"kind": "quantity"}))


def _money(rest: str, reading: Reading) -> Found | None:
    found = _number(rest, reading)
    money = found is not None and found.quantity is not None and found.quantity.unit in _CURRENCY_UNITS
    return found if money else None


_CURRENCY_UNITS = frozenset(("dollars", "pounds", "euros", "yen", "rupees"))


def _actor(rest: str, reading: Reading) -> Found | None:
    found = _part(rest, reading)
    return found if found and found.slot.kind in {"person", "group", "place"} else None


def _action(_: str, reading: Reading) -> Found | None:
    at = reading.clause.infinitive
    found = None if at is None else span_slot(at, reading, drop_subject=True)
    if found is None or not found.slot.text.startswith("to "):
        return None
    return found._replace(slot=found.slot.model_copy(update={"text": found.slot.text[3:]}))


def _content(_: str, reading: Reading) -> Found | None:
    at = reading.clause.content
    found = None if at is None else span_slot(at, reading, drop_subject=False)
    if found is None or re.match(r"(?:how|what|whether|if|why|who|when|where)\b", found.slot.text, re.IGNORECASE):
        return None
    return found._replace(slot=found.slot.model_copy(update={"text": re.sub(r"^that\s+", "", found.slot.text)}))


def span_slot(at: int, reading: Reading, *, drop_subject: bool) -> Found | None:
    """A verb phrase below the clause as words, without its own subject when asked."""
    clause, piece = reading.clause, reading.piece
    tree = clause.tree
    skip = set(tree.loose(at))
    if drop_subject:
        skip |= {c for c in tree.children(at, "nsubj", "nsubjpass") if c < at}
    span = [i for i in tree.subtree(at, frozenset(skip))]
    while span and tree[span[-1]].pos == "PUNCT":
        span.pop()
    if phrase_refusal(clause, piece, tuple(span), antecedent=reading.antecedent):
        return None
    text = piece.words(tree[span[0]].start, tree[span[-1]].end).strip(" ,;:")
    return Found(Slot(text=text, kind="thing", head=tree[at].lemma.casefold()), frozenset({at}), None, at)


def _verb(_: str, reading: Reading) -> Found | None:
    token = reading.clause.tree[reading.clause.verb]
    return Found(Slot(text=token.text, kind="thing", head=token.lemma.casefold()), frozenset())


def _by_pattern(pattern: re.Pattern[str], unit: str) -> Callable[[str, Reading], Found | None]:
    def make(rest: str, reading: Reading) -> Found | None:
        text, _ = _clause_text(reading, rest)
        found = pattern.search(text)
        if found is None:
            return None
        figure = next(group for group in found.groups()[::-1] if group) if unit == "" else next(filter(None, found.groups()))
        words = found.groupdict().get("all") or figure
        quantity = None
        number = re.search(r"\d+(?:\.\d+)?", words)
        if number and unit not in {"score", "rank"}:
            named = unit or (re.search(r"[a-z]+$", words) or number).group()
            quantity = Quantity(value=float(number.group()), unit=named)
        kind = "quantity" if unit != "rank" else "thing"
        slot = Slot(text=re.sub(r"\s*[-–]\s*", "-", words) if unit == "score" else words, kind=kind, head=figure.casefold())  # type: ignore[arg-type]
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


def _when(_: str, reading: Reading) -> Found | None:
    at = next(iter(reading.clause.times), None)
    if at is None:
        return None
    found = span_slot(at, reading, drop_subject=False)
    return found._replace(slot=found.slot.model_copy(update={"kind": "time"})) if found else None


_MAKERS: dict[str, Callable[[str, Reading], Found | None]] = {
    "prep": _preposition,
    "of": _inside,
    "number": _number,
    "money": _money,
    "person": _actor,
    "action": _action,
    "content": _content,
    "verb": _verb,
    "score": _by_pattern(_SCORE, "score"),
    "magnitude": _by_pattern(_MAGNITUDE, "magnitude"),
    "depth": _by_pattern(_DEPTH, ""),
    "age": _by_pattern(_AGE, "years"),
    "place": _by_pattern(_RANK, "rank"),
    "time": _when,
}
