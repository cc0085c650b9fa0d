"""`Topics` over the shipped models: a text's words and its meaning, weighed once a label."""

import threading
from collections.abc import Sequence

from newsroom.model.linear_model import trained
from newsroom.ports import Embeddings, Filed, Vector

DESKS = "topics_agnews"
SECTIONS = "topics_huffpost"
SENSITIVE = "sensitive"

FIVE = {"POLITICS": "politics", "CRIME": "crime", "WELLNESS": "health", "MONEY": "finance", "BUSINESS": "finance"}
"""Sections of a news site whose subjects need more care; all others are `OTHER`."""
OTHER = "other"


class TrainedTopics:
    """The real adapter. Raises what `embeddings` raises."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings

    def read(self, texts: Sequence[tuple[str, str]]) -> tuple[Filed, ...]:
        """One answer a text, in order."""
        joined = [text_of(title, text) for title, text in texts]
        vectors = self._embeddings.vectors(joined)
        desks, sections, sensitive = (trained(name) for name in (DESKS, SECTIONS, SENSITIVE))
        return tuple(
            Filed(*(model.margins(text, vector) for model in (desks, sections, sensitive)))
            for text, vector in zip(joined, vectors, strict=True)
        )


class RememberedVectors:
    """`Embeddings` that keep the vectors of the last texts: clustering and filing read the same ones. Thread-safe."""

    def __init__(self, embeddings: Embeddings, kept: int = 20_000) -> None:
        self._embeddings = embeddings
        self._kept = kept
        self._held: dict[str, Vector] = {}
        self._turn = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One vector a text, in order."""
        with self._turn:
            known = {text: self._held[text] for text in texts if text in self._held}
            fresh = list(dict.fromkeys(text for text in texts if text not in known))
            known.update(zip(fresh, self._embeddings.vectors(fresh), strict=True))
            if len(self._held) + len(fresh) > self._kept:
                self._held.clear()
            self._held.update((text, known[text]) for text in fresh)
        return tuple(known[text] for text in texts)


def text_of(title: str, text: str) -> str:
    """A title and what follows it as the models read them."""
    return f"{title}. {text}" if text else title


def five_of(section: str) -> str:
    """The sensitive subject of a section."""
    return FIVE.get(section, OTHER)
