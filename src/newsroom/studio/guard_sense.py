"""One sentence as Fact_Guard weighs it: what is said, denied, hedged, done by whom to whom."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsroom.model.syntax import Sentence, Token
from newsroom.model.text import fold, folded_words
from newsroom.ports import Language
from newsroom.studio.guard_tables import meanings, word_set

QUOTED = re.compile(r"“([^”]*)”|\"([^\"]*)\"")
CONTENT = frozenset(["NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV"])
EMPTY = frozenset("be have do get go make take say tell will would can could may might should must".split())  # noqa: SIM905


class Deed(NamedTuple):
    """A verb with its subject's and object's head, lemmas, "" when absent; passive ones turned round."""

    verb: str
    subject: str
    object: str


class Sense(NamedTuple):
    """A text's lemmas (all and content ones), negated and hedged verbs, deeds, names, speakers."""

    text: str
    lemmas: tuple[str, ...]
    content: frozenset[str]
    denied: frozenset[str]
    hedged: frozenset[str]
    deeds: tuple[Deed, ...]
    names: tuple[str, ...]
    speakers: frozenset[str]


def sense(text: str, language: Language) -> Sense:
    """`text` without its quotations, read once."""
    plain = QUOTED.sub(" ", text)
    sentences = language.parse(plain)
    tokens = [t for s in sentences for t in s.tokens]
    return Sense(
        text,
        tuple(fold(t.lemma) for t in tokens if t.pos not in {"PUNCT", "SPACE"}),
        frozenset(_lemma(t) for t in tokens if t.pos in CONTENT and _lemma(t) not in EMPTY),
        frozenset(v for s in sentences for v in _denied(s)),
        frozenset(v for s in sentences for v in _hedged(s)),
        tuple(d for s in sentences for d in _deeds(s)),
        tuple(_names(sentences)),
        frozenset(w for s in sentences for w in _speakers(s)),
    )


def _lemma(token: Token) -> str:
    return fold(token.lemma if token.pos != "PROPN" else token.text)


def _denied(sentence: Sentence) -> list[str]:
    tokens = sentence.tokens
    heads = [tokens[t.head] for t in tokens if t.dep == "neg" or fold(t.text) in {"no", "never", "none"}]
    return [fold(h.lemma) for h in heads]


def _hedged(sentence: Sentence) -> list[str]:
    tokens = sentence.tokens
    weak = {"may", "might", "could", "would", "should", "can"}
    under = {
        "expect",
        "plan",
        "want",
        "propose",
        "threaten",
        "set",
        "likely",
        "consider",
        "intend",
        "due",
        "try",
        "attempt",
        "hope",
    }
    found = [fold(tokens[t.head].lemma) for t in tokens if t.dep == "aux" and fold(t.text) in weak]
    found += [fold(t.lemma) for t in tokens if t.dep in {"xcomp", "ccomp"} and fold(tokens[t.head].lemma) in under]
    return found


def _deeds(sentence: Sentence) -> list[Deed]:
    found = []
    for at, token in enumerate(sentence.tokens):
        if token.pos != "VERB":
            continue
        parts = {t.dep: fold(t.lemma) for i, t in enumerate(sentence.tokens) if t.head == at and i != at}
        agent = next((i for i, t in enumerate(sentence.tokens) if t.head == at and t.dep == "agent"), None)
        by = (
            next((fold(t.lemma) for t in sentence.tokens if t.head == agent and t.dep == "pobj"), "")
            if agent is not None
            else ""
        )
        if "nsubjpass" in parts:
            found.append(Deed(_act(token), by, parts["nsubjpass"]))
        else:
            found.append(Deed(_act(token), parts.get("nsubj", ""), parts.get("dobj", "")))
    return [*found, *_outcomes(sentence.tokens)]


def _act(token: Token) -> str:
    """The verb's lemma; all verbs of beating a rival are one."""
    lemma = fold(token.lemma)
    return "beat" if lemma in word_set("beating") else lemma


def _outcomes(tokens: Sequence[Token]) -> list[Deed]:
    """Who beat whom, by the names next to the verb: names of sides often mislead a parser."""
    found = []
    for at, token in enumerate(tokens):
        lemma, before = fold(token.lemma), _side(tokens[:at][::-1])
        mark = next(
            (i for i in range(at + 1, len(tokens)) if fold(tokens[i].text) in {"to", "against", "over", "by"}), at
        )
        near, after = _side(tokens[at + 1 :]), _side(tokens[mark + 1 :]) if mark > at else ""
        if lemma in word_set("beating"):
            passive = mark > at and fold(tokens[mark].text) == "by" and any(t.dep == "auxpass" for t in tokens[:at])
            found.append(Deed("beat", after, before) if passive else Deed("beat", before, near))
        elif lemma in word_set("losing") and after and fold(tokens[mark].text) in {"to", "against"}:
            found.append(Deed("beat", after, before))
        elif lemma in word_set("winning") and after and fold(tokens[mark].text) in {"against", "over"}:
            found.append(Deed("beat", before, after))
    return found


def _side(tokens: Sequence[Token]) -> str:
    """The first word with a capital, "" when there is none."""
    return next((fold(t.text) for t in tokens if t.text[:1].isupper()), "")


def _names(sentences: Sequence[Sentence]) -> list[str]:
    """Capitalised words that are no sentence opening, and openings that the parser takes for names."""
    found = []
    for sentence in sentences:
        for at, token in enumerate(sentence.tokens):
            capital = token.text[:1].isupper() and any(c.isalpha() for c in token.text)
            if capital and (at > 0 or token.pos == "PROPN") and token.text not in {"I", "A", "The"}:
                found.append(token.text)
    return found


def _speakers(sentence: Sentence) -> list[str]:
    tokens, found = sentence.tokens, []
    for at, token in enumerate(tokens):
        if fold(token.lemma) in word_set("saying") and token.pos in {"VERB", "ADP", "SCONJ"}:
            found += [fold(t.lemma) for t in tokens if t.head == at and t.dep in {"nsubj", "agent"}]
            if fold(token.text) == "according":
                to = next((i for i, t in enumerate(tokens) if t.head == at and fold(t.text) == "to"), None)
                found += [fold(t.lemma) for t in tokens if to is not None and t.head == to and t.dep == "pobj"]
    return found


def supported(lemma: str, held: frozenset[str]) -> bool:
    """Whether the evidence has this lemma, a word of its family, or one that means the same to a listener."""
    if lemma in held or lemma in word_set("neutral") or lemma.isdigit():
        return True
    stem = lemma[: max(4, len(lemma) - 3)]
    if len(lemma) >= 4 and any(other.startswith(stem) for other in held):
        return True
    rows = meanings().get(lemma, frozenset())
    return any(rows & meanings().get(other, frozenset()) for other in held)


def has_phrase(text: str, phrase: str) -> bool:
    """Whether whole words of `phrase` stand in a row in the folded text."""
    return f" {' '.join(folded_words(phrase))} " in f" {' '.join(folded_words(text))} "
