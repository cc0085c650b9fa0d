"""The grammar of "who says what": for one word of speech or stance, the words of its source and of its content.

The source is the subject, or whom a shared, reduced or passive clause takes it from. The content is the clause, the
infinitive, the object or the phrase with a preposition that the word governs, or the sentence it is put into.
"""

from typing import NamedTuple

from newsroom.council.grammar import Tree

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_CLIMBED = frozenset(("conj", "xcomp", "advcl", "ccomp", "pcomp", "dep"))
_PUT_IN = frozenset(("parataxis", "ccomp", "advcl", "dep", "intj", "appos"))
_STEPS = 4


class Shape(NamedTuple):
    """Token positions. `kinds` names how the content hangs on the word, most telling first."""

    at: int
    source: tuple[int, ...]
    content: tuple[int, ...]
    kinds: tuple[str, ...]
    subject: int | None


def shape_of(tree: Tree, at: int) -> Shape:
    """Source and content of the verb or noun at `at`; either may be empty."""
    if tree[at].lemma.casefold() == "accord":
        return _according(tree, at)
    if tree[at].pos == "NOUN":
        return _of_noun(tree, at)
    subject, kind = _subject(tree, at)
    taken = frozenset((at,) if subject is None else (at, subject))
    kinds, content = _governed(tree, at, taken)
    if not content:
        kinds, content = _around(tree, at, subject)
    source = () if subject is None else _named(tree, subject, at)
    patient = tree.child(at, "nsubjpass")
    if patient is not None and patient != subject:
        content = tuple(sorted({*content, *tree.subtree(patient)}))
        kinds = kinds or ("patient",)
    first = min((at, *source))
    if "ccomp" in kinds and content[-1] < first and tree[at].head == at:
        content = tuple(range(first))
    held = set(source)
    return Shape(at, source, tuple(i for i in content if i not in held), (kind, *kinds), subject)


def _subject(tree: Tree, at: int) -> tuple[int | None, str]:
    place = at
    for step in range(_STEPS):
        own = tree.child(place, *_SUBJECTS)
        if own is not None and tree[own].dep == "nsubjpass":
            by = tree.child(place, "agent")
            agent = tree.child(by, "pobj") if by is not None else None
            return (agent, "passive") if step == 0 else (own, "shared")
        if own is not None:
            return own, "own" if step == 0 else "shared"
        if tree[place].dep in {"acl", "relcl"}:
            by = tree.child(place, "agent")
            if by is not None:
                return tree.child(by, "pobj"), "passive"
            return tree[place].head, "noun"
        if tree[place].dep not in _CLIMBED or tree[place].head == place:
            break
        place = tree[place].head
    return _after(tree, at)


def _after(tree: Tree, at: int) -> tuple[int | None, str]:
    """'..., said the mayor': the parser may take the one who speaks for an object."""
    following = [c for c in tree.children(at, "dobj", "attr", "dative", "npadvmod", "oprd") if c > at]
    if following and not tree.children(at, "aux", "auxpass"):
        start = tree.subtree(following[0])[0]
        if start == at + 1 and tree[at].tag in {"VBD", "VBZ", "VBP"}:
            return following[0], "inverted"
    return None, "none"


def _named(tree: Tree, subject: int, at: int) -> tuple[int, ...]:
    """The whole phrase with appositions and relative clauses, without what hangs behind the word of speech."""
    span = [i for i in tree.subtree(subject) if i != at]
    below = set(tree.subtree(at)) if at in tree.subtree(subject) else set()
    return tuple(i for i in _trimmed(tree, span) if i not in below)


def _governed(tree: Tree, at: int, taken: frozenset[int]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    clauses = [c for c in tree.children(at, "ccomp") if c not in taken]
    if clauses:
        return ("ccomp",), _below(tree, clauses, taken)
    clauses = [c for c in tree.children(at, "xcomp") if c not in taken]
    objects = [c for c in tree.children(at, "dobj", "attr", "oprd", "acomp", "dative") if c not in taken and c > at]
    if clauses:
        return ("xcomp",), _below(tree, [*clauses, *objects], taken)
    phrases = [c for c in tree.children(at, "prep", "pcomp") if c > at]
    if objects:
        after = (f"+{tree[c].lemma.casefold()}" for c in phrases)
        return (tree[objects[0]].dep, *after), _below(tree, [*objects, *phrases], taken)
    for phrase in phrases:
        inner = [c for c in tree.children(phrase) if c > phrase]
        if inner:
            return (f"prep:{tree[phrase].lemma.casefold()}",), _below(tree, inner, taken)
    return (), ()


def _around(tree: Tree, at: int, subject: int | None) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The clause that the words of speech are put into: 'The plan, she said, is dead.'"""
    governor = tree[at].head
    if governor == at or tree[at].dep not in _PUT_IN or subject is None or tree[governor].pos not in {"VERB", "AUX"}:
        return (), ()
    own = set(tree.subtree(at))
    return ("around",), tuple(i for i in tree.subtree(governor) if i not in own)


def _according(tree: Tree, at: int) -> Shape:
    to = tree.child(at, "prep")
    named = tree.child(to, "pobj") if to is not None else None
    source = _named(tree, named, at) if named is not None else ()
    place = tree[at].head
    for _ in range(_STEPS):
        if tree[place].pos in {"VERB", "AUX"} or tree[place].head == place:
            break
        place = tree[place].head
    own = set(tree.subtree(at))
    content = tuple(i for i in tree.subtree(place) if i not in own) if place != at else ()
    return Shape(at, source, content, ("according",), named)


def _of_noun(tree: Tree, at: int) -> Shape:
    owner = tree.child(at, "poss")
    clauses = tree.children(at, "acl", "ccomp", "relcl")
    plain = [c for c in clauses if tree[c].dep != "relcl"]
    source = _named(tree, owner, at) if owner is not None else ()
    if plain:
        return Shape(at, source, _below(tree, plain, frozenset()), (f"n:{tree[plain[0]].dep}",), owner)
    phrase = next((c for c in tree.children(at, "prep") if c > at), None)
    if phrase is None:
        return Shape(at, source, (), ("n:none",), owner)
    inner = tree.children(phrase)
    return Shape(at, source, _below(tree, inner, frozenset()), (f"n:{tree[phrase].lemma.casefold()}",), owner)


def _below(tree: Tree, tops: list[int] | tuple[int, ...], skip: frozenset[int]) -> tuple[int, ...]:
    return tuple(sorted({i for top in tops for i in tree.subtree(top, skip)}))


def _trimmed(tree: Tree, span: list[int]) -> list[int]:
    while span and tree[span[-1]].pos in {"PUNCT", "SPACE", "PART"} and tree[span[-1]].text not in {")", "]"}:
        span = span[:-1]
    while span and tree[span[0]].pos in {"PUNCT", "SPACE"}:
        span = span[1:]
    return span
