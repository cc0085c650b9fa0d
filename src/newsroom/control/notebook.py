"""The newsroom around a story: which stories are like it, what the day has covered, where its items are.

A cache of the store and nothing more: it reads what changed since it last looked, and a new one reads the same.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from newsroom.control.records import SPLIT, SPLIT_TOLD, Parted, Tick
from newsroom.model.base import score
from newsroom.model.item import Item, Source
from newsroom.model.lifecycle import State
from newsroom.model.story import Context, Story, StoryNote
from newsroom.ports import Store
from newsroom.scouts.clustering import Joined, StoryIndex
from newsroom.scouts.inputs_pattern import names_of
from newsroom.scouts.meaning import ReadMeanings, unread
from newsroom.scouts.mood import Mood, moods

NEARBY_MAX = 30
_DAY = timedelta(days=1)
_STUDIO_PLACES = 7
"""N's seven studio agents at factor 1: as many productions are a full studio."""

_FIRST_REPORTS = 3

_IN_COUNCIL: tuple[State, ...] = (
    "VALIDATING",
    "AWAIT_VOTES",
    "ESCALATED",
    "CONDITIONAL",
    "PAUSED",
    "RETURNED",
    "INFO_REQUEST",
)
_IN_STUDIO: tuple[State, ...] = ("PRODUCING", "FAILED_RECOVERY")


class Notebook:
    """Stories and their likeness, kept up with the store by `refresh`. Safe to share between threads.

    Who only looks around takes every item where the store has it. Who places items, with `place`, judges all of the last
    days again in their order, so that the next one meets the same stories in whatever process; `read` gives meanings.
    """

    def __init__(self, store: Store, read: ReadMeanings = unread) -> None:
        self._store = store
        self._read = read
        self._index = StoryIndex()
        self._places = False
        self._known_items = 0
        self._known_splits: frozenset[str] = frozenset()
        self._placed_until = datetime.min.replace(tzinfo=UTC)
        self._notes: dict[str, tuple[int, StoryNote]] = {}
        self._coverage: dict[str, int] = {}
        self._names: Counter[str] = Counter()
        self._named_in: dict[str, tuple[int, frozenset[str]]] = {}
        self._today = 0
        self._covered: tuple[int, date] = (-1, date.min)
        self._trends: dict[str, float] = {}
        self._mood: dict[str, Mood] = {}
        self._watched: dict[str, int] = {}
        self._open_stories = 0
        self._studio_load = 0.0
        self._lock = threading.RLock()

    def place(self, items: Sequence[Item], now: datetime) -> dict[str, str]:
        """The story of each item, by item id; items that belong to no story are missing. Placing twice changes nothing.

        `items` are what just arrived, sorted by (seen_at, id) and later than anything placed before.
        """
        with self._lock:
            if not self._places:
                self._begin_again()
                self._places = True
            self._catch_up(now)
            self._index.rebuild(items, self._read)
            self._placed_until = max([self._placed_until, *(item.seen_at for item in items)])
            found = {item.id: self._index.story_of(item.id) for item in items}
        return {item_id: story_id for item_id, story_id in found.items() if story_id}

    def joined(self, since: datetime) -> tuple[Joined, ...]:
        """Stories that items seen from `since` on showed to be part of another."""
        with self._lock:
            return tuple(one for one in self._index.joined() if one.at >= since)

    def stories_of(self, item_ids: Sequence[str], now: datetime) -> dict[str, str]:
        """The story of each of these earlier items, by item id; items that belong to none are missing."""
        if not item_ids:
            return {}
        with self._lock:
            self._catch_up(now)
            found = {item_id: self._index.story_of(item_id) for item_id in item_ids}
        return {item_id: story_id for item_id, story_id in found.items() if story_id}

    def refresh(self, now: datetime) -> None:
        """Read what the store has that we have not."""
        with self._lock:
            self._catch_up(now)
            self._open_stories = self._store.count("story", states=_IN_COUNCIL)
            self._studio_load = score(min(1.0, self._store.count("story", states=_IN_STUDIO) / _STUDIO_PLACES))
            # Coverage and trends change with arrivals alone, and with the day.
            if self._covered != (self._known_items, now.date()):
                self._covered = (self._known_items, now.date())
                today = [one for one in self._store.find("story", Story) if now - one.last_seen_at <= _DAY]
                self._coverage, self._today = _coverage(today), len(today)
                self._names = Counter(name for one in today for name in self._named(one))
                self._mood = moods((one.headline, one.places) for one in today)
                self._watched = _watched(self._store.find("source", Source))
                ticks = self._store.find("tick", Tick)
                self._trends = max(ticks, key=lambda tick: tick.at).trends if ticks else {}

    def context(self, story: Story, items: Sequence[Item], now: datetime) -> Context:
        """What a role may know around `story` at `now`."""
        with self._lock:
            return Context(
                now=now,
                nearby=self._nearby(story),
                coverage=self._coverage,
                trends=self._trends,
                arrivals=tuple(sorted(item.seen_at for item in items)),
                open_stories=self._open_stories,
                studio_load=self._studio_load,
                names={name: self._names[name] for name in sorted(self._named(story))},
                stories=self._today,
                mood=self._mood,
                watched=self._watched,
            )

    def _named(self, story: Story) -> frozenset[str]:
        known = self._named_in.get(story.id)
        if known is None or known[0] != story.version:
            known = self._named_in[story.id] = (story.version, names_of(story.entities, story.places))
        return known[1]

    def _catch_up(self, now: datetime) -> None:
        # Items placed by an earlier process, or taken from a result that outlived it, are taken in again in their order.
        days = [(now - _DAY * back).date().isoformat() for back in range(3)]
        held, splits = self._store.count("item", states=days), self._new_splits()
        if held == self._known_items and not splits:
            return
        if any(split.after < self._placed_until for split in splits):
            # Reports were placed while somebody split a story: all are judged again, those of after it last.
            self._begin_again()
            splits = self._new_splits()
        self._known_items = held
        items = self._store.find("item", Item, states=days)
        if self._places:
            self._judge(items, splits)
        else:
            self._recall(items, splits)

    def _begin_again(self) -> None:
        self._index, self._known_items, self._known_splits = StoryIndex(), 0, frozenset()
        self._placed_until = datetime.min.replace(tzinfo=UTC)

    def _new_splits(self) -> list[Parted]:
        """Splits on record that this index does not know yet, in their order."""
        states = (SPLIT, SPLIT_TOLD)
        if self._store.count("observation", states=states) == len(self._known_splits):
            return []
        found = self._store.find("observation", Parted, states=states)
        return sorted(
            (one for one in found if one.id not in self._known_splits), key=lambda one: (one.after, one.at, one.id)
        )

    def _judge(self, items: Sequence[Item], splits: Sequence[Parted]) -> None:
        """Place every item, and tell stories apart where somebody did, between the items of before and of after."""
        for split in splits:
            self._index.rebuild((item for item in items if item.seen_at <= split.after), self._read)
            self._part(split, self._read)
        self._index.rebuild(items, self._read)

    def _recall(self, items: Sequence[Item], splits: Sequence[Parted]) -> None:
        """Take every item where the store has it."""
        stories = (story for story in self._store.find("story", Story) if not story.went_over)
        story_of = {item_id: story.id for story in stories for item_id in story.item_ids}
        for item in sorted(items, key=_in_order):
            self._index.recall(item, story_of.get(item.id, ""))
        for split in splits:
            self._part(split, unread)

    def _part(self, split: Parted, read: ReadMeanings) -> None:
        items = sorted(self._store.get_many("item", self._index.told_with(split.homes), Item), key=_in_order)
        self._index.part(items, read(items), split.homes, split.id)
        self._known_splits |= {split.id}

    def _nearby(self, story: Story) -> tuple[StoryNote, ...]:
        near = dict(self._index.nearest(story.id, NEARBY_MAX))
        others = self._store.get_many("story", list(near), Story)
        return tuple(self._note(other, near[other.id]) for other in others)

    def _note(self, story: Story, similarity: float) -> StoryNote:
        known = self._notes.get(story.id)
        if known is None or known[0] != story.version:
            known = (story.version, _note(story))
            self._notes[story.id] = known
        return known[1].model_copy(update={"similarity": similarity})


def _in_order(item: Item) -> tuple[datetime, str]:
    return item.seen_at, item.id


def _coverage(today: Iterable[Story]) -> dict[str, int]:
    """How many of the last day's stories each country has."""
    found = Counter(
        country for story in today for country in {place.country for place in story.places if place.country}
    )
    return dict(sorted(found.items()))


def _watched(sources: Iterable[Source]) -> dict[str, int]:
    """How many sources sit in each country; what gathers from elsewhere sits nowhere."""
    found = Counter(source.country for source in sources if source.country and not source.aggregator)
    return dict(sorted(found.items()))


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
        owners=tuple(origin.owner for origin in story.origins),
        item_ids=story.item_ids[:_FIRST_REPORTS],
    )
