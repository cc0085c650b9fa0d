"""Parts of a clause as slots: the words, the kind of thing, and the head to merge by."""

from typing import NamedTuple

from newsroom.council.clause import Clause
from newsroom.council.grammar import bare
from newsroom.council.kinds import Kind, kind_of
from newsroom.council.nations import country_named_by
from newsroom.council.phrase_gates import phrase_refusal
from newsroom.council.pieces import Piece
from newsroom.council.quantities import quantity_of
from newsroom.model.claim import Quantity, Slot


class Found(NamedTuple):
    """A filled slot with the tops of the clause parts that it uses up."""

    slot: Slot
    uses: frozenset[int]
    quantity: Quantity | None = None
    noun: int | None = None


class Reading(NamedTuple):
    """A clause with its sentence, and the kind of its named subject (for "his", "its").

    `subject_text`, `subject_kind` and `subject_head` stand for a subject that is a pronoun; `since` is where the
    sentence that names it begins, -1 when that is the clause's own.
    """

    clause: Clause
    piece: Piece
    antecedent: str = ""
    subject_text: str = ""
    subject_head: str = ""
    subject_kind: Kind = "person"
    since: int = -1


def phrase(at: int, reading: Reading, uses: frozenset[int] | None = None) -> Found | None:
    """The noun phrase headed by `at` as a slot, when nothing forbids it."""
    clause, piece = reading.clause, reading.piece
    tree = clause.tree
    if at == clause.subject and reading.subject_text:
        slot = Slot(text=reading.subject_text, kind=reading.subject_kind, head=reading.subject_head)
        return Found(slot, frozenset({at}), None, at)
    span = tree.phrase(at)
    if clause.source in {"attached", "relative"} and at == tree[clause.verb].head:
        below = set(tree.subtree(clause.verb))
        span = tuple(i for i in span if i not in below)
    own = "" if at == clause.subject else reading.antecedent
    if not span or phrase_refusal(clause, piece, span, antecedent=own):
        return None
    text = bare(piece.words(tree[span[0]].start, tree[span[-1]].end))
    if not text:
        return None
    if piece.kind == "headline" and len(span) == 1 and tree[at].ent == "NORP":
        text = country_named_by(text) or text
    slot = Slot(text=text, kind=kind_of(tree, at), head=tree.head_lemma(at))
    return Found(slot, uses if uses is not None else frozenset({at}), quantity_of(tree, at, text), at)


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
