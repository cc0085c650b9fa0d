"""Intake and the four scouts as the worker calls them."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial

from newsroom.control import credibility
from newsroom.control.brief import Brief, Proposal, RoleCall
from newsroom.control.notebook import Notebook
from newsroom.control.records import PITCHED, SPLIT, Arrived, Parted, Pitch, Told
from newsroom.model.bid import Bid, Monitored
from newsroom.model.expected import Expected
from newsroom.model.item import Item, Place, Source
from newsroom.model.lifecycle import State
from newsroom.model.story import Dossier, Story
from newsroom.ports import Arrivals, Feeds, Gazetteer, Store
from newsroom.scouts import geo_scout, semantic_scout, social_scout, wire_scout
from newsroom.scouts.credibility import items_as_rated, sources_as_rated
from newsroom.scouts.filing import FileItems, unfiled
from newsroom.scouts.story_told import holding, story_told

PLACES_KEPT = 8
BIDDING: tuple[State, ...] = ("START", "DISCOVERED")
ENOUGH = social_scout.FEWEST_INTERACTIONS
"""Below it no scout bids on what people did, and so none is asked to look because they did a little more."""

Scout = Callable[[Dossier], Bid | Monitored]
SCOUTS: dict[str, Scout] = {
    "Wire_Scout": wire_scout.bid,
    "Social_Scout": social_scout.bid,
    "Semantic_Scout": semantic_scout.bid,
    "Geo_Scout": geo_scout.bid,
}


def scouting_roles(
    store: Store,
    feeds: Feeds,
    notebook: Notebook,
    gazetteer: Gazetteer,
    calendar: Sequence[Expected] = (),
    file: FileItems = unfiled,
) -> dict[str, RoleCall]:
    """Intake and one scan a scout, by the worker's keys. `calendar` is what the house knows to be coming."""
    intake = Intake(store, feeds, notebook, gazetteer, file)
    scouts: dict[str, Scout] = {**SCOUTS, "Geo_Scout": partial(geo_scout.bid, calendar=calendar)}
    return {"intake:": intake.read, **{f"scan:{name}": scan(scout) for name, scout in scouts.items()}}


def scan(scout: Scout) -> RoleCall:
    """One scout over every dossier of a tick; Semantic_Scout also hands on the patterns that it saw."""

    def look(brief: Brief) -> Proposal:
        answers = [scout(dossier) for dossier in brief.dossiers]
        found: Proposal = {
            "bids": [answer.json_dict() for answer in answers if isinstance(answer, Bid)],
            "monitored": [answer.json_dict() for answer in answers if isinstance(answer, Monitored)],
        }
        if scout is semantic_scout.bid:
            seen = (semantic_scout.pattern(dossier) for dossier in brief.dossiers)
            found["patterns"] = [one.json_dict() for one in seen if one is not None]
        return found

    return look


class Intake:
    """Reads the sources, places each item in a story, and says what every touched story is about now."""

    def __init__(
        self, store: Store, feeds: Feeds, notebook: Notebook, gazetteer: Gazetteer, file: FileItems = unfiled
    ) -> None:
        self._store = store
        self._feeds = feeds
        self._notebook = notebook
        self._gazetteer = gazetteer
        self._file = file
        self._places: dict[str, tuple[Place, ...]] = {}

    async def read(self, brief: Brief) -> Proposal:
        """The intake task: everything that arrived between two moments."""
        since, until = (datetime.fromisoformat(brief.extra[key]) for key in ("since", "until"))
        arrivals = self._with_pitches(await self._feeds.arrivals(since, until), until)
        return await asyncio.to_thread(self._arrived, arrivals, brief.now)

    def _with_pitches(self, arrivals: Arrivals, until: datetime) -> Arrivals:
        """What people handed in by `until` and no look has taken yet arrives with this one, at its end."""
        pitches = [one for one in self._store.find("observation", Pitch, states=(PITCHED,)) if one.at <= until]
        taken = {item.id for item in self._store.get_many("item", [one.item.id for one in pitches], Item)}
        waiting = [one for one in pitches if one.item.id not in taken]
        if not waiting:
            return arrivals
        items = [one.item.model_copy(update={"seen_at": until}) for one in waiting]
        sources = {source.id: source for source in (*(one.source for one in waiting), *arrivals.sources)}
        ordered = sorted((*arrivals.items, *items), key=lambda item: (item.seen_at, item.id))
        return arrivals._replace(items=tuple(ordered), sources=tuple(sources.values()))

    def _arrived(self, arrivals: Arrivals, now: datetime) -> Proposal:
        # Read before the items are placed: a split that comes in between is told with the next look.
        parted = self._store.find("observation", Parted, states=(SPLIT,))
        placed = self._notebook.place(arrivals.items, now)
        fresh = self._halves(parted, now)
        for item in arrivals.items:
            if item.id in placed:
                fresh.setdefault(placed[item.id], []).append(item)
        joined = self._joined(arrivals, fresh)
        known = {story.id: story for story in self._store.get_many("story", sorted(fresh), Story)}
        sources = self._sources(arrivals, known)
        stories = tuple(self._story(key, known.get(key), items, sources, now) for key, items in sorted(fresh.items()))
        return Arrived(
            items=arrivals.items,
            sources=arrivals.sources,
            stories=stories,
            refused=arrivals.refused,
            duplicates=arrivals.duplicates,
            trends=arrivals.trends,
            counted=arrivals.counted,
            recounted=self._recounted(arrivals, fresh, now),
            joined=joined,
            parted=tuple(one.id for one in parted),
        ).json_dict()

    def _halves(self, parted: Sequence[Parted], now: datetime) -> dict[str, list[Item]]:
        """The stories that others were split into, by id, and the reports that came to a split story meanwhile."""
        fresh: dict[str, list[Item]] = {}
        for one in parted:
            fresh.update((part.story_id, []) for part in one.parts)
            whole = self._store.get("story", one.story_id, Story)
            late = [item_id for item_id in whole.item_ids if item_id not in one.homes] if whole else []
            homes = self._notebook.stories_of(late, now)
            for item in self._store.get_many("item", sorted(homes), Item):
                fresh.setdefault(homes[item.id], []).append(item)
        return fresh

    def _joined(self, arrivals: Arrivals, fresh: dict[str, list[Item]]) -> tuple[Told, ...]:
        """Stories that the new items showed to be part of another; the items of those still young go over to it."""
        if not arrivals.items:
            return ()
        found = self._notebook.joined(arrivals.items[0].seen_at)
        known = {story.id: story for story in self._store.get_many("story", [one.gone for one in found], Story)}
        for one in found:
            if one.gone in known and known[one.gone].state in BIDDING:
                fresh.setdefault(one.kept, []).extend(self._store.get_many("item", known[one.gone].item_ids, Item))
        return tuple(Told(gone=one.gone, kept=one.kept, at=one.at, why=one.why) for one in found if one.gone in known)

    def _recounted(self, arrivals: Arrivals, fresh: Collection[str], now: datetime) -> tuple[str, ...]:
        """Stories that brought no report, but whose posts were counted again and are by now enough for a bid."""
        placed = self._notebook.stories_of([one.subject for one in arrivals.counted], now)
        touched = sorted(set(placed.values()) - set(fresh))
        stories = self._store.get_many("story", touched, Story)
        return tuple(one.id for one in stories if one.state in BIDDING and self._people(one, arrivals) >= ENOUGH)

    def _people(self, story: Story, arrivals: Arrivals) -> int:
        items = self._store.get_many("item", story.item_ids, Item)
        last = {item.id: item.engagement.interactions for item in items if item.engagement is not None}
        for one in arrivals.counted:
            if one.subject in last:
                last[one.subject] = max(last[one.subject], one.value)
        return sum(last.values())

    def _sources(self, arrivals: Arrivals, known: dict[str, Story]) -> dict[str, Source]:
        # A grown story's earlier items may come from sources that sent nothing now.
        held = self._store.find("source", Source) if known else ()
        found = {source.id: source for source in (*held, *arrivals.sources)}
        return sources_as_rated(found, credibility.register(self._store))

    def _story(
        self, story_id: str, known: Story | None, fresh: Sequence[Item], sources: dict[str, Source], now: datetime
    ) -> Story:
        held = self._store.get_many("item", known.item_ids, Item) if known else ()
        known_items = {item.id: item for item in (*held, *fresh)}
        items = items_as_rated(tuple(known_items.values()), credibility.register(self._store))
        told = holding(items)
        return story_told(story_id, items, sources, self._places_of(told, sources), self._file(told), now)

    def _places_of(self, items: Sequence[Item], sources: dict[str, Source]) -> tuple[Place, ...]:
        counts = Counter(place for item in items for place in self._item_places(item, sources))
        order = list(counts)
        ranked = sorted(order, key=lambda place: (-counts[place], -place.precision, order.index(place)))
        return tuple(ranked[:PLACES_KEPT])

    def _item_places(self, item: Item, sources: dict[str, Source]) -> tuple[Place, ...]:
        if item.id not in self._places:
            if len(self._places) > _PLACES_HELD:
                self._places.clear()
            source = sources.get(item.source_id)
            home = source.country if source and not source.aggregator else ""
            read = self._gazetteer.places(f"{item.title}. {item.text}", language=item.language or "en", home=home)
            own = (item.place,) if item.place else ()
            self._places[item.id] = tuple(dict.fromkeys((*own, *read)))
        return self._places[item.id]


_PLACES_HELD = 20_000
