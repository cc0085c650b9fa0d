"""When a clause must not become a claim: each rule names what would be lost or wrong (offline-writer.md, traps).

Order: the verb group, then what hangs on it, then the words of each phrase. The first reason found is the answer.
"""

from newsroom.council.clauses import Clause
from newsroom.council.grammar import Tree
from newsroom.council.kinds import kinds_of, named
from newsroom.council.lexicon import words
from newsroom.council.pieces import Piece

_PURPOSE_AND_PARTICIPLE_TAGS = frozenset(("VBG", "VBN", "VB"))


def clause_refusal(clause: Clause, piece: Piece) -> str:
    """Why this clause may not be used at all, or "" when it may."""
    tree, verb = clause.tree, clause.tree[clause.verb]
    if clause.subject is None:
        return "no subject"
    if not clause.finite:
        return "no finite verb"
    if piece.touches(piece.quoted, verb.start, verb.end):
        return "inside a quote"
    if clause.others:
        return "a part that cannot be said"
    if any(tree[s].dep == "expl" for s in tree.children(clause.verb)):
        return "empty subject"
    if clause.auxiliaries and clause.subject is not None and clause.source == "main":
        first = clause.auxiliaries[0]
        if first < clause.subject < clause.verb:
            return "inverted"
    return _sides(clause) or _openers(clause) or _broken(clause, piece)


def _broken(clause: Clause, piece: Piece) -> str:
    """Signs that the parser lost its way, or that words would be left out."""
    tree, verb = clause.tree, clause.verb
    token = tree[verb]
    if len(tree.children(verb, "nsubj", "nsubjpass")) > 1:
        return "two subjects"
    if clause.particle is not None and tree.children(clause.particle):
        return "words hang on the particle"
    if any(not _plainly_joined(tree, joined) for joined in tree.children(verb, "conj")):
        return "joined without a joining word"
    if clause.source == "joined" and clause.says is None and not _plainly_joined(tree, verb):
        return "joined without a joining word"
    if clause.says is not None and tree[verb].dep == "conj" and _comma_before(tree, verb):
        return "who says the second part is not certain"
    if piece.touches(piece.marked, token.start, token.end):
        return "a phrase in quote marks would be cut"
    if piece.kind != "body" and not clause.passive and not clause.auxiliaries and token.text.casefold().endswith("ed"):
        return "a headline's participle"
    return _apart(clause, piece)


def _plainly_joined(tree: Tree, verb: int) -> bool:
    """Whether a joined verb's own words follow "and", "but", "or" or a comma at once."""
    if tree[verb].pos not in {"VERB", "AUX"}:
        return True
    own = [c for c in tree.children(verb) if c < verb]
    first = min([verb, *(i for c in own for i in tree.subtree(c))])
    return first > 0 and (tree[first - 1].dep == "cc" or tree[first - 1].text in {",", ";", "—", "–"} or tree[first].dep == "cc")


def _comma_before(tree: Tree, verb: int) -> bool:
    own = [c for c in tree.children(verb) if c < verb]
    first = min([verb, *(i for c in own for i in tree.subtree(c))])
    before = [tree[i].text for i in range(max(0, first - 2), first)]
    return "," in before


def _apart(clause: Clause, piece: Piece) -> str:
    """Between the subject and its verb stand only adverbs, auxiliaries, or asides closed by commas on both sides."""
    tree, subject = clause.tree, clause.subject
    if subject is None or tree[subject].head != clause.verb or subject > clause.verb:
        return ""
    span = tree.phrase(subject)
    own = [c for c in tree.children(clause.verb, "aux", "auxpass", "neg", "advmod") if span[-1] < c < clause.verb]
    loose = {i for top in tree.loose(subject) for i in tree.subtree(top)}
    between = [i for i in range(span[-1] + 1, clause.verb) if i not in own and i not in loose]
    commas = [i for i in between if tree[i].text in {",", "–", "—", "-"}]
    words_left = [i for i in between if tree[i].pos != "PUNCT" and tree[tree[i].head].dep != "advmod"]
    fronted = {i for c in tree.children(clause.verb, "prep", "advcl", "npadvmod") if span[-1] < c < clause.verb for i in tree.subtree(c)}
    if [i for i in words_left if i not in fronted]:
        return "words stand between subject and verb"
    if len(commas) == 1 or (piece.kind != "body" and (commas or loose)):
        return "a comma parts subject and verb"
    return ""


def _sides(clause: Clause) -> str:
    tree = clause.tree
    for side in clause.sides:
        marks = {tree[c].lemma.casefold() for c in tree.children(side, "mark", "advmod")}
        if marks & words("conditional_marks"):
            return "a condition would be lost"
        if tree[side].dep == "advcl" and side < clause.verb and tree[side].tag == "VB":
            return "a purpose would be lost"
    return ""


def _openers(clause: Clause) -> str:
    """Adverbs that bound or hedge the whole clause must be sayable: only known ones may be dropped or kept."""
    tree = clause.tree
    for at in clause.adverbs:
        lemma = tree[at].lemma.casefold()
        if lemma in {"how", "why", "when", "where", "whether", "only", "hardly", "scarcely", "never", "rather", "so", "too", "as", "even"}:
            return "an adverb that turns the sense"
    marks = {tree[c].lemma.casefold() for c in tree.children(clause.verb, "mark")}
    if marks & (words("conditional_marks") | {"whether", "how"}):
        return "conditional"
    return ""


def hedges(clause: Clause) -> tuple[str, ...]:
    """Hedging adverbs on the verb, lower case, in order."""
    tree = clause.tree
    return tuple(
        tree[a].text.casefold() for a in clause.adverbs if tree[a].lemma.casefold() in words("hedge_adverbs")
    )


def phrase_refusal(clause: Clause, piece: Piece, span: tuple[int, ...], *, antecedent: str = "") -> str:
    """Why the phrase of tokens `span` may not be said on its own, or "".

    `antecedent` is the kind of the clause's named subject: it lets "his", "her", "its", "their" stand after it.
    """
    tree = clause.tree
    if not span or not tree.contiguous(span):
        return "words are missing inside"
    start, end = tree[span[0]].start, tree[span[-1]].end
    if piece.touches(piece.quoted, start, end):
        return "holds a longer quote"
    if piece.touches(piece.unsure, start, end):
        return "a name or a common word: not known"
    if piece.cut and end >= len(piece.clean.rstrip(" .…")) - 1:
        return "cut off"
    if len(span) > 28:
        return "too long"
    for at in span:
        low = tree[at].text.casefold()
        if low in words("first_second") and tree[at].text != "US":
            return "first or second person"
        if tree[at].tag in {"PRP", "PRP$"} and not (_stands(low, antecedent) or _named_before(clause, span, at)):
            return "a pronoun without its noun"
        if low in {"this", "these", "those", "here", "there", "former", "latter", "such"} and tree[at].tag in {"DT", "PDT", "RB", "EX"}:
            if not (low in {"this", "those"} and _pinned(tree, at)):
                return "points outside the sentence"
        if tree[at].tag in {"WP", "WDT", "WRB", "WP$"} and tree[at].dep in {"advmod", "attr", "dobj", "pobj"} and at == span[0]:
            return "a question inside"
    return ""


def _named_before(clause: Clause, span: tuple[int, ...], at: int) -> bool:
    """ "Karl Lund and his wife": the pronoun's name stands in the same phrase, and only one such name."""
    tree = clause.tree
    wanted = {"his": "PERSON", "her": "PERSON", "its": "GPE ORG", "their": "ORG NORP"}.get(tree[at].text.casefold(), "")
    names = {tree[i].head if tree[i].dep == "compound" else i for i in span if i < at and tree[i].pos == "PROPN" and tree[i].ent in wanted.split()}
    return len(names) == 1


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


def subject_refusal(clause: Clause) -> str:
    """Why the subject cannot be named out of its text, or ""."""
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
    definite = any(tree[c].text.casefold() in {"the", "that", "this", "these", "those"} for c in tree.children(at, "det"))
    bare_name = named(tree, at)
    plain = not others and not bare_name
    if plain and lemma in words("anaphoric_nouns") and (definite or token.tag == "NN"):
        return "points back in its text"
    if plain and definite and kinds_of(tree, at) == ("thing",) and lemma not in words("unique_nouns"):
        return "points back in its text"
    if lemma in {"comment", "remark", "statement"}:
        return "tells of words, not of what was said"
    return ""
