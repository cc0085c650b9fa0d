"""The ingest bench measures the real parts over feeds that are the same everywhere."""

from collections import Counter

from newsroom.lab.bench import made_feeds
from newsroom.lab.bench.ingest import _ingested
from newsroom.scouts.clustering import StoryIndex


def test_made_feeds_are_the_same_everywhere_and_none_is_like_another() -> None:
    """Bytes hang on numbers alone."""
    assert made_feeds.document(3) == made_feeds.document(3)
    assert made_feeds.document(3) != made_feeds.document(4)


def test_made_events_are_mostly_found() -> None:
    """Three tellings of one invented event come together, so that what is measured is clustering at work."""
    index = StoryIndex()
    told: Counter[str] = Counter()
    for batch in _ingested(900):
        index.rebuild(batch.items)
        told.update(index.story_of(item.id) for item in batch.items)
    assert sum(told.values()) == 900
    assert sum(count == made_feeds.PER_EVENT for count in told.values()) > 240
