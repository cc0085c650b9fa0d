"""Items that a story holds by its words but that speak of somebody or somewhere else: one crash is not another.

Clustering is generous, so that a story loses no report. What counts as a source or becomes evidence is stricter: an
English item must share a proper name with the rest of its story. An item that names nobody is given the benefit.
"""

import re
from collections import Counter
from collections.abc import Sequence

from newsroom.model.item import Item
from newsroom.model.text import fold
from newsroom.scouts.story_features import bare_title

READ_WORDS = 60
_TITLE_CASE = 0.6
_INSIDE_A_SENTENCE = re.compile(r"(?<=[a-z,;0-9’'\"“] )([A-Z][\w’-]+)")
CALENDAR = frozenset(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
     "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "i")
)  # fmt: skip


def of_one_event(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of a story that share a name with its other items, in their order.

    A name counts as the story's when two items bear it; where no name is shared at all only the first item is sure.
    """
    borne = {item.id: names(item) for item in items}
    counts = Counter(name for item in items for name in borne[item.id])
    shared = {name for name, count in counts.items() if count > 1}
    named = [item for item in items if borne[item.id]]
    if len(named) < 2:
        return tuple(items)
    if not shared:
        return tuple(item for item in items if not borne[item.id] or item is named[0])
    return tuple(item for item in items if not borne[item.id] or borne[item.id] & shared)


def names(item: Item) -> frozenset[str]:
    """Proper names of an English item, folded; empty for other languages, where capitals or their lack say less."""
    if not item.language.startswith("en"):
        return frozenset()
    found = set(_INSIDE_A_SENTENCE.findall(" ".join(item.text.split()[:READ_WORDS])))
    title = bare_title(item).split()
    if title and sum(word[:1].isupper() for word in title) / len(title) < _TITLE_CASE:
        found |= set(_INSIDE_A_SENTENCE.findall(" ".join(title)))
    return frozenset(_stem(fold(name)) for name in found) - CALENDAR


def _stem(name: str) -> str:
    """Without a possessive, so that "Nigeria's" and "Nigeria" are one."""
    return name.removesuffix("'s").removesuffix("’s")
