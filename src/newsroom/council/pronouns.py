"""Who or what a pronoun means, where only one thing can be meant; nobody otherwise.

1. "X says they ...", "X said its ...": X, when number and kind fit and nothing else of that kind stands before.
2. At the start of a sentence: the one person, or the one group or thing, that the sentence before is about.
"It" is never resolved where it may stand for nothing ("it was clear that", "it takes days").
"""

from typing import NamedTuple

from newsroom.council.clause import Clause
from newsroom.council.grammar import Tree, bare
from newsroom.council.kinds import Kind, kind_of, named
from newsroom.council.lexicon import words
from newsroom.council.phrase_gates import phrase_refusal, subject_refusal
from newsroom.council.pieces import Piece
from newsroom.council.speakers import Names, meant

_OWNER = {"his": "he", "her": "she", "its": "it", "their": "they"}
_EMPTY_IT = frozenset(
    ("be", "take", "seem", "appear", "happen", "rain", "snow", "matter", "turn", "look", "emerge", "remain")
)
_ONE_THING = frozenset(("ORG", "GPE", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "NORP"))


class Who(NamedTuple):
    """The words to say instead, their kind and head; `before` when they stand in the sentence before."""

    text: str
    kind: Kind
    head: str
    before: bool = False


def meant_by(clause: Clause, piece: Piece, before: Names) -> Who | None:
    """What the clause's subject means when it is a pronoun, or opens with "his", "its", "their"."""
    tree, at = clause.tree, clause.subject
    if at is None:
        return None
    low = tree[at].text.casefold()
    if low in _OWNER.values():
        return _of(low, clause, piece, before)
    span = tree.phrase(at)
    first = tree[span[0]] if span else tree[at]
    pronoun = _OWNER.get(first.text.casefold(), "")
    if not pronoun or first.tag != "PRP$" or phrase_refusal(clause, piece, span[1:]):
        return None
    owner = _of(pronoun, clause, piece, before)
    if owner is None:
        return None
    name = owner.text if owner.before or owner.kind != "person" else owner.text.split()[-1]
    mark = "'" if name.endswith("s") and owner.kind != "person" else "'s"
    rest = piece.words(tree[span[1]].start, tree[span[-1]].end)
    return Who(f"{name}{mark} {rest}", kind_of(tree, at), tree.head_lemma(at), owner.before)


def _of(pronoun: str, clause: Clause, piece: Piece, before: Names) -> Who | None:
    if pronoun in {"he", "she"}:
        name = meant(clause, piece, before)
        return Who(name, "person", name.split()[-1].casefold(), clause.says is None) if name else None
    if pronoun == "it" and (clause.lemma in _EMPTY_IT or clause.content is not None):
        return None
    found = (
        _speaker(pronoun, clause, piece) if clause.says is not None else _told_before(pronoun, clause, piece, before)
    )
    # What was planned, built or delayed is seldom the body that says so: "it" may then be its work.
    return None if found and pronoun == "it" and found.kind == "group" and clause.passive else found


def _speaker(pronoun: str, clause: Clause, piece: Piece) -> Who | None:
    tree = clause.tree
    at = tree.child(clause.says, "nsubj") if clause.says is not None else None
    subject = clause.subject if clause.subject is not None else clause.verb
    if at is None or tree[at].pos == "PRON" or at > subject:
        return None
    span = tree.phrase(at)
    rivals = [i for i in range(subject) if i not in set(tree.subtree(at)) and _fits(pronoun, tree, i)]
    if not _fits(pronoun, tree, at) or rivals or phrase_refusal(clause, piece, span):
        return None
    text = bare(piece.words(tree[span[0]].start, tree[span[-1]].end))
    return Who(text, kind_of(tree, at), tree.head_lemma(at)) if text else None


def _told_before(pronoun: str, clause: Clause, piece: Piece, before: Names) -> Who | None:
    """The subject of the sentence before, for a pronoun that opens its own sentence."""
    tree = clause.tree
    opens = clause.subject is not None and all(tree[i].pos in {"ADV", "PUNCT", "CCONJ"} for i in range(clause.subject))
    if piece.speaker is not None or clause.source != "main" or not opens or before.subject is None:
        return None
    text, kind, head, many = before.subject
    return Who(text, kind, head, before=True) if many == (pronoun == "they") else None


def _fits(pronoun: str, tree: Tree, at: int) -> bool:
    """Whether the noun at `at` may be meant by "they" (many people, a group) or "it" (one group, place or thing)."""
    if not tree.is_nominal(at) or tree[at].pos == "PRON" or tree[at].dep in {"compound", "nmod", "amod"}:
        return False
    many, kind = _is_many(tree, at), kind_of(tree, at)
    if pronoun == "they":
        return many and kind in {"person", "group"}
    return not many and (kind in {"group", "event"} or tree[at].ent in _ONE_THING)


def _is_many(tree: Tree, at: int) -> bool:
    plural = tree[at].tag in {"NNS", "NNPS"} or tree[at].lemma.casefold() in {"police", "people"}
    return plural or bool(tree.children(at, "conj"))


def subject_told(tree: Tree, clause: Clause, piece: Piece) -> tuple[str, Kind, str, bool] | None:
    """The subject that the next sentence's "it" or "they" may mean: words, kind, head, and whether it is many.

    None unless it can be named out of its text and nothing else of its kind stands in the sentence.
    """
    at = clause.subject
    if at is None or clause.source != "main" or subject_refusal(clause, piece.topic) or piece.speaker is not None:
        return None
    pronoun = "they" if _is_many(tree, at) else "it"
    span = tree.phrase(at)
    rivals = [i for i in range(len(tree)) if i not in span and _fits(pronoun, tree, i)]
    if not _fits(pronoun, tree, at) or rivals or phrase_refusal(clause, piece, span):
        return None
    if pronoun == "it" and not named(tree, at) and tree[at].lemma.casefold() not in words("group_nouns"):
        return None
    text = bare(piece.words(tree[span[0]].start, tree[span[-1]].end))
    return (text, kind_of(tree, at), tree.head_lemma(at), pronoun == "they") if text else None
