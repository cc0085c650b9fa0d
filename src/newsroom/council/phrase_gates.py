"""When a phrase must not be said on its own: what it points to, leaves out or cuts (offline-writer.md, traps)."""

from newsroom.council.clause import Clause
from newsroom.council.grammar import Tree
from newsroom.council.kinds import kinds_of, named
from newsroom.council.lexicon import words
from newsroom.council.pieces import Piece


def is_attributed(clause: Clause, piece: Piece) -> bool:
    """Quoted words inside "X says ..." may be said as X's own; elsewhere they are nobody's statement of fact."""
    return clause.says is not None or piece.speaker is not None


_POINTERS = frozenset(("this", "these", "those", "here", "there", "former", "latter", "such"))


def phrase_refusal(clause: Clause, piece: Piece, span: tuple[int, ...], *, antecedent: str = "") -> str:
    """Why the phrase of tokens `span` may not be said on its own, or "".

    `antecedent` is the kind of the clause's named subject: it lets "his", "her", "its", "their" stand after it.
    """
    tree = clause.tree
    if not span or not tree.contiguous(span):
        return "words are missing inside"
    start, end = tree[span[0]].start, tree[span[-1]].end
    if piece.touches(piece.quoted, start, end) and not is_attributed(clause, piece):
        return "holds a longer quote"
    if piece.touches(piece.unsure, start, end):
        return "a name or a common word: not known"
    if piece.cut and end >= len(piece.clean.rstrip(" .…")) - 1:
        return "cut off"
    if any(tree[at].text in {";", ":"} for at in span):
        return "two statements in one"
    if piece.kind != "body" and _list_goes_on(clause, span):
        return "a headline's list would be cut"
    if len(span) > 28:
        return "too long"
    return next((why for why in (_word_refusal(clause, span, at, antecedent) for at in span) if why), "")


def _word_refusal(clause: Clause, span: tuple[int, ...], at: int, antecedent: str) -> str:
    """Why one word keeps the phrase from standing alone, or ""."""
    tree, token = clause.tree, clause.tree[at]
    low = token.text.casefold()
    if low in words("first_second") and token.text != "US" and token.pos not in {"NOUN", "PROPN"}:
        return "first or second person"
    stands = _stands(low, antecedent) and not _rival_before(clause, low)
    if token.tag in {"PRP", "PRP$"} and not (stands or _named_before(clause, span, at)):
        return "a pronoun without its noun"
    points = low in _POINTERS and token.tag in {"DT", "PDT", "RB", "EX"}
    if points and not (low in {"this", "those"} and _pinned(tree, at)):
        return "points outside the sentence"
    asks = token.tag in {"WP", "WDT", "WRB", "WP$"} and token.dep in {"advmod", "attr", "dobj", "pobj", "det"}
    if asks and at == span[0]:
        return "a question inside"
    return ""


def _list_goes_on(clause: Clause, span: tuple[int, ...]) -> bool:
    """In headlines a comma often stands for "and": the phrase goes on after it with another name or noun."""
    tree, after = clause.tree, span[-1] + 1
    if after + 1 >= len(tree) or tree[after].text != ",":
        return False
    following = tree[after + 1]
    return following.pos in {"NOUN", "PROPN", "ADJ", "NUM"} or following.tag == "PRP"


def _named_before(clause: Clause, span: tuple[int, ...], at: int) -> bool:
    """ "Karl Lund and his wife": the pronoun's name stands in the same phrase, and only one such name."""
    tree = clause.tree
    wanted = {"his": "PERSON", "her": "PERSON", "its": "GPE ORG", "their": "ORG NORP"}.get(tree[at].text.casefold(), "")
    names = {
        tree[i].head if tree[i].dep == "compound" else i
        for i in span
        if i < at and tree[i].pos == "PROPN" and tree[i].ent in wanted.split()
    }
    return len(names) == 1 or _of_its_pair(clause, span, at)


def _of_its_pair(clause: Clause, span: tuple[int, ...], at: int) -> bool:
    """ "the president and his wife": what is joined to one person by "and" is that person's."""
    tree, held = clause.tree, clause.tree[at].head
    if tree[at].tag != "PRP$" or tree[held].dep != "conj" or tree[held].head not in span or tree[held].head > at:
        return False
    owner, low = tree[held].head, tree[at].text.casefold()
    one = tree[owner].tag in {"NN", "NNP"} and tree[owner].dep != "conj"
    person = tree[owner].pos == "PROPN" or tree[owner].lemma.casefold() in words("person_nouns") | words("post_nouns")
    return low in {"his", "her"} and one and person


def _rival_before(clause: Clause, pronoun: str) -> bool:
    """ "The army bombed Lund and captured its mayor": in a joined clause the pronoun may mean a name of the first."""
    tree, subject = clause.tree, clause.subject
    if clause.source != "joined" or subject is None or tree[subject].head == clause.verb:
        return False
    wanted = {"its": ("GPE", "ORG"), "their": ("ORG", "NORP"), "his": ("PERSON",), "her": ("PERSON",)}.get(pronoun, ())
    span = tree.subtree(subject)
    return any(tree[i].ent in wanted for i in range(subject + 1, clause.verb) if i not in span)


def _pinned(tree: Tree, at: int) -> bool:
    head = tree[at].head
    if tree[head].ent in {"DATE", "TIME"} or tree[head].lemma.casefold() in words("time_nouns"):
        return True
    return tree[at].text.casefold() == "those" and bool(tree.children(at, "prep", "relcl", "acl"))


def _stands(pronoun: str, antecedent: str) -> bool:
    allowed = {
        "person": {"his", "her", "him", "he", "she", "himself", "herself"},
        "group": {"its", "their", "themselves", "itself", "they"},
        "place": {"its", "itself"},
        "thing": {"its"},
        "event": {"its"},
        "people": {"their", "themselves", "they", "them"},
    }
    return pronoun in allowed.get(antecedent, set())


def subject_refusal(clause: Clause, topic: frozenset[str] = frozenset()) -> str:
    """Why the subject cannot be named out of its text, or "". What the item's headline names (`topic`) needs no more."""
    tree, at = clause.tree, clause.subject
    if at is None:
        return "no subject"
    token = tree[at]
    lemma = token.lemma.casefold()
    if token.tag in {"DT", "WDT", "WP", "EX", "PRP", "WRB"}:
        return "a pronoun without its noun"
    if not tree.is_nominal(at) or lemma in words("vague_subjects"):
        return "no plain subject"
    others = [c for c in tree.children(at) if tree[c].dep not in {"det", "punct"} and c not in tree.loose(at)]
    definite = any(
        tree[c].text.casefold() in {"the", "that", "this", "these", "those"} for c in tree.children(at, "det")
    )
    bare_name = named(tree, at)
    plain = not others and not bare_name
    indefinite = any(tree[c].text.casefold() in {"a", "an"} for c in tree.children(at, "det"))
    if definite and lemma in topic and set(kinds_of(tree, at)) <= {"thing", "event"}:
        return ""
    if plain and lemma in words("anaphoric_nouns") and (definite or (token.tag == "NN" and not indefinite)):
        return "points back in its text"
    if plain and definite and kinds_of(tree, at) == ("thing",) and lemma not in words("unique_nouns"):
        return "points back in its text"
    if lemma in {"comment", "remark", "statement"}:
        return "tells of words, not of what was said"
    return ""
