"""`Topics` over the shipped models: a text's words and its meaning, weighed once a label."""

from collections.abc import Sequence

from newsroom.ports import Embeddings, Filed
from newsroom.scouts.linear_model import trained

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


def text_of(title: str, text: str) -> str:
    """A title and what follows it as the models read them."""
    return f"{title}. {text}" if text else title


def five_of(section: str) -> str:
    """The sensitive subject of a section."""
    return FIVE.get(section, OTHER)
