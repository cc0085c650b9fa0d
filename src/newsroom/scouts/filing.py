"""What the trained models say an item is about, in the newsroom's own words: categories, Media Topics, sensitive subjects."""

import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from newsroom.model.item import Item
from newsroom.ports import Filed, Topics
from newsroom.scouts.meaning import OPENING_WORDS, text_to_read
from newsroom.scouts.story_features import bare_title

SHARPNESS = 2.0
"""Margins times this become shares: about one part in seven for a label that fits by 1 less."""
SECTIONS_COUNT = 0.5
SURE = 0.90
"""A sensitive subject is suggested from this mean share over a story's English items on: seldom, and then mostly rightly."""
KEPT = 20_000

FileItems = Callable[[Sequence[Item]], Mapping[str, Filed]]


class MediaTopic(NamedTuple):
    """A subject of the IPTC Media Topics: its code ("medtop:15000000") and its English name."""

    id: str
    name: str


def unfiled(items: Sequence[Item]) -> Mapping[str, Filed]:
    """No models: categories are read off the words alone."""
    del items
    return {}


def filer(topics: Topics | None) -> FileItems:
    """Files many items at once, by item id; items in other languages are left out. Each item is read once."""
    if topics is None:
        return unfiled
    held: dict[str, Filed] = {}

    def read(items: Sequence[Item]) -> Mapping[str, Filed]:
        fresh = [item for item in items if item.id not in held and text_to_read(item)]
        if len(held) > KEPT:
            held.clear()
        answers = topics.read([(bare_title(item), " ".join(item.text.split()[:OPENING_WORDS])) for item in fresh])
        held.update((item.id, filed) for item, filed in zip(fresh, answers, strict=True))
        return {item.id: held[item.id] for item in items if item.id in held}

    return read


def category_weights(filed: Filed) -> dict[str, float]:
    """How much the models speak for each category, 0 to 1 together; less where a label names no category."""
    table, found = _table(), dict[str, float]()
    parts = ((filed.sections, table.sections, SECTIONS_COUNT), (filed.desks, table.desks, 1.0 - SECTIONS_COUNT))
    for margins, names, counts in parts:
        for label, share in shares(margins).items():
            for category in names.get(label, ()):
                found[category] = found.get(category, 0.0) + counts * share / len(names[label])
    return found


def sensitive_subject(filed: Sequence[Filed]) -> str:
    """The sensitive subject that a story's items speak of together with at least `SURE`; empty when none."""
    if not filed:
        return ""
    read = [shares(one.sensitive, 1.0) for one in filed]
    means = {label: round(math.fsum(one[label] for one in read) / len(read), 3) for label in read[0]}
    first = max(sorted(means), key=lambda label: means[label])
    return first if first != "other" and means[first] >= SURE else ""


def shares(margins: Mapping[str, float], sharpness: float = SHARPNESS) -> dict[str, float]:
    """Margins as parts of one; 0 to 1 each."""
    top = max(margins.values(), default=0.0)
    raw = {label: math.exp(sharpness * (margin - top)) for label, margin in margins.items()}
    whole = math.fsum(raw.values())
    return {label: value / whole for label, value in raw.items()}


def media_topic(category: str) -> MediaTopic | None:
    """The Media Topic of one of our categories; None for a word that is not ours."""
    return _table().topics.get(category)


class _Table(NamedTuple):
    topics: dict[str, MediaTopic]
    desks: dict[str, tuple[str, ...]]
    sections: dict[str, tuple[str, ...]]


@cache
def _table() -> _Table:
    raw = tomllib.loads(files("newsroom.scouts").joinpath("media_topics.toml").read_text(encoding="utf-8"))
    topics = {category: MediaTopic(*pair) for category, pair in raw["topics"].items()}
    desks, sections = ({label: tuple(names) for label, names in raw[part].items()} for part in ("desks", "sections"))
    return _Table(topics, desks, sections)
