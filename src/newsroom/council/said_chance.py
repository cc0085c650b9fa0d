"""How likely a word with a source and a content counts as attribution, from yes-or-no signs of its sentence.

A logistic sum: one weight a sign, fitted on news that people annotated (`lab/training/said.py`). No sign holds a name;
signs that the fit never met weigh nothing, so a new verb is judged by its grammar alone.
"""

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from newsroom.council.grammar import Tree
from newsroom.council.quoted import Span
from newsroom.council.said_shapes import Shape
from newsroom.model.base import score

SAID_FROM = 0.4
"""From this chance on a word counts as attribution: where F1 of sources and contents of publishers left out was highest."""
_STEP, _STEPS = 20, 8
_BELOW = ("neg", "auxpass", "mark", "advmod", "prep", "advcl", "npadvmod", "prt", "dative")
_PEOPLE = frozenset(("he", "she", "they", "who", "i", "we"))
_NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP"))


def chance(signs: Sequence[str]) -> float:
    """The chance, 0 to 1."""
    constant, weights = _fitted()
    margin = math.fsum((constant, *(weights.get(sign, 0.0) for sign in dict.fromkeys(signs))))
    return score(1.0 / (1.0 + math.exp(-margin)))


@cache
def _fitted() -> tuple[float, dict[str, float]]:
    raw = json.loads(files("newsroom.data.models").joinpath("said.json").read_text("utf-8"))
    return float(raw["constant"]), {str(sign): float(weight) for sign, weight in raw["weights"].items()}


def signs_of(tree: Tree, shape: Shape, how: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """The word, its source, its content and how they hang together; `how` it stands to a quotation."""
    return (*_own_signs(tree, shape, how, spans), *_around_signs(tree, shape.at))


def _own_signs(tree: Tree, shape: Shape, how: str, spans: Sequence[Span]) -> Iterator[str]:
    token = tree[shape.at]
    word = token.lemma.casefold()
    subject, *rest = shape.kinds
    kind = rest[0] if rest else subject
    who, broad = _who(tree, shape.subject)
    length = sum(end - start for start, end in spans)
    yield f"word={word}/{token.pos[0]}"
    yield f"kind={kind}"
    yield f"how={how}"
    yield f"who={who}"
    yield f"subject={subject}"
    yield f"tag={token.tag}"
    yield f"dep={token.dep}"
    yield f"word+kind={word}/{kind}"
    yield f"word+how={word}/{how}"
    yield f"word+who={word}/{broad}"
    yield f"word+dep={word}/{token.dep}"
    yield f"how+kind={how}/{kind}"
    yield f"kind+who={kind}/{broad}"
    yield f"length={min(_STEPS, length // _STEP)}"
    yield from (f"with={one}" for one in rest[1:])


def _around_signs(tree: Tree, at: int) -> Iterator[str]:
    if tree[at].head != at:
        yield f"above={_plain(tree, tree[at].head)}/{tree[at].dep}"
    below = {tree[c].dep for c in tree.children(at)}
    yield from (f"has={dep}" for dep in _BELOW if dep in below)
    yield from (f"aux={tree[c].lemma.casefold()}" for c in tree.children(at, "aux"))
    for top in tree.children(at, "ccomp", "xcomp", "dobj"):
        yield f"object={tree[top].dep}/{tree[top].ent or tree[top].pos}"
        yield f"object={tree[top].dep}/{_plain(tree, top)}"
        yield from (f"mark={tree[c].text.casefold()}" for c in tree.children(top, "mark", "aux", "advmod"))


def _plain(tree: Tree, at: int) -> str:
    """The lemma of a common word; of a name only that it is one."""
    return "name" if tree[at].pos == "PROPN" or tree[at].ent else tree[at].lemma.casefold()


def _who(tree: Tree, subject: int | None) -> tuple[str, str]:
    """Who the source is, finely and broadly."""
    if subject is None:
        return "none", "none"
    token = tree[subject]
    if token.pos == "PRON":
        word = token.text.casefold()
        return word, "person" if word in _PEOPLE else "thing"
    return token.ent or _plain(tree, subject), "name" if token.ent in _NAMED else "noun"
