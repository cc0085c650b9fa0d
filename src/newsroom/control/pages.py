"""A story's whole history read from the store: for the site, `story show`, `why` and the desk."""

from collections.abc import Iterable
from datetime import UTC, datetime

from newsroom.control.decisions.arcs import TABLE
from newsroom.control.records import ClaimSet, Finding, known_claims
from newsroom.model.arc import Arc, ArcNote
from newsroom.model.assets import Production
from newsroom.model.ballot import Ballot
from newsroom.model.bid import Bid, Monitored
from newsroom.model.errors import Refused
from newsroom.model.item import Item, Source
from newsroom.model.page import StoryPage
from newsroom.model.publication import Feedback, Publication
from newsroom.model.story import Story
from newsroom.model.verdict import Ask, Verdict
from newsroom.ports import Store
from newsroom.scouts.arcs import note_of, part_of


def story_page(store: Store, story_id: str, *, rehearsal: bool = False) -> StoryPage:
    """Everything the store holds of one story, in order of time.

    Raises:
        Refused: there is no story of that id.
    """
    story = store.get("story", story_id, Story)
    if story is None:
        raise Refused("no_such_story", f"There is no story {story_id}.", "See `newsroom story list`.")
    items = [item for i in story.item_ids if (item := store.get("item", i, Item)) is not None]
    sources = {i.source_id: source for i in items if (source := store.get("source", i.source_id, Source)) is not None}
    productions = store.find("production", Production, story_id=story_id)
    rows = store.audit_of(story_id)
    return StoryPage(
        story=story,
        items=tuple(items),
        sources=sources,
        bids=_by_time(store.find("bid", Bid, story_id=story_id)),
        monitored=tuple(
            sorted(store.find("monitored", Monitored, story_id=story_id), key=lambda m: (m.timestamp, m.agent_id))
        ),
        claims=known_claims(store.find("claimset", ClaimSet, story_id=story_id), _told(productions)),
        ballots=tuple(sorted(store.find("ballot", Ballot, story_id=story_id), key=lambda b: (b.round, b.voter_id))),
        verdicts=tuple(
            sorted(store.find("verdict", Verdict, story_id=story_id), key=lambda v: (v.round, v.decided_at))
        ),
        debates=tuple(found.body for found in store.find("finding", Finding, story_id=story_id, states=("debate",))),
        asks=tuple(sorted(store.find("ask", Ask, story_id=story_id), key=lambda a: (a.opened_at, a.id))),
        productions=tuple(sorted(productions, key=lambda p: p.id)),
        publications=tuple(sorted(store.find("publication", Publication, story_id=story_id), key=lambda p: p.id)),
        feedback=store.find("feedback", Feedback, story_id=story_id),
        arc=part_of(story_id, _arcs(store)),
        audit_root=rows[-1].hash if rows else "",
        rehearsal=rehearsal,
    )


def _arcs(store: Store) -> Iterable[ArcNote]:
    # Every part counts: a page is read after the decisions of its moment, not in them.
    found = (note_of(arc, _ALWAYS) for arc in store.find(TABLE, Arc))
    return (arc for arc in found if arc is not None)


_ALWAYS = datetime.max.replace(tzinfo=UTC)


def _told(productions: Iterable[Production]) -> frozenset[str]:
    scripts = (production.script for production in productions if production.script is not None)
    return frozenset(claim_id for script in scripts for line in script.lines for claim_id in line.claim_ids)


def _by_time(bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
    return tuple(sorted(bids, key=lambda b: (b.timestamp, b.agent_id, b.revision)))
