"""Which story an item belongs to, one item at a time, never looking back over the world (N 1.3; decisions.md section 1).

Order of precedence for one item:
1. an item met before keeps its story;
2. what refers to a notice, tells of a page or bears a headline that is in a story goes there (ties.py);
3. a digest of many things stays alone;
4. the story of the window that it most surely tells takes it, if surely enough (without a vector: by words alone;
   another language: if rare ideas agree), but nothing joins an instrument's reading of another event, nor the last
   issue of its own series (same_frame.py);
5. what may never start a story (opinion, satire, not news) goes to no story;
6. otherwise the item starts a story, whose id is derived from the item's.

A story is compared through its core (sum and leading reports), so parts of one great event stay apart instead of
chaining into one. Same items and vectors in (seen_at, id) order give the same stories on every machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from newsroom.model.base import score
from newsroom.model.ids import derive
from newsroom.model.item import Item
from newsroom.ports import Vector
from newsroom.scouts.assignments import Assignment as Assignment
from newsroom.scouts.assignments import Joined as Joined
from newsroom.scouts.grains import ANYTIME as ANYTIME
from newsroom.scouts.grains import EVENT as EVENT
from newsroom.scouts.grains import TOPIC as TOPIC
from newsroom.scouts.grains import Grain
from newsroom.scouts.meaning import ReadMeanings, unread
from newsroom.scouts.rarity import Rarity
from newsroom.scouts.same_reading import measured
from newsroom.scouts.shared_terms import SharedTerms, telling
from newsroom.scouts.story_core import StoryCore
from newsroom.scouts.story_features import Features, features
from newsroom.scouts.surety import Marked, Surety
from newsroom.scouts.ties import Ties

SWEEP_EVERY = 1000
"""Items between two looks for stories past the window; until then they only wait in memory."""
STORIES_COMPARED = 16
STORIES_JOINED = 5
"""Other stories that one item may show to be the same."""
SURE_ENOUGH = 0.5
_PARTED = "parted"
"""Halves of a split story are held apart as issues of one series are."""


class StoryIndex:
    """The stories of the grain's window, ready to take the next item. Rebuild it by assigning committed items again."""

    def __init__(self, grain: Grain = EVENT) -> None:
        self._grain = grain
        self._rarity = Rarity(grain.prior, grain.sharpness)
        self._surety = Surety(grain, self._rarity)
        self._cores: dict[str, StoryCore] = {}
        self._shared = SharedTerms()
        self._assigned: dict[str, Assignment] = {}
        self._joined: dict[str, Joined] = {}
        self._ties = Ties()

    def assign(self, item: Item, vector: Vector | None = None) -> Assignment:
        """Place one item. Items must come in (seen_at, id) order; one met before keeps its answer."""
        known = self._assigned.get(item.id)
        if known is not None:
            return known
        one = self._marked(item, vector)
        return self._noted(item, self._tied(one) or self._place(one))

    def recall(self, item: Item, story_id: str) -> None:
        """Take in an item whose story is on record (empty for none), without judging it again; in order as `assign`."""
        if item.id in self._assigned:
            return
        one = self._marked(item, None)
        if story_id and story_id not in self._cores:
            self._cores[story_id] = StoryCore(story_id, one.marks.kind)
        if story_id and one.marks.founds:
            self._take_in(story_id, one)
        self._noted(item, Assignment(story_id, False, 1.0, "on record"))

    def told_with(self, item_ids: Iterable[str]) -> tuple[str, ...]:
        """Every assigned item of the stories that these items are in now, in the order of assignment."""
        stories = {self.story_of(item_id) for item_id in item_ids} - {""}
        return tuple(item_id for item_id in self._assigned if self.story_of(item_id) in stories)

    def part(self, items: Sequence[Item], vectors: Sequence[Vector | None], homes: Mapping[str, str], of: str) -> None:
        """Tell stories apart. `items` are all that `told_with` gives, in order; `homes` name the new story of some.

        What `homes` does not name stays where it is. What was parted `of` one story is never joined again.
        """
        placed = [homes.get(item.id) or self.story_of(item.id) for item in items]
        for story_id in dict.fromkeys(self.story_of(item.id) for item in items):
            if story_id in self._cores:
                self._forget(self._cores[story_id])
        self._ties.keep(self._current, self._cores)
        for item, vector, story_id in zip(items, vectors, placed, strict=True):
            one = self._marked(item, vector)
            core = self._cores.setdefault(story_id, StoryCore(story_id, one.marks.kind))
            if item.id in homes:
                core.issues[_PARTED, of] = story_id
            if one.marks.founds:
                self._take_in(story_id, one)
            self._noted(item, Assignment(story_id, False, 1.0, "told apart from others by a person"))

    def rebuild(self, items: Iterable[Item], read: ReadMeanings = unread) -> None:
        """Assign many items, sorted here by (seen_at, id). `read` gives the vectors of those not met before."""
        fresh = [item for item in items if item.id not in self._assigned]
        fresh.sort(key=lambda one: (one.seen_at, one.id))
        for item, vector in zip(fresh, read(fresh), strict=True):
            self.assign(item, vector)

    def story_of(self, item_id: str) -> str:
        """The story an assigned item is in now; empty when in none or never seen."""
        found = self._assigned.get(item_id)
        return self._current(found.story_id) if found else ""

    def joined(self) -> tuple[Joined, ...]:
        """Every story that was found to be part of another, with the one that tells it now, in the order of finding."""
        return tuple(one._replace(kept=self._current(one.kept)) for one in self._joined.values())

    def nearest(self, story_id: str, limit: int) -> tuple[tuple[str, float], ...]:
        """Other live stories most like this one in words, with similarity 0 to 1, highest first, ids break ties."""
        core = self._cores.get(self._current(story_id))
        if core is None:
            return ()
        weights = {term: self._rarity.of(term) for term in core.indexed}
        near = (key for key in self._shared.best(weights, len(self._cores)) if key != core.story_id)
        ranked = sorted(((score(core.alike(self._cores[key])), key) for key in near), key=_best_first)
        return tuple((key, likeness) for likeness, key in ranked[:limit] if likeness > 0)

    def _marked(self, item: Item, vector: Vector | None) -> Marked:
        marks = features(item)
        if item.id not in self._assigned:
            self._rarity.learn(marks.terms.keys())
        terms, ideas = self._rarity.units(marks.terms, marks.ideas)
        return Marked(item, marks, terms, ideas, telling(terms, ideas), vector)

    def _noted(self, item: Item, found: Assignment) -> Assignment:
        self._assigned[item.id] = found
        self._ties.remember(item, found.story_id)
        if len(self._assigned) % SWEEP_EVERY == 0:
            window = self._grain.window
            for core in [core for core in self._cores.values() if core.is_older_than(window, item.seen_at)]:
                self._forget(core)
            self._ties.keep(self._current, self._cores)
        return found

    def _tied(self, one: Marked) -> Assignment | None:
        """Where an item's references or its page put it, whatever its words; None when they say nothing."""
        placed = self._ties.answer(one.item)
        if placed is None:
            return None
        story_id = self._current(placed[0])
        if not story_id:
            return Assignment("", False, 0.0, placed[1])
        core = self._cores.get(story_id)
        if core is None or core.is_older_than(self._grain.window, one.item.seen_at):
            return None
        self._take_in(story_id, one)
        return Assignment(story_id, False, 1.0, placed[1])

    def _place(self, one: Marked) -> Assignment:
        ranked = [] if one.marks.kind == "digest" else self._ranked(one)
        if ranked and ranked[0][0] >= SURE_ENOUGH:
            sure, story_id = ranked[0]
            answer = Assignment(story_id, False, sure, self._surety.why(one, self._cores[story_id], sure))
        elif not one.marks.founds:
            best = ranked[0][0] if ranked else 0.0
            return Assignment("", False, best, "opinion, satire or not news: never starts a story")
        else:
            answer = Assignment(derive("story", one.item.id), True, 1.0, _founding(one.marks, ranked))
            self._cores[answer.story_id] = StoryCore(answer.story_id, one.marks.kind)
        if one.marks.founds:
            self._take_in(answer.story_id, one)
            self._join(answer.story_id, [story_id for _, story_id in ranked], one.item.seen_at)
        return answer

    def _ranked(self, one: Marked) -> list[tuple[float, str]]:
        found: list[tuple[float, str]] = []
        for story_id in self._shared.best(one.telling, STORIES_COMPARED):
            core = self._cores[story_id]
            if core.is_older_than(self._grain.window, one.item.seen_at):
                self._forget(core)
            elif self._surety.may_tell(one, core):
                found.append((self._surety.tells(one, core), story_id))
        return sorted(found, key=_best_first)

    def _take_in(self, story_id: str, one: Marked) -> None:
        core = self._cores[story_id]
        core.add(one.terms, one.ideas, one.vector, one.marks.language, one.item.seen_at)
        core.heard(one.item.publisher.name, one.marks.frame)
        core.acted(one.actor)
        core.issues = {**one.marks.issues, **core.issues}
        reading = measured(one.item)
        if reading is not None:
            core.readings.append(reading)
        for term in one.telling:
            self._index(core, term)

    def _index(self, core: StoryCore, term: str) -> None:
        core.indexed[term] = None
        self._shared.add(term, core.story_id)

    def _join(self, story_id: str, others: Sequence[str], at: datetime) -> None:
        """Join the story that just grew with those that its new item also tells, while they are surely one."""
        for other_id in others[:STORIES_JOINED]:
            one, two = self._cores[self._current(story_id)], self._cores.get(other_id)
            if two is None or one is two:
                continue
            kept, gone = (one, two) if (-one.size, one.story_id) <= (-two.size, two.story_id) else (two, one)
            sure = self._surety.are_one(kept, gone)
            if sure < SURE_ENOUGH:
                continue
            for term in gone.indexed:
                self._index(kept, term)
            kept.absorb(gone)
            self._forget(gone)
            self._joined[gone.story_id] = Joined(gone.story_id, kept.story_id, at, f"{sure:.3f} sure that both are one")

    def _forget(self, core: StoryCore) -> None:
        del self._cores[core.story_id]
        self._shared.remove(core.indexed, core.story_id)

    def _current(self, story_id: str) -> str:
        while story_id in self._joined:
            story_id = self._joined[story_id].kept
        return story_id


def _best_first(entry: tuple[float, str]) -> tuple[float, str]:
    return -entry[0], entry[1]


def _founding(marks: Features, ranked: list[tuple[float, str]]) -> str:
    if marks.kind == "digest":
        return "a digest of many things stays alone"
    return f"first of its story; the most alike reached {ranked[0][0]:.3f}" if ranked else "first of its story"
