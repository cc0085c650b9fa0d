"""Building a task's brief from the store: what this role needs, as it is now (C 1.1).

Sealed votes: a voter is given the story, its items and claims, and nothing of the others' ballots.
"""

import threading
from datetime import datetime
from typing import Any, TypeVar

from newsroom.control import channels, credibility, fact_checks, pace, pictures
from newsroom.control.brief import Brief
from newsroom.control.check_requests import check_requests, reviews_asked
from newsroom.control.decisions import arcs
from newsroom.control.decisions.auction import BIDDING
from newsroom.control.notebook import Notebook
from newsroom.control.plans.studio import STAGES
from newsroom.control.policy import Policy
from newsroom.control.records import ClaimSet, Finding, Tick, newest
from newsroom.control.recovery import role_of
from newsroom.council.substitutes import SECOND_INSTANCE, halves
from newsroom.model.arc import Arc, ArcNote
from newsroom.model.assets import Production
from newsroom.model.ballot import Ballot
from newsroom.model.base import Noun
from newsroom.model.bid import Bid, PublicBid
from newsroom.model.claim import Claim
from newsroom.model.errors import Gone
from newsroom.model.item import Item, Source
from newsroom.model.picture import Picture
from newsroom.model.publication import Publication
from newsroom.model.story import Context, Dossier, Story
from newsroom.model.task import Task
from newsroom.ports import Clock, Store
from newsroom.scouts.arcs import around, note_of
from newsroom.scouts.auction import latest_revisions, public_view
from newsroom.scouts.credibility import Register, items_as_rated, sources_as_rated, story_as_rated
from newsroom.scouts.inputs_pattern import names_of

N = TypeVar("N", bound=Noun)

CHECKER, GUARD = "Fact_Checker", "Compliance_Guard"

_STUDIO = frozenset(kind for tasks in STAGES.values() for kind, _ in tasks)
_SECOND = dict(zip(SECOND_INSTANCE.values(), (0, 1, 0), strict=True))
"""Which half of the evidence a second instance reads; neighbours on the bench read different halves."""


class BriefBuilder:
    """Briefs by kind of task. It keeps a notebook of the day, and nothing of any task."""

    def __init__(self, store: Store, clock: Clock, policy: Policy, notebook: Notebook) -> None:
        self._store = store
        self._clock = clock
        self._policy = policy
        self._notebook = notebook
        self._making = threading.Lock()
        self._made_at: datetime | None = None
        self._made: dict[tuple[str, int], Dossier] = {}
        self._arcs: tuple[ArcNote, ...] = ()

    def build(self, task: Task) -> Brief:
        """The brief of `task`.

        Raises:
            Gone: its subject is not there.
        """
        if task.kind == "intake":
            return Brief(task, self._clock.now(), task.seen, extra=dict(task.brief))
        if task.kind == "scan":
            return self._scan(task)
        if task.kind in _STUDIO:
            return self._studio(task)
        return self._story(task)

    def _scan(self, task: Task) -> Brief:
        tick = self._need("tick", task.subject, Tick)
        stories = self._store.get_many("story", tick.story_ids, Story)
        open_ones = [story for story in stories if story.state in BIDDING]
        dossiers = tuple(self._dossier(story) for story in open_ones)
        return Brief(task, self._clock.now(), tick.version, dossiers=dossiers)

    def _story(self, task: Task) -> Brief:
        story = self._need("story", task.subject, Story)
        claims = self._claims(story)
        dossier = self._dossier(story, claims)
        if task.agent in _SECOND:
            dossier = _half(dossier, _SECOND[task.agent])
        asked: dict[str, Any] = {}
        if role_of(task.agent) == CHECKER:
            asked = {
                "checks": check_requests(self._store, story.id),
                "fact_checks": fact_checks.near_story(self._store, story.headline, dossier.items, claims),
            }
        elif role_of(task.agent) == GUARD:
            asked = {"reviews": reviews_asked(self._store, story.id)}
        if role_of(task.agent) in (CHECKER, GUARD):
            shown = self._pictures(story)
            asked |= {"pictures": shown, "seen_pictures": pictures.seen(self._store, story.id) if shown else ()}
        if asked:
            dossier = dossier.model_copy(update={"context": dossier.context.model_copy(update=asked)})
        extra = dict(task.brief)
        done: tuple[Production, ...] = ()
        publications: tuple[Publication, ...] = ()
        if task.tier == "strategic":
            extra |= self._findings(story)
            done = self._store.find("production", Production, story_id=story.id, states=("done",))
            publications = self._store.find("publication", Publication, story_id=story.id)
        return Brief(
            task,
            self._clock.now(),
            story.version,
            dossiers=(dossier,),
            story=story,
            items=dossier.items,
            sources=dossier.sources,
            claims=claims,
            production=done[-1] if done else None,
            publications=publications,
            made=tuple((one, channels.named(self._store, self._policy, one.channel)) for one in done),
            extra=extra,
        )

    def _studio(self, task: Task) -> Brief:
        production = self._need("production", task.subject, Production)
        story = self._need("story", production.story_id, Story)
        items = self._items(story)
        return Brief(
            task,
            self._clock.now(),
            production.version,
            story=story,
            items=items,
            sources=self._sources(items),
            claims=self._claims(story),
            production=production,
            channel=channels.named(self._store, self._policy, production.channel),
            extra={**task.brief, "suggestions": self._suggestions(story)},
        )

    def _findings(self, story: Story) -> dict[str, Any]:
        found = self._store.find("finding", Finding, story_id=story.id)
        return {one.kind: one.body for one in found if one.round == story.round}

    def _suggestions(self, story: Story) -> list[str]:
        from_ballots = self._store.find("ballot", Ballot, story_id=story.id)
        # A video that came back is of a later round than the vote that approved it.
        voted = story.verdict.round if story.verdict else story.round
        said = (s for ballot in from_ballots if ballot.round == voted for s in ballot.rationale.suggestions)
        return list(dict.fromkeys(said))

    def _dossier(self, story: Story, claims: tuple[Claim, ...] = ()) -> Dossier:
        """The dossier of this moment. Four scouts and five voters read the same one, so it is made once."""
        now = self._clock.now()
        with self._making:
            if self._made_at != now:
                self._made_at, self._made = now, {}
                known = self._store.find(arcs.TABLE, Arc, states=(arcs.OPEN,))
                self._arcs = tuple(seen for arc in known if (seen := note_of(arc, now)))
            key = (story.id, story.version)
            if key not in self._made:
                self._made[key] = self._fresh_dossier(story, now)
            return self._made[key].model_copy(update={"claims": claims})

    def _fresh_dossier(self, story: Story, now: datetime) -> Dossier:
        items = self._items(story)
        sources = self._sources(items)
        context = self._notebook.context(story, items, now)
        return Dossier(
            story=story_as_rated(story, items, sources, self._register()),
            items=items,
            sources=sources,
            context=context.model_copy(
                update={
                    "bids": self._open_bids(story, now),
                    "arcs": self._arcs_near(story, context),
                    "counted": pace.posts_of(self._store, items, now),
                    "searched": pace.searched(self._store, story, context.trends, now),
                }
            ),
            channel=self._policy.channel,
        )

    def _arcs_near(self, story: Story, context: Context) -> tuple[ArcNote, ...]:
        names = names_of(story.entities, story.places)
        return around(story.id, names, [other.id for other in context.nearby], self._arcs)

    def _open_bids(self, story: Story, now: datetime) -> tuple[PublicBid, ...]:
        """What may be seen of the open auction: bids made before this moment, so that no order of scouts matters."""
        if story.state not in ("DISCOVERED", "TIEBREAK"):
            return ()
        made = self._store.find("bid", Bid, story_id=story.id)
        return tuple(public_view(bid) for bid in latest_revisions(made) if bid.timestamp < now)

    def _sources(self, items: tuple[Item, ...]) -> dict[str, Source]:
        ids = sorted({item.source_id for item in items})
        found = {source.id: source for source in self._store.get_many("source", ids, Source)}
        return sources_as_rated(found, self._register())

    def _items(self, story: Story) -> tuple[Item, ...]:
        """The story's items, each outlet as the house rates it now."""
        return items_as_rated(self._store.get_many("item", story.item_ids, Item), self._register())

    def _register(self) -> Register:
        """The credibility database as it is now; in most newsrooms nobody has changed a rating."""
        return credibility.register(self._store) if self._store.count(credibility.TABLE) else {}

    def _claims(self, story: Story) -> tuple[Claim, ...]:
        sets = self._store.find("claimset", ClaimSet, story_id=story.id)
        latest = newest(sets)
        return latest.claims if latest else ()

    def _pictures(self, story: Story) -> tuple[Picture, ...]:
        """What was measured when the claims of this round were made; a renewal of claims looks at no picture."""
        sets = self._store.find("claimset", ClaimSet, story_id=story.id)
        return next((one.pictures for one in sets if one.round == story.round and one.pictures), ())

    def _need(self, table: str, key: str, noun: type[N]) -> N:
        found = self._store.get(table, key, noun)
        if found is None:
            raise Gone(f"{table} {key}")
        return found


def _half(dossier: Dossier, which: int) -> Dossier:
    """The dossier with one half of its origins' items; an empty half keeps all, so that nobody votes on nothing."""
    owners = halves([origin.owner for origin in dossier.story.origins])[which]
    kept = {item_id for origin in dossier.story.origins if origin.owner in owners for item_id in origin.item_ids}
    items = tuple(item for item in dossier.items if item.id in kept)
    return dossier.model_copy(update={"items": items}) if items else dossier
