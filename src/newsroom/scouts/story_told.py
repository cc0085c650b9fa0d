"""What a story is about, read from its items: the whole of a story that its items decide (N 1.3)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from newsroom.model.item import Item, Place, Source
from newsroom.model.standing import standing, withdrawn
from newsroom.model.story import Story
from newsroom.ports import Filed
from newsroom.scouts.independence import origins
from newsroom.scouts.story_facts import category_of, entities_of, headline_of, language_of, slug_of
from newsroom.scouts.strays import of_one_event


def holding(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items that name their story: what was revised or taken back does not, unless nothing else is left."""
    return standing(items) or tuple(items)


def story_told(
    story_id: str,
    items: Sequence[Item],
    sources: Mapping[str, Source],
    places: Sequence[Place],
    filed: Mapping[str, Filed],
    now: datetime,
) -> Story:
    """The story of `items`, at least one, each as the house rates its outlet; `filed` is what the trained models say."""
    held = holding(items)
    headline = headline_of(held)
    return Story(
        id=story_id,
        slug=slug_of(headline),
        headline=headline,
        language=language_of(held),
        category=category_of(held, filed).primary,
        entities=entities_of(held),
        places=tuple(places),
        item_ids=tuple(item.id for item in items),
        origins=origins(of_one_event(held), sources),
        first_published_at=min(item.published_at for item in items),
        first_seen_at=min(item.seen_at for item in items),
        last_seen_at=max(item.seen_at for item in items),
        entered_at=now,
        withdrawn=withdrawn(items),
    )
