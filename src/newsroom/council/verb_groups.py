"""A clause's verb group as the source has it: its words, tense, number and hedge."""

import re

from newsroom.council.clause import Clause
from newsroom.council.clauses import past_of
from newsroom.council.gates import hedges
from newsroom.council.lexicon import words
from newsroom.council.said_parts import Reading
from newsroom.model.claim import Slot


def verb_group(reading: Reading) -> Slot | None:
    """The verb with auxiliaries, negation, inner adverbs and particle, as the source has them, when they stand together."""
    clause, tree = reading.clause, reading.clause.tree
    if clause.source == "result":
        after = "" if clause.particle is None else f" {tree[clause.particle].text}"
        return Slot(text=f"{past_of(clause.lemma)}{after}", kind="thing", head=clause.lemma)
    inherited = [a for a in clause.auxiliaries if tree[a].head != clause.verb]
    own = [a for a in (*clause.auxiliaries, *clause.negation) if tree[a].head == clause.verb and a < clause.verb]
    if own and _put_in(reading, own[-1]):
        return Slot(text=_source_word(reading), kind="thing", head=clause.lemma) if not inherited else None
    inner = [
        a
        for a in clause.adverbs
        if clause.subject is not None and clause.subject < a < clause.verb and tree[a].dep == "advmod"
    ]
    first = min([*own, *inner, clause.verb])
    between = set(range(first, clause.verb + 1)) - set(own) - {clause.verb}
    if any(tree[b].dep not in {"advmod", "neg"} and tree[tree[b].head].dep != "advmod" for b in between):
        return None
    piece = reading.piece
    if piece.touches(piece.unsure, tree[first].start, tree[clause.verb].end):
        return None
    text = re.sub(r"[\"“”]", "", piece.clean[tree[first].start : tree[clause.verb].end])
    if inherited:
        text = " ".join([*(tree[a].text for a in inherited if tree[a].dep != "advmod"), text])
    particle = clause.particle
    if particle is not None:
        if particle != clause.verb + 1 and clause.object is None:
            return None
        text = f"{text} {tree[particle].text}"
    return Slot(text=text, kind="thing", head=clause.lemma)


def _put_in(reading: Reading, at: int) -> bool:
    """Whether the auxiliary is none of the source's: headline_verbs.py put its letters in at one place."""
    token, piece = reading.clause.tree[at], reading.piece
    return token.text == "did" and len(set(piece.places[token.start : token.end])) == 1


def _source_word(reading: Reading) -> str:
    """The verb as the source has it, with its ending and the particle after it."""
    tree, piece, clause = reading.clause.tree, reading.piece, reading.clause
    end = piece.places[tree[clause.verb].end - 1] + 1
    while end < piece.end and piece.cased[end].isalpha():
        end += 1
    word = piece.cased[piece.places[tree[clause.verb].start] : end]
    return word if clause.particle is None else f"{word} {tree[clause.particle].text}"


def tense_of(clause: Clause, *, headline: bool) -> str:
    """past, present, perfect, past_perfect, progressive, future or modal; "" when the verb stands without a tense.

    A headline's present of an event verb ("Team beats rivals") tells of the past.
    """
    tree = clause.tree
    if clause.source == "result":
        return "past"
    if clause.modal:
        return "future" if clause.modal == "will" else "modal"
    lemmas = {tree[a].lemma.casefold(): tree[a].text.casefold() for a in clause.auxiliaries}
    if "have" in lemmas:
        return "past_perfect" if lemmas["have"] in {"had", "'d"} else "perfect"
    if tree[clause.verb].tag == "VBG":
        return "progressive" if "be" in lemmas else ""
    finite = tree[clause.auxiliaries[0]] if clause.auxiliaries else tree[clause.verb]
    if clause.mistagged_past:
        return "" if headline else "past"
    if finite.tag == "VBD" or finite.text.casefold() in {"was", "were", "did"}:
        return "past"
    if finite.tag not in {"VBZ", "VBP"} and not (headline and finite.tag == "VB"):
        return ""
    if headline and not clause.auxiliaries and clause.lemma != "be":
        return "present" if clause.lemma in words("state_verbs") else "past"
    return "present"


def is_plural(clause: Clause) -> bool:
    tree = clause.tree
    finite = tree[clause.auxiliaries[0]] if clause.auxiliaries else tree[clause.verb]
    if finite.text.casefold() in {"are", "were", "have"} or finite.tag == "VBP":
        return True
    if finite.text.casefold() in {"is", "was", "has"} or finite.tag == "VBZ":
        return False
    at = clause.subject
    return at is not None and (tree[at].tag in {"NNS", "NNPS"} or bool(tree.children(at, "conj")))


def modality_of(clause: Clause) -> str:
    """The clause's hedge: its modal, its hedging adverbs, or the verb that makes it no more than expected."""
    if clause.modal:
        return " ".join((clause.modal, *hedges(clause)))
    if hedges(clause):
        return hedges(clause)[0]
    passive_hedge = clause.passive and clause.lemma in words("hedge_verbs") and clause.infinitive is not None
    likely = clause.attribute is not None and clause.tree[clause.attribute].lemma.casefold() in {
        "likely",
        "set",
        "due",
        "poised",
        "unlikely",
        "expected",
    }
    if passive_hedge:
        return f"{clause.tree[clause.verb].text.casefold()} to"
    return clause.tree[clause.attribute].lemma.casefold() if likely and clause.attribute is not None else ""
