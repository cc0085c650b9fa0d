"""A clause as one sentence of words, for people who read the claim: in the source's order where that is whole."""

from newsroom.council.clauses import past_of
from newsroom.council.said_parts import Reading, phrase
from newsroom.council.whole_clause import said_words
from newsroom.model.claim import Slot


def told_whole(reading: Reading, slots: dict[str, Slot]) -> str:
    """The clause rebuilt from its slots, or in the source's order where a time or place stands among loose phrases."""
    clause = reading.clause
    among = "phrases" in slots and {"when", "where"} & slots.keys()
    own = all(clause.tree[a].head == clause.verb for a in clause.auxiliaries)
    stated = statement_of(reading) if among and own and clause.source != "result" else ""
    if not stated:
        return said_words(slots)
    side_clauses = [part for part in slots["phrases"].text.split(" | ") if part not in stated]
    return " ".join([stated, *side_clauses])


def told_alone(reading: Reading) -> str:
    """The verb and what follows it, without whom the phrase hangs on."""
    clause, tree = reading.clause, reading.clause.tree
    span = [
        i for i in tree.subtree(clause.verb, tree.loose(clause.verb)) if i >= clause.verb and tree[i].pos != "PUNCT"
    ]
    return reading.piece.words(tree[span[0]].start, tree[span[-1]].end)


def statement_of(reading: Reading) -> str:
    """The clause in the source's words; a subject that stands elsewhere comes first."""
    clause, piece, tree = reading.clause, reading.piece, reading.clause.tree
    skip = set(tree.loose(clause.verb)) | set(clause.sides)
    skip |= {c for c in tree.children(clause.verb, "conj", "cc", "mark", "advcl", "parataxis")}
    if clause.source == "result":
        return _result(reading, frozenset(skip))
    if reading.subject_text and clause.subject is not None:
        skip.add(clause.subject)
    skip |= {
        c for c in tree.children(clause.verb, "nsubj", "nsubjpass", "advmod") if tree[c].tag in {"WP", "WDT", "WRB"}
    }
    span = [i for i in tree.subtree(clause.verb, frozenset(skip)) if tree[i].pos != "PUNCT"]
    told = piece.words(tree[span[0]].start, tree[span[-1]].end)
    if clause.subject is None or clause.subject in span:
        return told
    subject = phrase(clause.subject, reading)
    return f"{subject.slot.text} {told}" if subject else told


def _result(reading: Reading, skip: frozenset[int]) -> str:
    """What something came to, as a sentence: the subject, the verb in the past, and what follows it."""
    clause, piece, tree = reading.clause, reading.piece, reading.clause.tree
    span = [i for i in tree.subtree(clause.verb, skip) if i > clause.verb and tree[i].pos != "PUNCT"]
    rest = piece.words(tree[span[0]].start, tree[span[-1]].end) if span else ""
    subject = phrase(clause.subject, reading) if clause.subject is not None else None
    return " ".join(part for part in (subject.slot.text if subject else "", past_of(clause.lemma), rest) if part)
