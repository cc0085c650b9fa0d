"""The bid message of N 2.1 (Part 2), field for field, and what a scout keeps when it does not bid."""

from typing import Literal, NamedTuple

from newsroom.model.base import Factor, Noun, Score, UtcTime
from newsroom.model.item import SourceType

ScoutName = Literal["Wire_Scout", "Social_Scout", "Semantic_Scout", "Geo_Scout"]
Priority = Literal["low", "normal", "high", "breaking"]


class ConfidenceFactors(Noun):
    """N's `confidence_factors`: the tier *number* (1 best), independent confirmations, hours since publication."""

    source_tier: int
    confirmation_count: int
    freshness_hours: float


class BidStory(Noun):
    """N's `story` block of a bid. `sources` lists each independent origin's type, for diversity."""

    story_id: str
    headline: str
    summary: str
    source_uris: tuple[str, ...]
    primary_category: str
    secondary_categories: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    confidence_factors: ConfidenceFactors
    source_types: tuple[SourceType, ...] = ()


class BidMetrics(Noun):
    """N's `bid_metrics`. Scores are 0 to 1; production time is in whole minutes, N writes it "45_minutes"."""

    confidence_score: Score
    urgency_score: Score
    novelty_score: Score
    audience_appeal: Score
    estimated_production_time: str


class Bid(Noun):
    """One scout's bid for one story. `revision` counts the scout's own changes within the window, from 1.

    `chain` are the stories that a pattern links, most alike first.
    """

    bid_id: str
    timestamp: UtcTime
    agent_id: str
    agent_type: ScoutName
    story: BidStory
    bid_metrics: BidMetrics
    justification: str
    conflicts: tuple[str, ...] = ()
    suggested_priority: Priority
    revision: int = 1
    factors: tuple[Factor, ...] = ()
    flags: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()


BESIDE_N = frozenset(("revision", "factors", "flags", "chain", "source_types"))
"""Fields of a kept bid that are ours: how it came about. N's message is all the others."""


class PublicBid(Noun):
    """What other scouts see of a bid while the window is open: never its confidence, nor what it came from (N 2.1 step 4)."""

    story_id: str
    agent_id: str
    timestamp: UtcTime
    suggested_priority: Priority


class AuctionPlace(NamedTuple):
    """One bid's place: its total (0.001 steps, about 0 to 1.055) and the parts that add up to it."""

    bid_id: str
    agent_id: str
    total: float
    parts: dict[str, float]
    similar: bool


class AuctionRecord(Noun):
    """How one auction ended, kept for learning: every bid with the parts of its score, best first (N 2.1 step 6).

    `winner` is a bid id, empty for a tie or when nobody bid. A tie and its decision a minute later are two records.
    """

    id: str
    story_id: str
    opened_at: UtcTime
    closed_at: UtcTime
    winner: str = ""
    tie: bool = False
    why: str
    places: tuple[AuctionPlace, ...] = ()


class Monitored(Noun):
    """A scout looked and did not bid: why (the failed hard constraint or the low score), with its inputs."""

    story_id: str
    agent_id: str
    agent_type: ScoutName
    timestamp: UtcTime
    confidence_score: Score | None
    reasons: tuple[str, ...]
    factors: tuple[Factor, ...] = ()
    flags: tuple[str, ...] = ()


CHECK_FOR_MISINFORMATION = "check_for_misinformation"
"""The flag by which a scout hands a story to Fact_Checker (N 1.2)."""


REVIEWS = ("cultural_sensitivity_review", "needs_local_expertise")
"""The flags by which a scout asks for care in the telling; Compliance_Guard hands them on (N 1.4)."""


class CheckRequest(NamedTuple):
    """A scout asks Fact_Checker to look: who, when, and the other flags that say why."""

    agent: str
    at: UtcTime
    why: tuple[str, ...]
