"""Filling a slot: where in a clause it is found, the words it takes, and what kind of thing it is.

A source is written as in frames.yaml: "subject", "object", "agent", "attribute", "prep on|for", "of object into",
"number subject", "money object", "action", "content", "verb", "score", "age clause", ...
"""

import re
from collections.abc import Callable

from newsroom.council.clause_figures import AGE, DEPTH, MAGNITUDE, SCORE, by_pattern, rank
from newsroom.council.grammar import bare
from newsroom.council.lexicon import words
from newsroom.council.said_parts import Found, Reading, phrase, span_slot
from newsroom.model.claim import Slot


def fill(source: str, reading: Reading) -> Found | None:
    """What `source` names in this clause; None when it is not there or may not be said."""
    name, _, rest = source.partition(" ")
    maker = _MAKERS.get(name)
    return maker(rest, reading) if maker else _part(name, reading)


def _part(name: str, reading: Reading) -> Found | None:
    at = _index(name, reading)
    if at is None:
        return None
    named = reading.clause.tree.child(at, "compound", "nmod")
    if named is not None and SCORE.fullmatch(reading.clause.tree[at].text):
        return phrase(named, reading, frozenset({at}))
    return phrase(at, reading)


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
    if found is None or found.quantity is None or found.noun is None:
        return None
    return found._replace(
        slot=found.slot.model_copy(update={"kind": "quantity", "text": _counted(found.noun, reading)})
    )


def _counted(noun: int, reading: Reading) -> str:
    """The number with its noun, without what follows: "at least 40 people"."""
    tree = reading.clause.tree
    first = tree.phrase(noun)[0]
    return bare(reading.piece.words(tree[first].start, tree[noun].end))


def _money(rest: str, reading: Reading) -> Found | None:
    found = _number(rest, reading)
    money = found is not None and found.quantity is not None and _is_currency(found.quantity.unit)
    return found if money else None


def _is_currency(unit: str) -> bool:
    return unit in words("money_units") or unit.removesuffix("s") in words("money_units")


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


def _verb(_: str, reading: Reading) -> Found | None:
    token = reading.clause.tree[reading.clause.verb]
    return Found(Slot(text=token.text, kind="thing", head=token.lemma.casefold()), frozenset())


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
    "score": by_pattern(SCORE, "score"),
    "magnitude": by_pattern(MAGNITUDE, "magnitude"),
    "depth": by_pattern(DEPTH, ""),
    "age": by_pattern(AGE, "years"),
    "place": rank,
    "time": _when,
}
