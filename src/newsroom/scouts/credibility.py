"""The credibility database as scouts and voters meet it: items, sources and origins under the house's own ratings (N 1.1).

Items are kept as they came. Whoever judges them sees each outlet with the rating in force at that moment, so that
`get_source_tier` and the count of independent voices follow a person's change with the next dossier.
"""

from collections.abc import Mapping, Sequence

from newsroom.model.credibility import Rating, outlet_key
from newsroom.model.item import SOURCE_TYPES, Item, Source, SourceKind
from newsroom.model.story import Story
from newsroom.scouts.independence import origins
from newsroom.scouts.strays import of_one_event

INDEXES: frozenset[SourceKind] = frozenset(("aggregator", "trend"))
Register = Mapping[str, Rating]
"""Ratings in force, by `outlet_key`."""


def can_only_lower(old: Rating, new: Rating) -> bool:
    """Whether no story can gain by the change: no better tier, the same owner, the same kind or one that counts for less.

    Another owner can make one voice of two, and two of one: it is never a mere lowering.
    """
    kind_ok = new.kind == old.kind or _counts_for(new.kind) < _counts_for(old.kind)
    return new.tier >= old.tier and new.owner == old.owner and kind_ok


def items_as_rated(items: Sequence[Item], register: Register) -> tuple[Item, ...]:
    """`items` with the publisher of each as the house rates it."""
    return tuple(_item(item, register) for item in items) if register else tuple(items)


def sources_as_rated(sources: Mapping[str, Source], register: Register) -> dict[str, Source]:
    """`sources` (by id) as the house rates them."""
    return {key: _source(source, register) for key, source in sources.items()}


def story_as_rated(story: Story, items: Sequence[Item], sources: Mapping[str, Source], register: Register) -> Story:
    """`story` with its origins counted anew, when one of its outlets is in `register`; else as it is.

    `items` and `sources` are already as rated.
    """
    if not any(outlet_key(item.publisher.name) in register for item in items):
        return story
    return story.model_copy(update={"origins": origins(of_one_event(items), sources)})


def _counts_for(kind: SourceKind) -> int:
    """2: a voice and a type for diversity; 1: a voice alone; 0: an index, which speaks for nobody."""
    if kind in INDEXES:
        return 0
    return 1 if SOURCE_TYPES[kind] is None else 2


def _item(item: Item, register: Register) -> Item:
    rating = register.get(outlet_key(item.publisher.name))
    if rating is None:
        return item
    publisher = item.publisher.model_copy(update=_fields(rating))
    return item.model_copy(update={"publisher": publisher})


def _source(source: Source, register: Register) -> Source:
    rating = register.get(outlet_key(source.name))
    return source if rating is None else source.model_copy(update=_fields(rating))


def _fields(rating: Rating) -> dict[str, object]:
    return {"tier": rating.tier, "owner": rating.owner, "kind": rating.kind}
