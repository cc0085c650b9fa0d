"""Which story an item belongs to, one item at a time, never looking back over the world (N 1.3; decisions.md section 1).

Order of precedence for one item:
1. an item met before keeps its story;
2. a revision of an official notice goes to the story of what it revises (notices.py);
3. a digest of many things stays alone;
4. the most alike story of the window takes it, if alike enough (another language: if rare ideas agree), but nothing
   joins an instrument's reading of another event;
5. what may never start a story (opinion, satire, not news) goes to no story;
6. otherwise the item starts a story, whose id is derived from the item's.

A story's likeness is measured against its core (centroid and leading reports), so parts of one great event stay apart
instead of chaining into one. Same items in (seen_at, id) order give the same stories on every machine.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from newsroom.model.base import score
from newsroom.model.ids import derive
from newsroom.model.item import Item
from newsroom.scouts.notices import Notices
from newsroom.scouts.rarity import Rarity
from newsroom.scouts.same_reading import is_of_one_event, measured
from newsroom.scouts.story_core import StoryCore
from newsroom.scouts.story_features import Features, features


class Grain(NamedTuple):
    """How fine stories are cut. Likenesses are 0 to 1.

    `alike` admits an item; `bridged` admits one in a language new to the story, on ideas alone; `centroid_share` is the
    weight of the centroid beside the leads; `prior` and `sharpness` are those of `Rarity`; `merge` joins two stories
    that one item fits when their centroids are at least that alike (None: never; a newsroom story has a life of its own
    and is not merged into another).
    """

    alike: float
    bridged: float
    centroid_share: float
    prior: int
    sharpness: float
    merge: float | None


EVENT = Grain(alike=0.2, bridged=0.14, centroid_share=0.5, prior=500, sharpness=1.2, merge=None)
"""One happening or statement: what the newsroom bids on. Merging was tried and made one great event a single story."""
TOPIC = Grain(alike=0.14, bridged=0.14, centroid_share=1.0, prior=1500, sharpness=1.0, merge=0.2)
"""Everything about one subject, as aggregators file headlines: coarser, and free to merge."""
# The numbers come from several sweeps over the development day and its headlines; expect a little less elsewhere.

WINDOW = timedelta(hours=48)
"""A story that heard nothing for two days takes no more items."""
SWEEP_EVERY = 1000
"""Items between two looks for stories past the window; until then they only wait in memory."""
RARE_IDEA = 4.0
RARE_IDEAS_TO_BRIDGE = 2
PREVIEW_AGAINST_REPORT = 0.4
"""Factor on the likeness of a preview and a report: how to watch a match is not its result."""
TERMS_INDEXED = 15
STORIES_COMPARED = 30


class Assignment(NamedTuple):
    """Where an item went. `story_id` is empty when it belongs to no story; `similarity` is 0 to 1, 1 at its founding."""

    story_id: str
    is_new: bool
    similarity: float
    why: str


class StoryIndex:
    """The stories of the last two days, ready to take the next item. Rebuild it by assigning committed items again."""

    def __init__(self, grain: Grain = EVENT) -> None:
        self._grain = grain
        self._rarity = Rarity(grain.prior, grain.sharpness)
        self._cores: dict[str, StoryCore] = {}
        self._postings: dict[str, list[str]] = {}
        self._assigned: dict[str, Assignment] = {}
        self._merged: dict[str, str] = {}
        self._notices = Notices()

    def assign(self, item: Item) -> Assignment:
        """Place one item. Items must come in (seen_at, id) order; one met before keeps its answer."""
        known = self._assigned.get(item.id)
        if known is not None:
            return known
        self._assigned[item.id] = found = self._place(item, features(item))
        self._notices.remember(item, found.story_id)
        if len(self._assigned) % SWEEP_EVERY == 0:
            for core in [core for core in self._cores.values() if core.is_older_than(WINDOW, item.seen_at)]:
                self._forget(core)
            self._notices.keep(self._current, self._cores)
        return found

    def rebuild(self, items: Iterable[Item]) -> None:
        """Assign many items, sorted here by (seen_at, id)."""
        for item in sorted(items, key=lambda one: (one.seen_at, one.id)):
            self.assign(item)

    def story_of(self, item_id: str) -> str:
        """The story an assigned item is in now; empty when in none or never seen."""
        found = self._assigned.get(item_id)
        return self._current(found.story_id) if found else ""

    def nearest(self, story_id: str, limit: int) -> tuple[tuple[str, float], ...]:
        """Other live stories most like this one, with similarity 0 to 1, highest first, ids break ties."""
        core = self._cores.get(self._current(story_id))
        if core is None:
            return ()
        others = (self._cores[key] for key in self._sharing(core.indexed) if key != core.story_id)
        ranked = sorted(((score(core.alike(other)), other.story_id) for other in others), key=_best_first)
        return tuple((key, likeness) for likeness, key in ranked[:limit] if likeness > 0)

    def _place(self, item: Item, marks: Features) -> Assignment:
        self._rarity.learn(marks.terms)
        terms, ideas = self._rarity.unit(marks.terms), self._rarity.unit(marks.ideas)
        story_id, why = self._noticed(item)
        if why:
            if story_id:
                self._take_in(story_id, item, marks, terms, ideas)
            return Assignment(story_id, False, 1.0 if story_id else 0.0, why)
        ranked = [] if marks.kind == "digest" else self._ranked(item, marks, terms, ideas)
        if ranked and ranked[0][0] >= self._grain.alike:
            likeness, story_id = ranked[0]
            story_id = self._merge(story_id, ranked[1:])
            answer = Assignment(story_id, False, min(likeness, 1.0), self._why(likeness, marks, ideas, story_id))
        elif not marks.founds:
            best = ranked[0][0] if ranked else 0.0
            return Assignment("", False, best, "opinion, satire or not news: never starts a story")
        else:
            answer = Assignment(derive("story", item.id), True, 1.0, _founding(marks, ranked))
            self._cores[answer.story_id] = StoryCore(answer.story_id, marks.kind)
        if marks.founds:
            self._take_in(answer.story_id, item, marks, terms, ideas)
        return answer

    def _noticed(self, item: Item) -> tuple[str, str]:
        """Where the rules of notices put an item, and why; two empty strings when they say nothing."""
        story_id, why = self._notices.answer(item) or ("", "")
        story_id = self._current(story_id)
        return (story_id, why) if not story_id or story_id in self._cores else ("", "")

    def _ranked(
        self, item: Item, marks: Features, terms: dict[str, float], ideas: dict[str, float]
    ) -> list[tuple[float, str]]:
        keys = _strongest(terms, ideas)
        found: list[tuple[float, str]] = []
        for story_id in self._sharing(keys, terms)[:STORIES_COMPARED]:
            core = self._cores[story_id]
            if core.is_older_than(WINDOW, item.seen_at):
                self._forget(core)
            elif core.kind != "digest" and core.may_hold(marks.series, marks.issue):
                if not is_of_one_event(item, core.readings):
                    continue
                found.append((self._likeness(core, marks, terms, ideas), story_id))
        return sorted(found, key=_best_first)

    def _likeness(self, core: StoryCore, marks: Features, terms: dict[str, float], ideas: dict[str, float]) -> float:
        likeness = core.likeness(terms, self._grain.centroid_share)
        if marks.language not in core.languages:
            rare = [idea for idea in core.shares(ideas) if self._rarity.of(idea) > RARE_IDEA]
            if len(rare) >= RARE_IDEAS_TO_BRIDGE:
                likeness = max(likeness, core.idea_likeness(ideas) * self._grain.alike / self._grain.bridged)
        if (core.kind == "preview") != (marks.kind == "preview"):
            likeness *= PREVIEW_AGAINST_REPORT
        return score(likeness)

    def _take_in(
        self, story_id: str, item: Item, marks: Features, terms: dict[str, float], ideas: dict[str, float]
    ) -> None:
        core = self._cores[story_id]
        core.add(terms, ideas, marks.language, item.seen_at)
        core.issues.setdefault(marks.series, marks.issue)
        reading = measured(item)
        if reading is not None:
            core.readings.append(reading)
        for key in _strongest(terms, ideas):
            self._index(core, key)

    def _index(self, core: StoryCore, key: str) -> None:
        if key not in core.indexed:
            core.indexed[key] = None
            self._postings.setdefault(key, []).append(core.story_id)

    def _sharing(self, keys: Iterable[str], weights: dict[str, float] | None = None) -> list[str]:
        shared: dict[str, float] = {}
        for key in keys:
            for story_id in self._postings.get(key, ()):
                shared[story_id] = shared.get(story_id, 0.0) + (weights or {}).get(key, self._rarity.of(key) / 100)
        return sorted(shared, key=lambda story_id: (-round(shared[story_id], 6), story_id))

    def _merge(self, story_id: str, others: list[tuple[float, str]]) -> str:
        if self._grain.merge is None or not others or others[0][0] < self._grain.alike:
            return story_id
        one, two = self._cores[story_id], self._cores[others[0][1]]
        if score(one.alike(two)) < self._grain.merge:
            return story_id
        kept, gone = (one, two) if (-one.size, one.story_id) <= (-two.size, two.story_id) else (two, one)
        for key in gone.indexed:
            self._index(kept, key)
        kept.absorb(gone)
        self._forget(gone)
        self._merged[gone.story_id] = kept.story_id
        return kept.story_id

    def _forget(self, core: StoryCore) -> None:
        del self._cores[core.story_id]
        for key in core.indexed:
            left = [story_id for story_id in self._postings[key] if story_id != core.story_id]
            if left:
                self._postings[key] = left
            else:
                del self._postings[key]

    def _current(self, story_id: str) -> str:
        while story_id in self._merged:
            story_id = self._merged[story_id]
        return story_id

    def _why(self, likeness: float, marks: Features, ideas: dict[str, float], story_id: str) -> str:
        core = self._cores[story_id]
        shared = sorted(core.shares(ideas), key=lambda idea: (-ideas[idea], idea))[:4]
        bridge = "" if marks.language in core.languages else ", across languages"
        return f"likeness {likeness:.3f}{bridge}, sharing {', '.join(idea.strip('*') for idea in shared)}"


def _strongest(terms: dict[str, float], ideas: dict[str, float]) -> list[str]:
    heavy = sorted(terms, key=lambda term: (-terms[term], term))[:TERMS_INDEXED]
    return heavy + [idea for idea in sorted(ideas, key=lambda idea: (-ideas[idea], idea))[:10] if idea not in heavy]


def _best_first(entry: tuple[float, str]) -> tuple[float, str]:
    return -entry[0], entry[1]


def _founding(marks: Features, ranked: list[tuple[float, str]]) -> str:
    if marks.kind == "digest":
        return "a digest of many things stays alone"
    return f"first of its story; the most alike reached {ranked[0][0]:.3f}" if ranked else "first of its story"
