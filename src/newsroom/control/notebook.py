"""The newsroom around a story: which stories are like it, what the day has covered, where its items are.

A cache of the store and nothing more: it reads what changed since it last looked, and a new one reads the same.
"""

import threading
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from newsroom.model.base import score
from newsroom.model.item import Item
from newsroom.model.lifecycle import State
from newsroom.model.story import Context, Story, StoryNote
from newsroom.ports import Store
from newsroom.scouts.clustering import StoryIndex

NEARBY_MAX = 30
_DAY = timedelta(days=1)
_STUDIO_PLACES = 7
"""N's seven studio agents at factor 1: as many productions are a full studio."""

_IN_COUNCIL: frozenset[State] = frozenset(
    {"VALIDATING", "AWAIT_VOTES", "ESCALATED", "CONDITIONAL", "PAUSED", "RETURNED", "INFO_REQUEST"}
)
_IN_STUDIO: frozenset[State] = frozenset({"PRODUCING", "FAILED_RECOVERY"})


class Notebook:
    """Stories and their likeness, kept up with the store by `refresh`. Safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index = StoryIndex()
        self._known_items = 0
        self._notes: dict[str, tuple[int, StoryNote]] = {}
        self._stories: dict[str, Story] = {}
        self._lock = threading.RLock()

    def place(self, items: Sequence[Item], now: datetime) -> dict[str, str]:
        """The story of each item, by item id; items that belong to no story are missing. Placing twice changes nothing.

        `items` are what just arrived, sorted by (seen_at, id) and later than anything placed before.
        """
        with self._lock:
            self._catch_up(now)
            for item in items:
                self._index.assign(item)
            found = {item.id: self._index.story_of(item.id) for item in items}
        return {item_id: story_id for item_id, story_id in found.items() if story_id}

    def refresh(self, now: datetime) -> None:
        """Read what the store has that we have not."""
        with self._lock:
            self._catch_up(now)
            self._stories = {story.id: story for story in self._store.find("story", Story)}

    def context(self, story: Story, items: Sequence[Item], trends: dict[str, float], now: datetime) -> Context:
        """What a role may know around `story` at `now`."""
        with self._lock:
            return Context(
                now=now,
                nearby=self._nearby(story),
                coverage=self._coverage(now),
                trends=trends,
                arrivals=tuple(sorted(item.seen_at for item in items)),
                open_stories=sum(other.state in _IN_COUNCIL for other in self._stories.values()),
                studio_load=score(
                    min(1.0, sum(other.state in _IN_STUDIO for other in self._stories.values()) / _STUDIO_PLACES)
                ),
            )

    def _catch_up(self, now: datetime) -> None:
        # Items placed by an earlier process, or taken from a result that outlived it, are placed again in their order.
        days = [(now - _DAY * back).date().isoformat() for back in range(3)]
        held = self._store.count("item", states=days)
        if held != self._known_items:
            self._index.rebuild(self._store.find("item", Item, states=days))
            self._known_items = held

    def _nearby(self, story: Story) -> tuple[StoryNote, ...]:
        near = self._index.nearest(story.id, NEARBY_MAX)
        return tuple(self._note(self._stories[key], likeness) for key, likeness in near if key in self._stories)

    def _note(self, story: Story, similarity: float) -> StoryNote:
        known = self._notes.get(story.id)
        if known is None or known[0] != story.version:
            known = (story.version, _note(story))
            self._notes[story.id] = known
        return known[1].model_copy(update={"similarity": similarity})

    def _coverage(self, now: datetime) -> dict[str, int]:
        today = Counter(
            country
            for story in self._stories.values()
            if now - story.last_seen_at <= _DAY
            for country in {place.country for place in story.places if place.country}
        )
        return dict(sorted(today.items()))


def _note(story: Story) -> StoryNote:
    return StoryNote(
        id=story.id,
        headline=story.headline,
        category=story.category,
        entities=story.entities,
        places=story.places,
        first_published_at=story.first_published_at,
        state=story.state,
        approved=story.approved_at is not None,
        origins=len(story.origins),
        risk_types=story.risk_types,
    )
