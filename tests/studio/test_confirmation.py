"""One voice makes no video."""

from datetime import UTC, datetime

from newsroom.model.item import Origin
from newsroom.model.story import Story
from newsroom.studio.confirmation import unconfirmed

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)


def story(owners: int) -> Story:
    origins = tuple(
        Origin(owner=f"Owner {n}", item_ids=(f"i{n}",), types=("press",), tier=1, why="own report")
        for n in range(owners)
    )
    return Story(id="s", slug="s", headline="h", language="en", category="society", item_ids=("i0",), origins=origins,
                 first_published_at=NOON, first_seen_at=NOON, last_seen_at=NOON, entered_at=NOON)  # fmt: skip


def test_a_second_independent_origin_lifts_the_hold():
    """The same story is held with one origin and goes on with two."""
    held = unconfirmed(story(1))
    assert held is not None
    assert held.code == "one_source"
    assert unconfirmed(story(2)) is None
