"""One story as the clustering sees it: a centroid, its leading items, and what it has met so far."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from newsroom.scouts.same_reading import Measured

LEADS = 12
"""Items kept whole: the first half stays for ever, the second half is the latest."""
CLOSEST_LEADS = 3

Vector = Mapping[str, float]


class StoryCore:
    """Grows by `add`. Similarities are 0 to 1 against unit vectors."""

    def __init__(self, story_id: str, kind: str) -> None:
        self.story_id = story_id
        self.kind = kind
        self.languages: dict[str, int] = {}
        self.issues: dict[tuple[str, str], str] = {}
        self.readings: list[Measured] = []
        self.size = 0
        self.last_seen: datetime | None = None
        self.indexed: dict[str, None] = {}
        self._leads: list[Vector] = []
        self._sum: dict[str, float] = {}
        self._ideas: dict[str, float] = {}
        self._length = 0.0
        self._ideas_length = 0.0

    def add(self, terms: Vector, ideas: Vector, language: str, seen_at: datetime) -> None:
        """Take one item in."""
        self.size += 1
        self.languages[language] = self.languages.get(language, 0) + 1
        self.last_seen = max(self.last_seen or seen_at, seen_at)
        for term, weight in terms.items():
            self._sum[term] = self._sum.get(term, 0.0) + weight
        for idea, weight in ideas.items():
            self._ideas[idea] = self._ideas.get(idea, 0.0) + weight
        self._length, self._ideas_length = _length(self._sum), _length(self._ideas)
        if len(self._leads) < LEADS:
            self._leads.append(terms)
        else:
            self._leads[LEADS // 2 + self.size % (LEADS - LEADS // 2)] = terms

    def likeness(self, terms: Vector, centroid_share: float) -> float:
        """`centroid_share` of the cosine with the centroid, the rest from the three closest leading items.

        The leads keep a story from drifting: an item that is like the crowd but like no single report stays outside.
        """
        centroid = _dot(terms, self._sum) / self._length if self._length else 0.0
        if centroid_share >= 1:
            return centroid
        closest = sorted((_dot(terms, lead) for lead in self._leads), reverse=True)[:CLOSEST_LEADS]
        return centroid_share * centroid + (1 - centroid_share) * sum(closest) / len(closest)

    def idea_likeness(self, ideas: Vector) -> float:
        """Cosine of ideas alone, for items in another language, where word pairs cannot match."""
        return _dot(ideas, self._ideas) / self._ideas_length if self._ideas_length else 0.0

    def shares(self, ideas: Vector) -> list[str]:
        """The ideas that an item has in common with this story, in the item's order."""
        return [idea for idea in ideas if idea in self._ideas]

    def may_hold(self, series: tuple[str, str], issue: str) -> bool:
        """Whether no other issue of the same series is in this story already."""
        return self.issues.get(series, issue) == issue

    def alike(self, other: "StoryCore") -> float:
        """Cosine of two centroids."""
        if not self._length or not other._length:
            return 0.0
        return _dot(other._sum, self._sum) / (self._length * other._length)

    def absorb(self, other: "StoryCore") -> None:
        """Take a whole story in; its leads follow ours."""
        self.size += other.size
        for language, count in other.languages.items():
            self.languages[language] = self.languages.get(language, 0) + count
        for term, weight in other._sum.items():
            self._sum[term] = self._sum.get(term, 0.0) + weight
        for idea, weight in other._ideas.items():
            self._ideas[idea] = self._ideas.get(idea, 0.0) + weight
        self._length, self._ideas_length = _length(self._sum), _length(self._ideas)
        self._leads = (self._leads + other._leads)[:LEADS]
        self.issues = {**other.issues, **self.issues}
        self.readings += other.readings
        moments = [moment for moment in (self.last_seen, other.last_seen) if moment]
        self.last_seen = max(moments, default=None)

    def is_older_than(self, window: timedelta, now: datetime) -> bool:
        """No item came within `window` before `now`."""
        return self.last_seen is not None and now - self.last_seen > window


def _dot(small: Vector, large: Vector) -> float:
    return sum(weight * large[term] for term, weight in small.items() if term in large)


def _length(vector: Vector) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))
