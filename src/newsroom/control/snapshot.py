"""What the Planner looks at: the working part of the Global State, read at one moment (C 1.3)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from newsroom.control.records import ClaimSet, Cursor, Finding, Tick
from newsroom.model.assets import Production
from newsroom.model.ballot import Ballot
from newsroom.model.lifecycle import State
from newsroom.model.publication import Publication
from newsroom.model.story import Story
from newsroom.model.verdict import Ask
from newsroom.ports import Store

WORKING: tuple[State, ...] = (
    "VALIDATING",
    "AWAIT_VOTES",
    "ESCALATED",
    "CONDITIONAL",
    "PRODUCING",
    "PUBLISHING",
    "PUBLISHED",
)
"""States in which some agent has work; everywhere else a story waits for a clock, a person or a place."""


IN_PRODUCTION: frozenset[State] = frozenset({"PRODUCING", "FAILED_RECOVERY", "PUBLISHING", "PUBLISHED"})
"""States whose case is a production; in all others it is the council's."""


class Case(NamedTuple):
    """One story with what its present stage has produced. Ballots and findings are of the present round, asks of the
    present stay; `productions` are those under way or done, one a channel, and `production` the last of them.
    """

    story: Story
    claims: ClaimSet | None
    ballots: tuple[Ballot, ...]
    findings: tuple[Finding, ...]
    production: Production | None
    publications: tuple[Publication, ...]
    asks: tuple[Ask, ...]
    productions: tuple[Production, ...] = ()

    def finding(self, kind: str) -> Finding | None:
        """This round's finding of one kind, or None."""
        return next((found for found in self.findings if found.kind == kind), None)


class Snapshot(NamedTuple):
    """Where intake stands, ticks that wait for scouts, and every case with work to do."""

    cursor: Cursor | None
    ticks: tuple[Tick, ...]
    cases: tuple[Case, ...]


ASKING: frozenset[State] = frozenset({"ESCALATED", "PAUSED"})
"""States that wait for people."""

R = TypeVar("R", Ask, ClaimSet, Ballot, Finding, Production, Publication)


def read(store: Store) -> Snapshot:
    """The snapshot of this moment."""
    stories = store.find("story", Story, states=WORKING)
    read_whole = iter(cases(store, [story for story in stories if story.state != "PUBLISHED"]))
    return Snapshot(
        store.get("cursor", "intake", Cursor),
        store.find("tick", Tick, states=("open",)),
        tuple(_watched(story) if story.state == "PUBLISHED" else next(read_whole) for story in stories),
    )


def _watched(story: Story) -> Case:
    """A story whose video is out: what is planned for it hangs on the story alone, and many are watched for a day."""
    return Case(story, claims=None, ballots=(), findings=(), production=None, publications=(), asks=())


def cases(store: Store, stories: Sequence[Story]) -> tuple[Case, ...]:
    """The cases of `stories`, in their order."""
    ids = [story.id for story in stories]
    if not ids:
        return ()
    made = [story.id for story in stories if story.state in IN_PRODUCTION]
    council = [story.id for story in stories if story.state not in IN_PRODUCTION]
    claims = _by_story(store.find("claimset", ClaimSet, story_ids=council) if council else ())
    ballots = _by_story(store.find("ballot", Ballot, story_ids=council) if council else ())
    findings = _by_story(store.find("finding", Finding, story_ids=ids))
    productions = _by_story(store.find("production", Production, story_ids=made) if made else ())
    publications = _by_story(store.find("publication", Publication, story_ids=made) if made else ())
    asking = [story.id for story in stories if story.state in ASKING]
    asks = _by_story(store.find("ask", Ask, story_ids=asking) if asking else ())
    return tuple(
        Case(
            story=story,
            claims=_last(one for one in claims[story.id] if one.round == story.round),
            ballots=tuple(one for one in ballots[story.id] if one.round == story.round),
            findings=tuple(one for one in findings[story.id] if one.round == story.round),
            production=_live(productions[story.id]),
            publications=tuple(publications[story.id]),
            asks=tuple(ask for ask in asks[story.id] if ask.opened_at >= story.entered_at),
            productions=tuple(one for one in productions[story.id] if one.stage != "stopped"),
        )
        for story in stories
    )


def case_of(store: Store, story: Story) -> Case:
    """One story's case."""
    return cases(store, (story,))[0]


def _by_story(nouns: Iterable[R]) -> dict[str, list[R]]:
    grouped: dict[str, list[R]] = defaultdict(list)
    for noun in nouns:
        grouped[noun.story_id].append(noun)
    return grouped


def _live(productions: Sequence[Production]) -> Production | None:
    """The production under way or finished; earlier ones of the story were stopped when its claims were too few."""
    under_way = [production for production in productions if production.stage != "stopped"]
    return _last(under_way or productions)


def _last(nouns: Iterable[R]) -> R | None:
    found = None
    for noun in nouns:
        found = noun
    return found
