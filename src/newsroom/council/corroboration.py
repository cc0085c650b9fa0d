"""Sentences of other voices that carry a fact in other grammar: they are evidence for it, though no clause matched.

A sentence corroborates when it holds the heads of every main part of the fact (who, did, what), six tenths of its
content words, an agreeing number where the fact has one, and nothing that denies, doubts or conditions it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsroom.council.claims import Draft
from newsroom.council.frames import frames
from newsroom.council.lexicon import words
from newsroom.council.pieces import Piece
from newsroom.council.synonyms import lemma_key
from newsroom.model.claim import Slot
from newsroom.model.syntax import Sentence
from newsroom.model.text import content_words, numbers

_ENOUGH = 0.6
_WORDS_OF_A_BARE_FACT = 3
"""A fact of only a doer and a deed is carried by a sentence that holds all its words, at least so many."""
_MAIN = ("subject", "verb", "object", "complement", "by", "speaker")
_COUNTED = frozenset(("number", "amount", "votes", "age", "to", "direction"))
_DOUBTS = frozenset(
    ("not", "no", "never", "n't", "deny", "false", "if", "unless", "whether", "could", "may", "might", "would")
)
_MODALS = {
    "will": frozenset(("will", "plan", "vow", "pledge")),
    "must": frozenset(("must", "should", "ought")),
    "should": frozenset(("must", "should", "ought")),
}
"""What a sentence must hold to carry what somebody says will or must be."""
_CERTAIN = frozenset(("happened", "said"))


class Heard(NamedTuple):
    """One sentence of a story as a bag of lemmas, with what may turn its sense."""

    piece: Piece
    order: tuple[str, ...]
    lemmas: frozenset[str]
    doubts: frozenset[str]
    figures: tuple[float, ...]


def hear(piece: Piece, parsed: Iterable[Sentence]) -> Heard:
    """A parsed piece ready to be compared."""
    tokens = [token for sentence in parsed for token in sentence.tokens]
    lemmas = {lemma_key(token.lemma) for token in tokens} | {lemma_key(token.text) for token in tokens}
    doubts = {token.lemma.casefold() for token in tokens if token.lemma.casefold() in _DOUBTS | words("hedge_adverbs")}
    order = tuple(lemma_key(token.lemma) for token in tokens)
    return Heard(piece, order, frozenset(lemmas), frozenset(doubts), numbers(piece.clean))


class Wanted(NamedTuple):
    """What a sentence must hold to carry a fact."""

    heads: frozenset[str]
    told: frozenset[str]
    figure: float | None
    doer: str
    done_to: str
    modals: frozenset[str] = frozenset()


def wanted(draft: Draft, lemma_of: Mapping[str, str]) -> Wanted | None:
    """What carries this draft; None when no loose sentence may: quotes, denials, hedges, descriptions, bare facts.

    `lemma_of` gives the lemmas of the words of the story's sentences.
    """
    if draft.polarity == "denied" or draft.modality not in {"", *_MODALS} or draft.quote or draft.frame == "is_a":
        return None
    heads = _heads(draft)
    told = frozenset(_key(word, lemma_of) for word in content_words(_told(draft), "en") if not word[0].isdigit())
    if not told or len(heads) < 2 or (len(heads) < 3 and len(told) < _WORDS_OF_A_BARE_FACT):
        return None
    doer, done_to = (lemma_key(draft.slots[role].head) if role in draft.slots else "" for role in ("subject", "object"))
    modals = _MODALS.get(draft.modality, frozenset())
    return Wanted(heads, told, draft.quantity.value if draft.quantity else None, doer, done_to, modals)


def corroborates(heard: Heard, fact: Wanted) -> bool:
    """Whether the sentence carries the fact."""
    if heard.doubts or not fact.heads <= heard.lemmas:
        return False
    if fact.modals and not fact.modals & heard.lemmas:
        return False
    if fact.figure is not None and fact.figure not in heard.figures:
        return False
    enough = _ENOUGH if len(fact.heads) > 2 else 1.0
    return len(fact.told & heard.lemmas) >= enough * len(fact.told) and not _turned_round(heard, fact)


def _turned_round(heard: Heard, fact: Wanted) -> bool:
    """ "A threatens B" is not "B threatens A": the doer comes first, unless the sentence is passive."""
    if not fact.doer or not fact.done_to or "by" in heard.lemmas:
        return False
    if fact.doer not in heard.order or fact.done_to not in heard.order:
        return False
    last = len(heard.order) - 1 - heard.order[::-1].index(fact.done_to)
    return last < heard.order.index(fact.doer)


def _told(draft: Draft) -> str:
    left_out = {"tense", "voice", "number", "say", "content", "when", "where"}
    return " ".join(slot.text for role, slot in draft.slots.items() if role not in left_out)


def _heads(draft: Draft) -> frozenset[str]:
    if draft.frame in _CERTAIN:
        slots: Sequence[Slot] = [draft.slots[role] for role in _MAIN if role in draft.slots]
        return frozenset(lemma_key(slot.head) for slot in slots)
    frame = frames()[draft.frame]
    found = {lemma_key(slot.head) for role, slot in draft.slots.items() if role in frame.slots and role not in _COUNTED}
    return frozenset(found | {lemma_key(draft.trigger)})


def _key(word: str, lemma_of: Mapping[str, str]) -> str:
    return lemma_key(lemma_of.get(word, word))
