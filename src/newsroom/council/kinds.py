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
_COUNTERS = frozenset(
    (
        "thousand",
        "thousands",
        "hundred",
        "hundreds",
        "dozen",
        "dozens",
        "score",
        "scores",
        "million",
        "millions",
        "number",
        "pair",
    )
)
_BUILT = frozenset(
    [
        "airport",
        "bridge",
        "cathedral",
        "harbour",
        "harbor",
        "hospital",
        "hotel",
        "library",
        "mosque",
        "motorway",
        "museum",
        "palace",
        "prison",
        "pier",
        "railway",
        "school",
        "stadium",
        "station",
        "theatre",
        "theater",
        "tunnel",
        "university",
        "viaduct",
    ]
)
"""What no surname is: a name that ends in one is a place, whatever the parser takes it for."""

_PLURAL = frozenset(("NNS", "NNPS"))


def kind_of(tree: Tree, at: int) -> Kind:
    """The kind of the phrase headed by token `at`.

    A common noun is known by its lemma first (a parser's entity label on it is often wrong); people in the plural are
    a group; a name goes by its entity label; coordinated names stay what their first part is.
    """
    at = counted(tree, at)
    token = tree[at]
    lemma = token.lemma.casefold()
    if token.pos in {"NUM"} or token.tag == "CD":
        return "time" if token.ent in {"DATE", "TIME"} else "quantity"
    if not named(tree, at):
        if token.pos == "PRON":
            return "person" if lemma in {"he", "she", "who"} else "thing"
        return _common(tree, at, lemma)
    if token.ent == "PERSON" and lemma in _BUILT and tree.children(at, "compound"):
        return "place"
    found = _BY_ENTITY.get(token.ent)
    if found is not None:
        return found
    return _common(tree, at, lemma)


def _common(tree: Tree, at: int, lemma: str) -> Kind:
    plural = tree[at].tag in _PLURAL
    if lemma in words("person_nouns") and not plural:
        return "person"
    if lemma in words("person_nouns") or lemma in words("group_nouns") or lemma.endswith("maker"):
        return "group"
    for name, kind in _BY_CLASS:
        if lemma in words(name):
            return kind
    if tree[at].ent in {"DATE", "TIME"}:
        return "time"
    if tree[at].ent in {"MONEY", "PERCENT"}:
        return "quantity"
    return "thing"


def named(tree: Tree, at: int) -> bool:
    """Whether the token is a name: tagged so, or written and labelled like one (small models miss first words)."""
    token = tree[at]
    if token.pos == "PROPN":
        return not token.text.islower()
    labelled = token.ent in {"PERSON", "ORG", "GPE"} and token.text[:1].isupper() and token.tag == "NN"
    return labelled and not tree.children(at, "det", "amod")


def counted(tree: Tree, at: int) -> int:
    """What "thousands of farmers", "a group of men" count: the noun after "of"; `at` itself otherwise."""
    if tree[at].lemma.casefold() not in _COUNTERS:
        return at
    inner = next((tree.child(top, "pobj") for top in tree.children(at, "prep") if tree[top].text == "of"), None)
    return at if inner is None else inner


def kinds_of(tree: Tree, at: int) -> tuple[Kind, ...]:
    """Every kind the phrase may count as, the likeliest first. A name without a label may be any of four."""
    token = tree[at]
    first = kind_of(tree, at)
    if named(tree, at):
        options = {
            "PERSON": ("person", "group", "place"),
            "ORG": ("group", "person", "place"),
            "GPE": ("place", "group"),
        }
        rest: tuple[Kind, ...] = options.get(
            token.ent, ("group", "person", "place", "thing") if first == "thing" else ()
        )  # type: ignore[assignment]
        return (first, *(kind for kind in rest if kind != first))
    lemma = token.lemma.casefold()
    if first == "thing" and lemma.endswith(("er", "or", "ist", "ian")) and lemma not in words("not_people"):
        return first, "group" if token.tag == "NNS" else "person"
    classes: tuple[tuple[str, Kind], ...] = (
        ("group_nouns", "group"),
        ("place_nouns", "place"),
        ("event_nouns", "event"),
    )
    more = tuple(kind for name, kind in classes if lemma in words(name) and kind != first)
    return (first, *more)


def is_agent(kind: Kind) -> bool:
    """Whether such a thing can act or speak."""
    return kind in {"person", "group", "place"}
