"""What kind of thing a noun phrase names: person, group, place, event, offence, quantity, list, time or thing."""

from typing import Literal

from newsroom.council.grammar import Tree
from newsroom.council.lexicon import words

Kind = Literal["person", "group", "place", "event", "quantity", "list", "time", "thing", "offence", "quote"]

_BY_ENTITY: dict[str, Kind] = {
    "PERSON": "person",
    "ORG": "group",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "event",
    "DATE": "time",
    "TIME": "time",
    "MONEY": "quantity",
    "PERCENT": "quantity",
}
_BY_CLASS: tuple[tuple[str, Kind], ...] = (
    ("event_nouns", "event"),
    ("offence_nouns", "offence"),
    ("place_nouns", "place"),
)
_PLURAL = frozenset(("NNS", "NNPS"))


def kind_of(tree: Tree, at: int) -> Kind:
    """The kind of the phrase headed by token `at`.

    A common noun is known by its lemma first (a parser's entity label on it is often wrong); people in the plural are
    a group; a name goes by its entity label; coordinated names stay what their first part is.
    """
    token = tree[at]
    lemma = token.lemma.casefold()
    if token.pos in {"NUM"} or token.tag == "CD":
        return "time" if token.ent in {"DATE", "TIME"} else "quantity"
    if token.pos != "PROPN" or token.text.islower():
        if token.pos == "PRON":
            return "person" if lemma in {"he", "she", "who"} else "thing"
        return _common(tree, at, lemma)
    found = _BY_ENTITY.get(token.ent)
    if found is not None:
        return found
    return _common(tree, at, lemma)


def _common(tree: Tree, at: int, lemma: str) -> Kind:
    plural = tree[at].tag in _PLURAL
    if lemma in words("person_nouns") and not plural:
        return "person"
    if lemma in words("person_nouns") or lemma in words("group_nouns"):
        return "group"
    for name, kind in _BY_CLASS:
        if lemma in words(name):
            return kind
    if tree[at].ent in {"DATE", "TIME"}:
        return "time"
    if tree[at].ent in {"MONEY", "PERCENT"}:
        return "quantity"
    return "thing"


def is_agent(kind: Kind) -> bool:
    """Whether such a thing can act or speak."""
    return kind in {"person", "group", "place"}
