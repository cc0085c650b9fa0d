"""Phrases of time, place and occasion that hang inside a longer phrase, taken apart so that each can be told by itself.

"a winless run | with a comfortable victory over Lund", "out of the rankings | after a loss". Only the tail of a phrase is
taken off, in source order, and only where what stays is as true without it: nothing is taken from few, first, only, no,
nor out of a clause inside the phrase.
"""

from newsroom.council.grammar import Tree
from newsroom.council.kinds import kind_of
from newsroom.council.lexicon import words

Span = tuple[int, ...]
_OCCASION = frozenset(("after", "following", "amid", "during", "despite", "across", "throughout"))
_PLACE = frozenset(("in", "at", "near", "outside"))


def detached(tree: Tree, span: Span) -> tuple[Span, tuple[Span, ...]]:
    """`span` without its loose tails, and the tails in source order."""
    tails: list[Span] = []
    core = span
    while (at := _last_loose(tree, core)) is not None:
        tails.insert(0, tuple(i for i in core if i >= at))
        core = tuple(i for i in core if i < at)
    bound = any(tree[i].lemma.casefold() in words("narrowing") or tree[i].pos in {"VERB", "AUX"} for i in core)
    if not tails or bound:
        return span, ()
    return core, tuple(tails)


def _last_loose(tree: Tree, span: Span) -> int | None:
    """Where the last phrase of `span` begins, when it may stand alone and leaves words before it."""
    inside = set(span)
    for at in reversed(span[1:]):
        token = tree[at]
        if token.dep != "prep" or token.head not in inside or token.head > at:
            continue
        held = tree.subtree(at)
        if held[-1] != span[-1] or not set(held) <= inside or held != tuple(i for i in span if i >= at):
            continue
        if _is_loose(tree, at):
            return at
    return None


def _is_loose(tree: Tree, at: int) -> bool:
    lemma, noun = tree[at].lemma.casefold(), tree.child(at, "pobj")
    before = tree[at - 1]
    if before.pos in {"ADP", "DET", "PUNCT", "CCONJ", "VERB", "AUX"} or before.lemma.casefold() == "there":
        return False
    if lemma in _OCCASION:
        return noun is not None or tree.child(at, "pcomp") is not None
    if noun is None:
        return False
    if lemma == "with":
        return any(tree[c].text.casefold() in {"a", "an"} for c in tree.children(noun, "det"))
    named = tree[noun].ent in {"GPE", "LOC", "FAC"} and kind_of(tree, noun) == "place"
    return lemma in _PLACE and named and tree[tree[at].head].pos in {"NOUN", "PROPN"}
