"""A headline's verb that the parser took for a noun: "Team stretches league lead", "Rebels seize port of Vellmar".

Each word that may be the verb is tried as "will stretch": behind "will" a parser hardly takes it for a noun. The trial
counts when the verb then rules the whole headline and everything before it is its subject. One word must pass and no
other; a word that is a noun as often needs an object that is plainly one. In the reading "will" then stands as "did",
for headlines tell the past in the present; its letters point at the word that they stand before.
"""

from collections.abc import Callable, Iterator

from newsroom.council.grammar import Tree
from newsroom.council.headlines import restored
from newsroom.council.lexicon import words
from newsroom.council.pieces import Piece
from newsroom.model.syntax import Sentence, Token

Parse = Callable[[str], tuple[Sentence, ...]]
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SIDES = frozenset(("advcl", "relcl", "acl", "ccomp", "csubj"))
_AHEAD = "will "
_VERBS = frozenset(("VBD", "VBZ", "VBP", "VBN", "MD"))
_MOST_TRIALS = 4
_MOVING = frozenset(("land", "return", "rise", "fall", "step"))
"""Nouns as often, yet verbs when a person stands before them."""
_GOES = {
    "rule": ("against", "out"),
    "storm": ("to", "into"),
    "return": ("to",),
    "rise": ("to",),
    "fall": ("to", "into"),
    "drop": ("to", "out"),
    "surge": ("to", "into"),
    "slump": ("to",),
    "move": ("into",),
    "sink": ("to",),
}
"""Nouns as often, yet verbs when such a word follows."""


def whole_headline(piece: Piece, parsed: tuple[Sentence, ...], parse: Parse) -> tuple[Piece, tuple[Sentence, ...]]:
    """A headline with what it left out put back: at most two auxiliaries, then a verb read as a noun; and its parse."""
    for _ in range(2):
        whole = restored(piece, parsed)
        if whole is None:
            break
        piece, parsed = whole, parse(whole.clean)
    return revived(piece, parsed, parse) or (piece, parsed)


def revived(piece: Piece, parsed: tuple[Sentence, ...], parse: Parse) -> tuple[Piece, tuple[Sentence, ...]] | None:
    """The headline with its hidden verb brought out, and its parse; None when it has a verb or none is certain."""
    if len(parsed) != 1 or _has_verb(Tree(parsed[0])):
        return None
    tokens = parsed[0].tokens
    tried = list(_candidates(tokens))
    if len(tried) > _MOST_TRIALS:
        return None
    passed = []
    for at, lemma in tried:
        changed = _with_will(piece, tokens[at], lemma)
        reading = parse(changed.clean)
        if len(reading) == 1 and _rules_all(Tree(reading[0]), tokens[at], lemma):
            passed.append((changed, (_in_the_past(reading[0], tokens[at].start),)))
    return passed[0] if len(passed) == 1 else None


def _has_verb(tree: Tree) -> bool:
    """Whether some finite verb stands outside side clauses."""
    return any(
        (token.tag in _FINITE and token.dep not in _SIDES and "-" not in token.text)
        or (token.dep == "ROOT" and token.pos in {"VERB", "AUX"} and "-" not in token.text)
        for token in tree.tokens
    )


def _candidates(tokens: tuple[Token, ...]) -> Iterator[tuple[int, str]]:
    """Words that may be the verb: "-s" after a singular, the plain form after a plural or joined names."""
    for at, token in enumerate(tokens):
        if not 0 < at < len(tokens) - 2 or not token.text.islower() or not token.text.isalpha():
            continue
        if any(t.text in {",", ":", ";", "–", "—"} for t in tokens[:at]):
            return
        before, low = tokens[at - 1], token.text
        if before.pos not in {"NOUN", "PROPN", "NUM", "ADJ", "ADV", "PUNCT"} and before.tag != "CD":
            continue
        lemma = next((base for base in _bases(low) if base in words("headline_verbs")), "")
        if lemma:
            yield at, lemma
        elif low in words("headline_verbs"):
            yield at, low


def _bases(form: str) -> Iterator[str]:
    if form.endswith("ies"):
        yield f"{form[:-3]}y"
    if form.endswith("es"):
        yield form[:-2]
    if form.endswith("s") and not form.endswith("ss"):
        yield form[:-1]


def _with_will(piece: Piece, token: Token, lemma: str) -> Piece:
    """`clean` with "will" and the plain form in place of the word; its letters point at the word's own."""
    start, end = token.start, token.end
    clean = f"{piece.clean[:start]}{_AHEAD}{lemma}{piece.clean[end:]}"
    own = piece.places[start : start + len(lemma)]
    own += (piece.places[end - 1],) * (len(lemma) - len(own))
    places = (*piece.places[:start], *(piece.places[start],) * len(_AHEAD), *own, *piece.places[end:])
    shift = len(_AHEAD) + len(lemma) - (end - start)
    return piece._replace(
        clean=clean,
        places=places,
        quoted=_moved(piece.quoted, start, shift),
        marked=_moved(piece.marked, start, shift),
        unsure=_moved(piece.unsure, start, shift),
    )


def _in_the_past(sentence: Sentence, at: int) -> Sentence:
    """The sentence with the put-in "will" at letter `at` read as "did"."""
    tokens = tuple(
        token._replace(text="did", lemma="do", tag="VBD") if token.start == at else token for token in sentence.tokens
    )
    return sentence._replace(tokens=tokens)


def _moved(spans: tuple[tuple[int, int], ...], start: int, shift: int) -> tuple[tuple[int, int], ...]:
    return tuple((a + shift, b + shift) if a >= start else (a, b + (shift if b > start else 0)) for a, b in spans)


def _rules_all(tree: Tree, word: Token, lemma: str) -> bool:
    """Whether the tried verb is the root and what stands before it is its subject, fit in number."""
    verb = next((i for i, t in enumerate(tree.tokens) if t.start == word.start + len(_AHEAD)), None)
    if verb is None or tree[verb].dep != "ROOT" or tree[verb].tag != "VB" or tree[verb - 1].head != verb:
        return False
    subject = tree.child(verb, "nsubj")
    if subject is None or subject > verb or tree.loose(subject):
        return False
    if any(tree[i].tag in _VERBS or tree[i].text.casefold() in words("side_openers") for i in tree.subtree(subject)):
        return False
    span = set(tree.subtree(subject)) | {i for c in tree.children(verb, "advmod") if c < verb for i in tree.subtree(c)}
    if any(i not in span and tree[i].pos != "PUNCT" for i in range(verb - 1)):
        return False
    if any(tree[c].pos in {"VERB", "AUX"} for c in tree.children(verb, "ccomp", "parataxis", "dep")):
        return False
    joined = bool(tree.children(subject, "conj"))
    plain, many = word.text == lemma, joined or tree[subject].tag in {"NNS", "NNPS"}
    if not plain and (joined or tree[subject].tag == "NNS"):
        return False
    if plain and not many:
        return _named_side(tree, subject) and _plain_object(tree, verb)
    if not plain and (
        (lemma in _MOVING and tree[subject].ent == "PERSON") or tree[verb + 1].text in _GOES.get(lemma, ())
    ):
        return True
    return lemma not in words("headline_verb_nouns") or _plain_object(tree, verb)


def _named_side(tree: Tree, subject: int) -> bool:
    """A team or a country, of which headlines speak in the plural."""
    return tree[subject].pos == "PROPN" and not tree.children(subject, "prep")


def _plain_object(tree: Tree, verb: int) -> bool:
    """An object that shows itself: a name, or with an article, a possessive, an adjective, a number or an "of"."""
    held = tree.child(verb, "dobj")
    if held is None or held < verb:
        return False
    first = tree.subtree(held)[0]
    if first != verb + 1:
        return False
    return tree[first].pos in {"PROPN", "DET", "PRON", "ADJ", "NUM"} or any(
        tree[c].text == "of" for c in tree.children(held, "prep")
    )
