"""A story: one event as the newsroom knows it, and the dossier a role is given to judge it."""

from newsroom.model.arc import ArcNote
from newsroom.model.base import Noun, Score, UtcTime
from newsroom.model.bid import CheckRequest, PublicBid
from newsroom.model.channel import Channel
from newsroom.model.claim import Claim
from newsroom.model.fact_check import FactCheck
from newsroom.model.item import Item, Origin, Place, Source
from newsroom.model.lifecycle import State
from newsroom.model.picture import Picture, SeenPicture
from newsroom.model.sample import Reading
from newsroom.model.verdict import RiskClass, Verdict

JOINED = "joined"
"""The key of a story's `retries` that says that it went on as part of another."""


class Story(Noun):
    """One event, grown from items. `version` rises with every commit; `due_at` is the end of the present state.

    `items_read` says of how many of its items the newest claims were made; items are only added, at the end.
    `withdrawn`: the official notice that it rests on was taken back, and too little else carries it (model/standing.py).
    `split_into` are the two stories that its reports went over to, `split_from` the story that it was part of.
    """

    id: str
    slug: str
    headline: str
    language: str
    category: str
    entities: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    item_ids: tuple[str, ...]
    items_read: int = 0
    origins: tuple[Origin, ...] = ()
    first_published_at: UtcTime
    first_seen_at: UtcTime
    last_seen_at: UtcTime
    state: State = "START"
    entered_at: UtcTime
    due_at: UtcTime | None = None
    version: int = 1
    reason: str = ""
    priority: Score = 0.0
    risk: RiskClass | None = None
    risk_types: tuple[str, ...] = ()
    round: int = 1
    winning_bid: str = ""
    verdict: Verdict | None = None
    retries: dict[str, int] = {}
    discovered_at: UtcTime | None = None
    council_at: UtcTime | None = None
    approved_at: UtcTime | None = None
    published_at: UtcTime | None = None
    campaigns: tuple[str, ...] = ()
    withdrawn: bool = False
    split_from: str = ""
    split_into: tuple[str, ...] = ()

    @property
    def went_over(self) -> bool:
        """Whether its reports are other stories' now: it was joined to one, or split into two."""
        return bool(self.split_into) or JOINED in self.retries

    @property
    def confirmations(self) -> int:
        """How many independent origins carry this story (N `count_independent_sources`)."""
        return len(self.origins)


class StoryNote(Noun):
    """What a role may know of another story: enough for overlap, novelty, patterns and coverage gaps.

    `owners` are those of its origins, `item_ids` its first reports.
    """

    id: str
    headline: str
    category: str
    entities: tuple[str, ...]
    places: tuple[Place, ...]
    first_published_at: UtcTime
    state: State
    approved: bool
    origins: int
    risk_types: tuple[str, ...] = ()
    similarity: Score = 0.0
    owners: tuple[str, ...] = ()
    item_ids: tuple[str, ...] = ()


class Context(Noun):
    """The newsroom around a story at one moment, read-only. `trends` are the day's search terms with their rank share.

    `nearby` are the stories most like this one (similarity 0 to 1, highest first, at most 30) of the last 48 hours.
    `coverage` counts today's stories per country; `arrivals` are when this story's items were first seen. `bids` are what
    other scouts may see of the story's open auction; `arcs` the developments that it or a nearby story is part of. `names`
    say how many of the last day's `stories` hold each name of this one. `counted` are the interactions of the story's
    posts by item id, look by look over the last day; `searched` the rank shares, in millionths and hour by hour over the
    last two weeks, of the trends that name the story. `checks` are the scouts' requests that Fact_Checker looks.
    `mood` is by country how the last day's headlines sound (-1 to 1, and how many spoke), `watched` how many of our
    sources sit there; `reviews` are what scouts ask to be read with care. `fact_checks` are published reviews of claims
    that may be this story's, `pictures` what was measured of its pictures, `seen_pictures` those of earlier stories.
    """

    now: UtcTime
    nearby: tuple[StoryNote, ...] = ()
    coverage: dict[str, int] = {}
    trends: dict[str, float] = {}
    arrivals: tuple[UtcTime, ...] = ()
    open_stories: int = 0
    studio_load: float = 0.0
    bids: tuple[PublicBid, ...] = ()
    arcs: tuple[ArcNote, ...] = ()
    names: dict[str, int] = {}
    stories: int = 0
    counted: dict[str, tuple[Reading, ...]] = {}
    checks: tuple[CheckRequest, ...] = ()
    searched: dict[str, tuple[Reading, ...]] = {}
    mood: dict[str, tuple[float, int]] = {}
    watched: dict[str, int] = {}
    reviews: tuple[str, ...] = ()
    fact_checks: tuple[FactCheck, ...] = ()
    pictures: tuple[Picture, ...] = ()
    seen_pictures: tuple[SeenPicture, ...] = ()


class Dossier(Noun):
    """Everything a scout or voter may read: the story, its items, who sent them, its claims, and the surroundings."""

    story: Story
    items: tuple[Item, ...]
    sources: dict[str, Source]
    claims: tuple[Claim, ...] = ()
    context: Context
    channel: Channel
