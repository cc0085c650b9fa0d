"""What of an item is read for its meaning, and by whom: the sentence model knows English and says nothing of others."""

from collections.abc import Callable, Sequence

from newsroom.model.item import Item
from newsroom.ports import Embeddings, Vector
from newsroom.scouts.story_features import bare_title

OPENING_WORDS = 30
"""Words of the opening that are read after the title: enough to say what happened, little enough to be quick."""

ReadMeanings = Callable[[Sequence[Item]], Sequence[Vector | None]]


def unread(items: Sequence[Item]) -> Sequence[Vector | None]:
    """No meanings: every item is placed by its words."""
    return [None] * len(items)


def reader(embeddings: Embeddings | None) -> ReadMeanings:
    """Reads many items at once, one vector or None each; without a model none has one."""
    if embeddings is None:
        return unread

    def read(items: Sequence[Item]) -> Sequence[Vector | None]:
        told = [text_to_read(item) for item in items]
        found = iter(embeddings.vectors([text for text in told if text]))
        return [next(found) if text else None for text in told]

    return read


def text_to_read(item: Item) -> str:
    """Title and opening of an English item; empty for any other, and for an instrument's reading, made of set words."""
    if item.kind == "reading" or item.language.casefold()[:2] not in ("en", ""):
        return ""
    opening = " ".join(item.text.split()[:OPENING_WORDS])
    return f"{bare_title(item)}. {opening}" if opening else bare_title(item)
