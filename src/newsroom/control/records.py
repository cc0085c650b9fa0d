"""What the control plane itself remembers: where intake stands, what a tick brought, findings, switches, editions."""

from collections.abc import Collection, Sequence
from typing import Any, Literal, NamedTuple

from newsroom.model.base import Noun, UtcTime
from newsroom.model.claim import Claim
from newsroom.model.item import Item, Source
from newsroom.model.picture import Picture
from newsroom.model.sample import Sample
from newsroom.model.story import Story
from newsroom.ports import Refusal


class Cursor(Noun):
    """How far intake has read. Everything seen before `at` is in; the next look is at `next_at`, none after `end`."""

    id: str = "intake"
    version: int = 1
    at: UtcTime
    next_at: UtcTime
    end: UtcTime | None = None


class Told(Noun):
    """A story that turned out to be told by another: what `gone` had is `kept`'s, if it had not begun a life of its own.

    `at` is when the item was seen that showed it.
    """

    gone: str
    kept: str
    at: UtcTime
    why: str


class Arrived(Noun):
    """What an intake task proposes: the items, who sent them, and every story they made or changed.

    A story here carries what its items say now; its state and history stay the store's. `counted` are posts that were
    counted again, `recounted` the stories among them that the scouts should look at once more. `parted` are the splits
    whose two stories are among `stories`.
    """

    items: tuple[Item, ...] = ()
    sources: tuple[Source, ...] = ()
    stories: tuple[Story, ...] = ()
    refused: tuple[Refusal, ...] = ()
    duplicates: int = 0
    trends: dict[str, float] = {}
    counted: tuple[Sample, ...] = ()
    recounted: tuple[str, ...] = ()
    joined: tuple[Told, ...] = ()
    parted: tuple[str, ...] = ()


class Tick(Noun):
    """One look at the sources that brought something. It is open until every scout has looked at its stories."""

    id: str
    version: int = 1
    at: UtcTime
    story_ids: tuple[str, ...]
    trends: dict[str, float] = {}
    items: int = 0
    duplicates: int = 0
    status: Literal["open", "done"] = "open"
    scanned_by: tuple[str, ...] = ()


class ClaimSet(Noun):
    """The claims of a story as the council and the studio read them, for one round, made of its first `read` items."""

    id: str
    story_id: str
    round: int
    claims: tuple[Claim, ...]
    read: int = 0
    pictures: tuple[Picture, ...] = ()


def newest(sets: Sequence[ClaimSet]) -> ClaimSet | None:
    """The last reading of the last round, or None."""
    return max(sets, key=lambda one: (one.round, one.read), default=None)


def known_claims(sets: Sequence[ClaimSet], told: Collection[str]) -> tuple[Claim, ...]:
    """The claims of the last reading, then those of `told` that only an earlier one found: a video tells them."""
    known: dict[str, Claim] = {}
    last = newest(sets)
    for kept in sorted(sets, key=lambda one: (one.round, one.read), reverse=True):
        for claim in kept.claims:
            if kept is last or claim.id in told:
                known.setdefault(claim.id, claim)
    return tuple(known.values())


FindingKind = Literal["second_fact_check", "conditions", "second_look", "strategy", "timing", "failed_vote", "debate"]


class Finding(Noun):
    """One answer that a decision waits for. `passed` is None where the finding is no test."""

    id: str
    story_id: str
    round: int
    kind: FindingKind
    agent: str
    at: UtcTime
    passed: bool | None = None
    detail: str = ""
    body: dict[str, Any] = {}


class Place(Noun):
    """One story's place in the council: when it won its auction and when it went in."""

    story_id: str
    won_at: UtcTime
    admitted_at: UtcTime


class Load(Noun):
    """The council's last hour and whether a surge is on (N 4.3)."""

    id: str = "load"
    version: int = 1
    places: tuple[Place, ...] = ()
    surge: bool = False


class Switch(Noun):
    """The kill switch of one kind of effect. It is a named person's, and every change is audited."""

    id: Literal["publishing", "spending", "all"]
    version: int = 1
    paused: bool
    by: str
    role: str = ""
    at: UtcTime
    note: str = ""


PITCHED = "pitch"
"""Under which a pitch is filed among the observations."""


class Pitch(Noun):
    """What a person handed to the scouts: the item as it will arrive, who it counts for, and who handed it in.

    It is filed as an observation; intake takes it with its next look, and from then on it is an item like any other.
    """

    id: str
    at: UtcTime
    by: str
    role: str
    note: str = ""
    item: Item
    source: Source


SPLIT, SPLIT_TOLD = "split", "split_told"
"""Under which a split is filed among the observations: until intake has looked at its stories, and from then on."""


class Part(NamedTuple):
    """One of the stories that another was split into, with the reports that went over to it."""

    story_id: str
    item_ids: tuple[str, ...]


class Parted(Noun):
    """A story that was told apart into two, by whom and why.

    It holds for every report seen after `after`: the clustering judges those of before as one story and then parts it.
    """

    id: str
    version: int = 1
    story_id: str
    parts: tuple[Part, ...]
    after: UtcTime
    at: UtcTime
    by: str
    role: str
    note: str

    @property
    def homes(self) -> dict[str, str]:
        """The story of each report that was parted, by item id."""
        return {item_id: part.story_id for part in self.parts for item_id in part.item_ids}


class Edition(Noun):
    """One replay of one corpus: what makes it the same again, and its finished result.

    `key` is derived from corpus fingerprint, seed, video limit, span and the answers' hash. `clock_at` is the moment
    that is being worked on; `wall_s` are the real seconds spent before the last interruption.
    """

    id: str = "edition"
    version: int = 1
    key: str
    corpus: str
    seed: int
    started_at: UtcTime
    end: UtcTime
    clock_at: UtcTime
    wall_s: float = 0.0
    result: dict[str, Any] = {}
