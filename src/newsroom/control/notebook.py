"""The newsroom around a story: notes on the others, who is like whom, what the day has covered.

A cache of the store and nothing more: it reads what changed since it last looked, and a new one reads the same.
"""

import math
from collections import Counter, defaultdict
from datetime import datetime, timedelta

from newsroom.model.base import score
from newsroom.model.item import Item
from newsroom.model.story import Context, Story, StoryNote
from newsroom.model.text import content_words, fold
from newsroom.ports import Store

NEARBY_MAX = 30
_LOOK_BACK = timedelta(hours=48)
_LIKE_AT_LEAST = 0.08
_COMMON_SHARE = 0.10


class Notebook:
    """Notes on every story, refreshed from the store by `refresh`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stories: dict[str, Story] = {}
        self._terms: dict[str, frozenset[str]] = {}
        self._having: dict[str, set[str]] = defaultdict(set)

    def refresh(self) -> None:
        """Read the stories again; only those that changed cost anything."""
        for story in self._store.find("story", Story):
            known = self._stories.get(story.id)
            if known is None or known.version != story.version:
                self._file(story, known)

    def context(self, story: Story, items: tuple[Item, ...], trends: dict[str, float], now: datetime) -> Context:
        """What a role may know around `story` at `now`."""
        return Context(
            now=now,
            nearby=self._nearby(story, now),
            coverage=self._coverage(now),
            trends=trends,
            arrivals=tuple(sorted(item.seen_at for item in items)),
            open_stories=self._count("VALIDATING", "AWAIT_VOTES", "ESCALATED", "CONDITIONAL", "PAUSED"),
            studio_load=score(min(1.0, self._count("PRODUCING", "FAILED_RECOVERY") / _STUDIO_PLACES)),
        )

    def _file(self, story: Story, known: Story | None) -> None:
        self._stories[story.id] = story
        if known is not None and (known.headline, known.entities) == (story.headline, story.entities):
            return
        for term in self._terms.get(story.id, ()):
            self._having[term].discard(story.id)
        terms = frozenset((*content_words(story.headline, story.language), *(fold(e) for e in story.entities)))
        self._terms[story.id] = terms
        for term in terms:
            self._having[term].add(story.id)

    def _nearby(self, story: Story, now: datetime) -> tuple[StoryNote, ...]:
        shared: dict[str, float] = defaultdict(float)
        most = max(20, int(len(self._stories) * _COMMON_SHARE))
        for term in sorted(self._terms.get(story.id, ())):
            others = self._having[term]
            if 1 < len(others) <= most:
                weight = self._weight(term)
                for other in others:
                    shared[other] += weight
        shared.pop(story.id, None)
        own = self._norm(story.id)
        ranked = sorted(
            (
                (-score(weight / (own * self._norm(other))), other)
                for other, weight in shared.items()
                if now - self._stories[other].last_seen_at <= _LOOK_BACK
            ),
        )
        return tuple(
            _note(self._stories[other], -minus) for minus, other in ranked[:NEARBY_MAX] if -minus >= _LIKE_AT_LEAST
        )

    def _weight(self, term: str) -> float:
        return math.log(1 + len(self._stories) / len(self._having[term])) ** 2

    def _norm(self, story_id: str) -> float:
        return math.sqrt(math.fsum(self._weight(term) for term in sorted(self._terms[story_id]))) or 1.0

    def _coverage(self, now: datetime) -> dict[str, int]:
        today = Counter(
            country
            for story in self._stories.values()
            if now - story.last_seen_at <= timedelta(hours=24)
            for country in {place.country for place in story.places if place.country}
        )
        return dict(sorted(today.items()))

    def _count(self, *states: str) -> int:
        return sum(story.state in states for story in self._stories.values())


_STUDIO_PLACES = 7
"""N's seven studio agents at factor 1: as many productions are a full studio."""


def _note(story: Story, similarity: float) -> StoryNote:
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
        similarity=similarity,
    )
