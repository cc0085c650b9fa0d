"""What enters: sources, their items, and the copies of one report (N 1.1-1.4; decisions.md section 1)."""

from typing import Literal

from newsroom.model.base import Noun, UtcTime
from newsroom.model.fact_check import FactCheck

SourceKind = Literal[
    "wire",
    "newspaper",
    "broadcaster",
    "magazine",
    "official",
    "local",
    "social",
    "research",
    "tech",
    "blog",
    "video_channel",
    "aggregator",
    "trend",
]
SourceType = Literal["wire", "press", "official", "local", "social", "research"]
ItemKind = Literal["article", "post", "video", "alert", "reading", "trend"]

SOURCE_TYPES: dict[SourceKind, SourceType | None] = {
    "wire": "wire",
    "newspaper": "press",
    "broadcaster": "press",
    "magazine": "press",
    "tech": "press",
    "official": "official",
    "local": "local",
    "social": "social",
    "video_channel": "social",
    "research": "research",
    "blog": None,
    "aggregator": None,
    "trend": None,
}
"""The six source types that count for diversity; None counts as no type (decisions.md section 1)."""


class Source(Noun):
    """One feed that we watch. `tier` is 1 (best) to 5; `owner` is the ultimate ownership group."""

    id: str
    name: str
    owner: str
    kind: SourceKind
    tier: int
    country: str = ""
    language: str = ""
    url: str = ""
    terms: str = ""
    aggregator: bool = False
    opinion: bool = False
    satire: bool = False
    not_news: bool = False


class Publisher(Noun):
    """Who an item counts for: the source itself, or the outlet an aggregator points to."""

    name: str
    owner: str
    kind: SourceKind
    tier: int


class GeoPoint(Noun):
    """Degrees north and east, WGS 84."""

    lat: float
    lon: float


class Place(Noun):
    """A named place. `precision` is 1.0 for an exact point or town, 0.7 region, 0.4 country, 0.2 continent."""

    name: str
    country: str = ""
    point: GeoPoint | None = None
    precision: float
    population: int = 0


class Engagement(Noun):
    """Interactions counted at `seen_at` of the item; `accounts` are (age_days, posts_per_day, followers) where known."""

    platform: str
    interactions: int
    per_hour: float | None = None
    sentiment: float | None = None
    accounts: tuple[tuple[float, float, int], ...] = ()


class Alert(Noun):
    """An official warning in CAP's own words (OASIS CAP 1.2). After `expires` it is not in force any more."""

    status: str
    msg_type: str
    event: str
    severity: str = ""
    urgency: str = ""
    certainty: str = ""
    area: str = ""
    references: tuple[str, ...] = ()
    expires: UtcTime | None = None


class Item(Noun):
    """One thing a source sent, as plain text. `snapshot` is the SHA-256 of what was received for it.

    `canonical_url` names the page it tells of, the outlet's own where an index or a community only points there.
    `guid` is the feed's own id for it (a strange string, never a key or a file name); `id` is ours, derived from it.
    `pitched_by` names the person who handed it in, empty for everything the newsroom found itself.
    `fact_checks` are reviews of claims that the item publishes (schema.org ClaimReview).
    """

    id: str
    source_id: str
    publisher: Publisher
    url: str
    title: str
    text: str
    language: str
    kind: ItemKind
    published_at: UtcTime
    seen_at: UtcTime
    snapshot: str
    author: str = ""
    place: Place | None = None
    engagement: Engagement | None = None
    alert: Alert | None = None
    image_url: str = ""
    opinion: bool = False
    satire: bool = False
    not_news: bool = False
    guid: str = ""
    canonical_url: str = ""
    pitched_by: str = ""
    fact_checks: tuple[FactCheck, ...] = ()


class Origin(Noun):
    """One independent voice: every item that traces back to the same report or the same owner."""

    owner: str
    item_ids: tuple[str, ...]
    types: tuple[SourceType, ...]
    tier: int
    why: str
