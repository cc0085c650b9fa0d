"""When a clause must not become a claim: each rule names what would be lost or wrong (offline-writer.md, traps).

Order: the verb group, then what hangs on it, then the words of each phrase. The first reason found is the answer.
"""

from functools import cache

from newsroom.council.clause import Clause
from newsroom.council.grammar import Tree
from newsroom.council.kinds import named
from newsroom.council.lexicon import words
from newsroom.council.phrase_gates import is_attributed
from newsroom.council.pieces import Piece

CONDITION_LOST = "a condition would be lost"
"""The one refusal that ends where the condition itself can be said with the clause."""
_PURPOSE_AND_PARTICIPLE_TAGS = frozenset(("VBG", "VBN", "VB"))


def clause_refusal(clause: Clause, piece: Piece) -> str:
    """Why this clause may not be used at all, or "" when it may."""
    tree, verb = clause.tree, clause.tree[clause.verb]
    if clause.subject is None:
        return "no subject"
    if not clause.finite and not bare_present(clause, piece):
        return "no finite verb"
    if piece.touches(piece.quoted, verb.start, verb.end) and not is_attributed(clause, piece):
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


def bare_present(clause: Clause, piece: Piece) -> bool:
    """A headline's plain form behind a name that counts as many: "Bath hold off Exeter"."""
    tree, verb, at = clause.tree, clause.verb, clause.subject
    own = at is not None and tree[at].head == verb and tree[at].dep == "nsubj" and at < verb
    return piece.kind == "headline" and own and tree[verb].tag == "VB" and not clause.auxiliaries


def _broken(clause: Clause, piece: Piece) -> str:
    """Signs that the parser lost its way, or that words would be left out."""
    tree, verb = clause.tree, clause.verb
    subjects = [s for s in tree.children(verb, "nsubj", "nsubjpass") if s == clause.subject or s not in clause.times]
    if len(subjects) > 1:
        return "two subjects"
    if clause.particle is not None and tree.children(clause.particle):
        return "words hang on the particle"
    if clause.lemma in {"take", "spend", "last", "wait"} and clause.times and clause.object is None:
        return "a length of time is not when"
    if _disagrees(clause):
        return "subject and verb do not agree"
    return _misjoined(clause, piece) or _misplaced(clause) or _misread(clause, piece) or _apart(clause, piece)


def _disagrees(clause: Clause) -> bool:
    """ "The system ... are medical": the verb belongs to a subject that the parser missed. Groups may be plural."""
    tree, at = clause.tree, clause.subject
    finite = tree[clause.auxiliaries[0]] if clause.auxiliaries else tree[clause.verb]
    if at is None or finite.text.casefold() not in {"are", "were", "have"} or tree[at].tag != "NN":
        return False
    many = tree.children(at, "conj") or tree[at].lemma.casefold() in words("group_nouns") | words("plural_heads")
    return not many and not named(tree, at)


def _misjoined(clause: Clause, piece: Piece) -> str:
    """Verbs joined without a joining word, or whose speaker is no longer certain."""
    tree, verb = clause.tree, clause.verb
    if any(not _plainly_joined(tree, joined) for joined in tree.children(verb, "conj")):
        return "joined without a joining word"
    if clause.source == "joined" and clause.says is None and not _plainly_joined(tree, verb):
        return "joined without a joining word"
    if clause.source == "joined" and piece.kind != "body" and _comma_before(tree, verb):
        return "joined without a joining word"
    if clause.says is not None and tree[verb].dep == "conj" and not _still_said(tree, verb):
        return "who says the second part is not certain"
    return ""


def _misplaced(clause: Clause) -> str:
    """Object and complement stand after the verb, in this order, and whole."""
    tree, held = clause.tree, clause.object
    parts = (clause.object, clause.attribute, clause.infinitive)
    order = [part for part in parts if part is not None]
    if any(part < clause.verb for part in order) or order != sorted(order):
        return "parts out of order"
    if clause.dative is not None and (clause.dative < clause.verb or (held is not None and held < clause.dative)):
        return "parts out of order"
    if held is not None and not tree.is_nominal(held):
        return "the object is no noun"
    if held is None or clause.attribute is not None or clause.dative is not None:
        return ""
    span = tree.phrase(held)
    after = span[-1] + 1 if span else len(tree)
    goes_on = {"NOUN", "PROPN", "ADJ"} if tree[held].tag == "CD" else {"NOUN", "PROPN"}
    return "the object is cut in two" if after < len(tree) and tree[after].pos in goes_on else ""


def _misread(clause: Clause, piece: Piece) -> str:
    """Headline words taken for what they are not, and verbs inside a phrase in quote marks."""
    token = clause.tree[clause.verb]
    if "-" in token.text and clause.lemma.rpartition("-")[2] not in words("transitive_verbs"):
        return "an adjective taken for the verb"
    if piece.touches(piece.marked, token.start, token.end) and not is_attributed(clause, piece):
        return "a phrase in quote marks would be cut"
    if piece.kind == "body":
        return ""
    lone = not (clause.passive or clause.auxiliaries or clause.phrases or clause.times)
    if clause.source == "side" and lone and _without_parts(clause):
        return "a noun may have been taken for the verb"
    return "another word may be the verb" if _other_verb(clause) else _participle(clause)


def _without_parts(clause: Clause) -> bool:
    return all(part is None for part in (clause.object, clause.attribute, clause.infinitive, clause.content))


def _participle(clause: Clause) -> str:
    """A headline's verb form that stands for a passive ("Berg left out of team"), or lacks what it is done to."""
    token, plain = clause.tree[clause.verb], not clause.passive and not clause.auxiliaries
    needs = _without_parts(clause) and clause.lemma in words("transitive_verbs") and not clause.passive
    if needs and (clause.particle is None or token.tag in {"VBD", "VBN"}):
        return "its object is missing"
    if plain and clause.lemma in {"set", "expect", "tip", "bind"} and clause.infinitive is not None:
        return "a headline's participle"
    return "a headline's participle" if plain and token.text.casefold().endswith("ed") else ""


def _other_verb(clause: Clause) -> bool:
    """A headline's subject that hides its verb: "Mayor blocks sale deal" read as if "deal" were the verb."""
    tree, subject = clause.tree, clause.subject
    if subject is None or subject > clause.verb:
        return False
    span = [i for i in tree.subtree(subject) if i < clause.verb]
    return any(tree[i].tag in {"NNS", "NNPS"} and tree[i].text.casefold() in third_persons() for i in span[1:])


@cache
def third_persons() -> frozenset[str]:
    """Forms like "blocks", "orders" of the verbs that the rules know."""
    known = words("transitive_verbs") | words("speech_plain") | words("speech_strong")
    return frozenset(f"{verb}s" for verb in known) | frozenset(f"{verb}es" for verb in known)


def _plainly_joined(tree: Tree, verb: int) -> bool:
    """Whether a joined verb's own words follow "and", "but", "or" or a comma at once."""
    if tree[verb].pos not in {"VERB", "AUX"}:
        return True
    own = [c for c in tree.children(verb) if c < verb]
    first = min([verb, *(i for c in own for i in tree.subtree(c))])
    shares = tree.child(verb, "nsubj", "nsubjpass", "csubj", "expl") is None
    if shares and first > 0 and tree[first - 1].text == "," and not _list_of_verbs(tree, verb):
        return False
    return first > 0 and (
        tree[first - 1].dep == "cc" or tree[first - 1].text in {",", ";", "—", "–"} or tree[first].dep == "cc"
    )


def _list_of_verbs(tree: Tree, verb: int) -> bool:
    """ "came, saw and won": a comma joins verbs only where "and" joins the last of them."""
    chain = [verb, *tree.children(verb, "conj")]
    return any(tree.children(at, "cc") for at in chain) or bool(tree.children(tree[verb].head, "cc"))


def _still_said(tree: Tree, verb: int) -> bool:
    """A second clause after "X says" is X's too when it repeats "that", or shares the subject without a comma."""
    if any(tree[c].text.casefold() == "that" for c in tree.children(verb, "mark")):
        return True
    return tree.child(verb, "nsubj", "nsubjpass") is None and not _comma_before(tree, verb)


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
    fronted = {
        i
        for c in tree.children(clause.verb, "prep", "advcl", "npadvmod")
        if span[-1] < c < clause.verb
        for i in tree.subtree(c)
    }
    if [i for i in words_left if i not in fronted]:
        return "words stand between subject and verb"
    if len(commas) == 1 or (piece.kind != "body" and (commas or loose)):
        return "a comma parts subject and verb"
    return ""


def _sides(clause: Clause) -> str:
    tree = clause.tree
    for side in clause.sides:
        marks = {tree[c].lemma.casefold() for c in tree.children(side, "mark", "advmod")}
        if marks & words("conditional_marks") and not (marks == {"before"} and _both_past(tree, clause.verb, side)):
            return CONDITION_LOST
        if tree[side].dep == "advcl" and side < clause.verb and tree[side].tag == "VB":
            return "a purpose would be lost"
    return ""


def _both_past(tree: Tree, verb: int, side: int) -> bool:
    """ "gave the town its lights before the storm broke": what is told first happened, whatever came after."""
    return tree[verb].tag == tree[side].tag == "VBD" and tree.child(verb, "neg") is None


def _openers(clause: Clause) -> str:
    """Adverbs that bound or hedge the whole clause must be sayable: only known ones may be dropped or kept."""
    tree = clause.tree
    for at in clause.adverbs:
        lemma = tree[at].lemma.casefold()
        if lemma in {
            "how",
            "why",
            "when",
            "where",
            "whether",
            "only",
            "hardly",
            "scarcely",
            "never",
            "rather",
            "so",
            "too",
            "as",
            "even",
        }:
            return "an adverb that turns the sense"
    marks = {tree[c].lemma.casefold() for c in tree.children(clause.verb, "mark")}
    if marks & (words("conditional_marks") | {"whether", "how"}):
        return "conditional"
    return ""


def hedges(clause: Clause) -> tuple[str, ...]:
    """Hedging adverbs on the verb, lower case, in order."""
    tree = clause.tree
    return tuple(tree[a].text.casefold() for a in clause.adverbs if tree[a].lemma.casefold() in words("hedge_adverbs"))
