"""How near the meanings of two sentences are, as wholes and in what only one of them says."""

from collections.abc import Sequence

from newsroom.ports import Embeddings
from newsroom.scouts.sentence_signs import LETTERS_AT_MOST, Nearness, said_alone

READ_ON_FROM = 0.5
"""Whole sentences less near than this are hardly ever the same, so what each says alone is not read."""


def nearness(pairs: Sequence[tuple[str, str]], embeddings: Embeddings) -> list[Nearness]:
    """One for each pair, in order; all sentences are read together. Raises what `embeddings` raises."""
    vectors = embeddings.vectors([sentence for pair in pairs for sentence in pair])
    return read_on(pairs, [float(vectors[at] @ vectors[at + 1]) for at in range(0, len(vectors), 2)], embeddings)


def read_on(pairs: Sequence[tuple[str, str]], wholes: Sequence[float], embeddings: Embeddings) -> list[Nearness]:
    """The same, where the cosines of the whole sentences (-1 to 1) are known already."""
    parted = [_said_alone(pair, whole) for pair, whole in zip(pairs, wholes, strict=True)]
    texts = {text: at for at, text in enumerate(dict.fromkeys(text for alone in parted for text in alone))}
    vectors = embeddings.vectors(list(texts)) if texts else ()
    cosines = [float(vectors[texts[alone[0]]] @ vectors[texts[alone[1]]]) if alone else 0.0 for alone in parted]
    return [Nearness(round(whole, 4), round(cosine, 4)) for whole, cosine in zip(wholes, cosines, strict=True)]


def _said_alone(pair: tuple[str, str], whole: float) -> tuple[str, ...]:
    alone = said_alone(pair[0][:LETTERS_AT_MOST], pair[1][:LETTERS_AT_MOST])
    return alone if whole >= READ_ON_FROM and all(alone) else ()
