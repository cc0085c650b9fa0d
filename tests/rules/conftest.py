"""Builders of invented ballots, bids and issues. They hold no rule: every test states its own expectations."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.model.ballot import VOTE_VALUES, Ballot, Rationale, Vote
from newsroom.model.bid import Bid, BidMetrics, BidStory, ConfidenceFactors

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)

BallotMaker = Callable[..., Ballot]
BidMaker = Callable[..., Bid]


@pytest.fixture(scope="session")
def noon() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def ballot() -> BallotMaker:
    """`ballot(voter, vote, ...)`: a sealed ballot of story s1, round 1, with a rationale of its own."""

    def make(
        voter: str,
        vote: Vote,
        *,
        concerns: tuple[str, ...] = (),
        key_factors: tuple[str, ...] | None = None,
        after_s: float = 0.0,
        cast_by: str = "",
        vote_round: int = 1,
        story_id: str = "s1",
        sealed: bool = True,
        ms: int = 900,
        vote_id: str = "",
    ) -> Ballot:
        caster = cast_by or voter
        return Ballot(
            vote_id=vote_id or f"{story_id}-{vote_round}-{voter}-{caster}-{vote}",
            story_id=story_id,
            timestamp=NOON + timedelta(seconds=after_s),
            voter_id=voter,
            vote=vote,
            vote_value=VOTE_VALUES[vote],
            rationale=Rationale(key_factors=key_factors or (f"seen by {caster}",), concerns=concerns),
            confidence=0.8,
            processing_time_ms=ms,
            sealed=sealed,
            round=vote_round,
            cast_by=cast_by,
        )

    return make


@pytest.fixture(scope="session")
def bid() -> BidMaker:
    """`bid(agent, ...)`: a bid on story s1, by default two minutes after the window opened at noon."""

    def make(
        agent: str,
        *,
        confidence: float = 0.7,
        urgency: float = 0.5,
        novelty: float = 0.5,
        types: tuple[str, ...] = ("wire",),
        confirmations: int = 2,
        minute: float = 2.0,
        revision: int = 1,
        bid_id: str = "",
        story_id: str = "s1",
    ) -> Bid:
        return Bid(
            bid_id=bid_id or f"bid-{agent}-{revision}",
            timestamp=NOON + timedelta(minutes=minute),
            agent_id=agent,
            agent_type="Wire_Scout",
            story=BidStory(
                story_id=story_id,
                headline="A bridge in Oakmere closes",
                summary="Invented.",
                source_uris=("https://example.org/a",),
                primary_category="local",
                confidence_factors=ConfidenceFactors(
                    source_tier=1, confirmation_count=confirmations, freshness_hours=0.5
                ),
                source_types=types,
            ),
            bid_metrics=BidMetrics(
                confidence_score=confidence,
                urgency_score=urgency,
                novelty_score=novelty,
                audience_appeal=0.5,
                estimated_production_time="45_minutes",
            ),
            justification="Invented for a test.",
            suggested_priority="normal",
            revision=revision,
        )

    return make
