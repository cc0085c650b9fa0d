"""Who is meant by "he" or "she", and who says a clause; nobody when it is not certain."""

from typing import NamedTuple

from newsroom.council.clause import Clause
from newsroom.council.grammar import Tree
from newsroom.council.kinds import Kind
from newsroom.council.lexicon import words
from newsroom.council.pieces import Piece
from newsroom.council.voices import named_at
from newsroom.model.claim import Speaker
from newsroom.model.syntax import Sentence


class Names(NamedTuple):
    """Whom a pronoun may mean here: the people named in the sentence before, and what that sentence is about.

    `subject` is (words, kind, head, many) of its subject where nothing else of that kind stands beside it; `start` is
    where it begins in its field, -1 when there is none.
    """

    people: tuple[str, ...] = ()
    subject: tuple[str, Kind, str, bool] | None = None
    start: int = -1


def people_of(sentence: Sentence) -> Names:
    """The distinct people named in a sentence, in order."""
    tree = Tree(sentence)
    found: list[str] = []
    for at, token in enumerate(tree.tokens):
        if token.ent == "PERSON" and token.pos == "PROPN" and token.dep not in {"compound", "flat", "poss"}:
            span = [i for i in tree.subtree(at) if tree[i].dep in {"compound", "flat"} or i == at]
            name = " ".join(tree[i].text for i in span if tree[i].ent == "PERSON")
            if name and name.split()[-1] not in {n.split()[-1] for n in found}:
                found.append(name)
    return Names(tuple(found))


def meant(clause: Clause, piece: Piece, before: Names) -> str:
    tree = clause.tree
    at = clause.subject if clause.subject is not None else clause.verb
    here = [t for i, t in enumerate(tree.tokens) if t.ent == "PERSON" and i < at]
    if clause.says is not None:
        speaker = tree.child(clause.says, "nsubj")
        named = speaker is not None and tree[speaker].ent == "PERSON" and tree[speaker].pos == "PROPN"
        others = {t.text for t in here if speaker is not None and t.start > tree[speaker].end}
        return _full_name(tree, speaker) if named and speaker is not None and not others else ""
    if piece.speaker is not None:
        return ""
    return before.people[0] if not here and len(before.people) == 1 else ""


def _full_name(tree: Tree, at: int) -> str:
    return " ".join(
        tree[i].text for i in tree.subtree(at) if (tree[i].dep == "compound" or i == at) and tree[i].ent == "PERSON"
    )


def speaker_behind(clause: Clause, piece: Piece, before: Names) -> tuple[Speaker | None, bool]:
    """Who says this clause, and whether it must be refused because that cannot be told."""
    if clause.says is None:
        return piece.speaker, False
    tree, says = clause.tree, clause.says
    at = tree.child(says, "nsubj")
    deps = {tree[c].dep for c in tree.children(says)}
    modal = any(tree[c].tag == "MD" for c in tree.children(says, "aux"))
    if at is None or "neg" in deps or "auxpass" in deps or modal or piece.speaker is not None:
        return None, True
    if any(tree[c].lemma.casefold() in words("hedge_adverbs") for c in tree.children(says, "advmod")):
        return None, True
    if clause.content is not None and clause.verb == says:
        return None, False
    verb = tree[says].lemma.casefold()
    if tree[at].text.casefold() in {"he", "she"}:
        name = before.people[0] if len(before.people) == 1 else ""
        return (Speaker(name=name, verb=verb), False) if name else (None, True)
    span = tree.phrase(at)
    if span and piece.touches(piece.unsure, tree[span[0]].start, tree[span[-1]].end):
        return None, True
    speaker = named_at(tree, at, verb, piece.words)
    return speaker, speaker is None
