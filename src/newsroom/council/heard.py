"""One sentence of a story as the set of things it speaks of, so that it can be compared with what others state."""

from collections.abc import Iterable
from typing import NamedTuple

from newsroom.council.lexicon import words
from newsroom.council.nations import nation
from newsroom.council.pieces import Piece
from newsroom.council.synonyms import lemma_key
from newsroom.model.syntax import Sentence
from newsroom.model.text import fold, numbers

_DOUBTS = frozenset(
    ("not", "no", "never", "n't", "deny", "false", "if", "unless", "whether", "could", "may", "might", "would")
)
_STEM = 5
"""Letters that two forms of one word share at least ("investigate", "investigation")."""
_OF_SHORTER = 0.7


class Heard(NamedTuple):
    """One sentence: its lemmas in order, all keys a word of it can be met by, what may turn its sense, its figures.

    `names` are the folded words that the parser took for names, `dated` those of dates and times.
    """

    piece: Piece
    order: tuple[str, ...]
    keys: frozenset[str]
    doubts: frozenset[str]
    figures: tuple[float, ...]
    names: frozenset[str]
    dated: frozenset[str]

    def holds(self, key: str) -> bool:
        """Whether the sentence speaks of `key` in any form of the word."""
        return key in self.keys or any(of_one_stem(key, other) for other in self.keys)


def hear(piece: Piece, parsed: Iterable[Sentence]) -> Heard:
    """A parsed piece ready to be compared."""
    tokens = [token for sentence in parsed for token in sentence.tokens]
    hedges = _DOUBTS | words("hedge_adverbs")
    parts = [part for token in tokens for part in (token.text, *token.text.split("-"))]
    return Heard(
        piece=piece,
        order=tuple(key_of(token.text, token.lemma) for token in tokens),
        keys=frozenset({key_of(token.text, token.lemma) for token in tokens} | {key_of(part, part) for part in parts}),
        doubts=frozenset(token.lemma.casefold() for token in tokens if token.lemma.casefold() in hedges),
        figures=numbers(piece.clean),
        names=frozenset(fold(token.text) for token in tokens if token.pos == "PROPN"),
        dated=frozenset(fold(token.text) for token in tokens if token.ent in {"DATE", "TIME"}),
    )


def key_of(text: str, lemma: str) -> str:
    """What a word is compared by: its country's code, or its lemma with one word for a few of one meaning."""
    return nation(text) or lemma_key(lemma)


def of_one_stem(one: str, other: str) -> bool:
    """Whether two words begin alike far enough to be forms of one ("celebrate", "celebrations")."""
    shorter = min(len(one), len(other))
    if shorter < _STEM or one[:_STEM] != other[:_STEM]:
        return False
    shared = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    return shared >= _OF_SHORTER * shorter
