"""One story as the clustering sees it: the sum of its items, its leading items, and what it has met so far."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from newsroom.ports import DIMENSIONS, Vector
from newsroom.scouts.evidence import Evidence
from newsroom.scouts.same_frame import FRAMES_HELD, Frame, is_filled_otherwise
from newsroom.scouts.same_reading import Measured
from newsroom.scouts.who_acts import ACTORS_HELD, Actor, share_of_others

LEADS = 24
"""Items kept whole: the first half stays for ever, the second half is the latest."""
CLOSEST_LEADS = 3
FAR = 0.1
"""Below this cosine with the centroid no leading item is asked any more."""

Weights = Mapping[str, float]


class _Lead(NamedTuple):
    terms: Weights
    vector: Vector | None


class StoryCore:
    """Grows by `add`. Likenesses are cosines of unit vectors: 0 to 1 of words, -1 to 1 of meaning."""

    def __init__(self, story_id: str, kind: str) -> None:
        self.story_id = story_id
        self.kind = kind
        self.languages: dict[str, int] = {}
        self.issues: dict[tuple[str, str], str] = {}
        self.readings: list[Measured] = []
        self.size = 0
        self.read = 0
        """How many items brought a vector."""
        self.last_seen: datetime | None = None
        self.indexed: dict[str, None] = {}
        self._leads: list[_Lead] = []
        self._frames: dict[str, list[Frame]] = {}
        self._actors: list[Actor] = []
        self._sum: dict[str, float] = {}
        self._ideas: dict[str, float] = {}
        self._square = 0.0
        self._ideas_square = 0.0
        self._meaning = np.zeros(DIMENSIONS, dtype=np.float64)

    def add(self, terms: Weights, ideas: Weights, vector: Vector | None, language: str, seen_at: datetime) -> None:
        """Take one item in."""
        self.size += 1
        self.languages[language] = self.languages.get(language, 0) + 1
        self.last_seen = max(self.last_seen or seen_at, seen_at)
        self._square = _grow(self._sum, terms, self._square)
        self._ideas_square = _grow(self._ideas, ideas, self._ideas_square)
        _keep(self._leads, _Lead(terms, vector), self.size)
        if vector is not None:
            self.read += 1
            self._meaning += vector

    def words_like(self, terms: Weights, centroid_share: float) -> float:
        """`centroid_share` of the cosine with the centroid, the rest from the three closest leading items.

        The leads keep a story from drifting: an item that is like the crowd but like no single report stays outside.
        """
        total = self._sum
        shared = terms.keys() & total.keys()
        centroid = (
            math.fsum([terms[term] * total[term] for term in shared]) / math.sqrt(self._square) if shared else 0.0
        )
        if centroid_share >= 1 or centroid < FAR:
            return centroid_share * centroid
        # Whatever a lead holds the sum holds, so only what is shared with the sum can be shared with a lead.
        near = {term: terms[term] for term in shared}
        closest = sorted([dot(near, lead.terms) for lead in self._leads], reverse=True)[:CLOSEST_LEADS]
        return centroid_share * centroid + (1 - centroid_share) * math.fsum(closest) / len(closest)

    def words_mean(self, terms: Weights) -> float:
        """Mean cosine with every item of the story."""
        return dot(terms, self._sum) / self.size

    def meaning_mean(self, vector: Vector) -> float:
        """The same over vectors; 0 where no item brought one."""
        return float(self._meaning @ vector) / self.read if self.read else 0.0

    def closest(self, terms: Weights, vector: Vector, evidence: Evidence) -> tuple[float, float]:
        """Cosines of words and of meaning with the leading report that `evidence` finds most alike; 0 where none is."""
        found = (
            (dot(terms, lead.terms), float(lead.vector @ vector)) for lead in self._leads if lead.vector is not None
        )
        return max(found, key=lambda pair: evidence.weigh(*pair), default=(0.0, 0.0))

    def idea_likeness(self, ideas: Weights) -> float:
        """Cosine of ideas alone, for items in another language, where word pairs cannot match."""
        return dot(ideas, self._ideas) / math.sqrt(self._ideas_square) if self._ideas_square > 0 else 0.0

    def shares(self, ideas: Weights) -> list[str]:
        """The ideas that an item has in common with this story, in the item's order."""
        return [idea for idea in ideas if idea in self._ideas]

    def may_hold(self, issues: Mapping[tuple[str, str], str]) -> bool:
        """Whether no other issue of the same series is in this story already."""
        mine = self.issues
        return (
            not mine
            or mine.keys().isdisjoint(issues)
            or all(mine.get(series, issue) == issue for series, issue in issues.items())
        )

    def heard(self, publisher: str, frame: Frame) -> None:
        """Note a publisher's headline."""
        frames = self._frames.setdefault(publisher, [])
        if len(frames) < FRAMES_HELD:
            frames.append(frame)

    def is_of_a_series(self, publisher: str, frame: Frame) -> bool:
        """Whether the publisher told of this story under the same frame of a headline, filled otherwise."""
        frames = self._frames.get(publisher)
        return frames is not None and any(is_filled_otherwise(known, frame) for known in frames)

    def share_a_series(self, other: "StoryCore") -> bool:
        """Whether a publisher told of both under one frame of a headline, filled otherwise."""
        return any(self.is_of_a_series(name, frame) for name, frames in other._frames.items() for frame in frames)

    def acted(self, actor: Actor) -> None:
        """Note who acts in an item's headline, if anybody is known to."""
        if actor and len(self._actors) < ACTORS_HELD:
            self._actors.append(actor)

    def acts_of_others(self, actor: Actor) -> float:
        """Share (0 to 1) of this story's acts that are somebody else's; 0 where none is known."""
        return share_of_others(actor, self._actors)

    def acts_of_others_between(self, other: "StoryCore") -> float:
        """Mean of the same over the acts of another story."""
        shares = [share_of_others(actor, self._actors) for actor in other._actors]
        return math.fsum(shares) / len(shares) if shares else 0.0

    def alike(self, other: "StoryCore") -> float:
        """Cosine of two centroids of words."""
        square = self._square * other._square
        return dot(other._sum, self._sum) / math.sqrt(square) if square > 0 else 0.0

    def words_between(self, other: "StoryCore") -> float:
        """Mean cosine over every pair of an item here and one there."""
        return dot(other._sum, self._sum) / (self.size * other.size)

    def meaning_between(self, other: "StoryCore") -> float:
        """The same over vectors; 0 where either has none."""
        pairs = self.read * other.read
        return float(self._meaning @ other._meaning) / pairs if pairs else 0.0

    def absorb(self, other: "StoryCore") -> None:
        """Take a whole story in; its leads follow ours."""
        self.size += other.size
        self.read += other.read
        for language, count in other.languages.items():
            self.languages[language] = self.languages.get(language, 0) + count
        self._square = _grow(self._sum, other._sum, self._square)
        self._ideas_square = _grow(self._ideas, other._ideas, self._ideas_square)
        self._meaning += other._meaning
        self._leads = (self._leads + other._leads)[:LEADS]
        for name, frames in other._frames.items():
            self._frames[name] = (self._frames.get(name, []) + frames)[:FRAMES_HELD]
        self._actors = (self._actors + other._actors)[:ACTORS_HELD]
        self.issues = {**other.issues, **self.issues}
        self.readings += other.readings
        moments = [moment for moment in (self.last_seen, other.last_seen) if moment]
        self.last_seen = max(moments, default=None)

    def is_older_than(self, window: timedelta, now: datetime) -> bool:
        """No item came within `window` before `now`."""
        return self.last_seen is not None and now - self.last_seen > window


def dot(small: Weights, large: Weights) -> float:
    """Sum of products over shared terms; exact before its one rounding, so no order of terms changes it."""
    if len(small) > len(large):
        small, large = large, small
    return math.fsum([small[term] * large[term] for term in small.keys() & large.keys()])


def _grow(total: dict[str, float], more: Weights, square: float) -> float:
    """Add `more` to `total`; returns the square of its new length from the old one."""
    square += math.fsum([weight * weight for weight in more.values()])
    if not total:
        total.update(more)
        return square
    square += 2 * dot(more, total)
    known = total.get
    for term, weight in more.items():
        total[term] = known(term, 0.0) + weight
    return square


def _keep(leads: list[_Lead], one: _Lead, size: int) -> None:
    if len(leads) < LEADS:
        leads.append(one)
    else:
        leads[LEADS // 2 + size % (LEADS - LEADS // 2)] = one
