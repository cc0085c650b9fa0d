"""The auction: which scout's bid becomes the story's package (N 2.1 steps 2-6; decisions.md section 1).

Order of the decision:
1. each scout's latest revision counts;
2. score = 0.40 confidence + 0.25 urgency + 0.20 novelty + 0.15 source diversity
   + 0.01 a confirmation (at most 5) + 0.005 / (1 + minutes since the window opened);
3. bids within 0.01 of the best are similar: more diverse sources, then more confirmations, then the earlier time;
4. equal on all of these is a tie: the window is extended once, then the lower bid id wins.

N's text wants earlier bids to win while its formula measures the time *since* the bid; decisions.md counts from the
window's opening to the bid instead. The result is the same for the same bids in any order.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from newsroom.model.base import score
from newsroom.model.bid import AuctionPlace, Bid, PublicBid
from newsroom.model.errors import Refused

BID_ABOVE = 0.6
WINDOW = timedelta(minutes=5)
EXTENSION = timedelta(minutes=1)

CONFIDENCE, URGENCY, NOVELTY, DIVERSITY = 0.40, 0.25, 0.20, 0.15
CONFIRMATION, CONFIRMATIONS_MAX = 0.01, 5
EARLINESS = 0.005
DIVERSE_TYPES = 4
SIMILAR_WITHIN = 0.01


class AuctionResult(NamedTuple):
    """The winning bid, or None while tied (or without bids). `ranking` is best first; `why` names the deciding step."""

    winner: Bid | None
    tie: bool
    ranking: tuple[AuctionPlace, ...]
    why: str


def should_bid(confidence: float) -> bool:
    """True above 0.6, strictly; at 0.6 or below the observation is kept for monitoring (N 2.1 step 2)."""
    return score(confidence) > BID_ABOVE


def public_view(bid: Bid) -> PublicBid:
    """The part of `bid` that other scouts may see."""
    return PublicBid(
        story_id=bid.story.story_id,
        agent_id=bid.agent_id,
        timestamp=bid.timestamp,
        suggested_priority=bid.suggested_priority,
    )


def closes_at(opened_at: datetime, extended: bool = False) -> datetime:
    """When the window ends: 5 minutes after opening, one minute later once a tie has extended it."""
    return opened_at + WINDOW + (EXTENSION if extended else timedelta(0))


def is_open(opened_at: datetime, at: datetime, extended: bool = False) -> bool:
    """Whether a bid or a revision made `at` is still in time."""
    return opened_at <= at < closes_at(opened_at, extended)


def source_diversity(bid: Bid) -> float:
    """Distinct source types over four, at most 1.0 (N `calculate_source_diversity`)."""
    return min(len(set(bid.story.source_types)) / DIVERSE_TYPES, 1.0)


def score_bid(bid: Bid, opened_at: datetime) -> tuple[float, dict[str, float]]:
    """The bid's total in 0.001 steps, and its unrounded parts by name."""
    minutes = max(0.0, (bid.timestamp - opened_at).total_seconds() / 60)
    confirmations = min(max(0, bid.story.confidence_factors.confirmation_count), CONFIRMATIONS_MAX)
    parts = {
        "confidence": CONFIDENCE * bid.bid_metrics.confidence_score,
        "urgency": URGENCY * bid.bid_metrics.urgency_score,
        "novelty": NOVELTY * bid.bid_metrics.novelty_score,
        "diversity": DIVERSITY * source_diversity(bid),
        "confirmations": CONFIRMATION * confirmations,
        "earliness": EARLINESS / (minutes + 1),
    }
    return score(sum(parts.values())), parts


def latest_revisions(bids: Iterable[Bid]) -> tuple[Bid, ...]:
    """Each scout's last word, in order of agent id. Earlier revisions stay on record but do not compete."""
    last: dict[str, Bid] = {}
    for bid in bids:
        known = last.get(bid.agent_id)
        if known is None or _recency(bid) > _recency(known):
            last[bid.agent_id] = bid
    return tuple(last[agent] for agent in sorted(last))


def resolve(bids: Sequence[Bid], opened_at: datetime, extended: bool = False) -> AuctionResult:
    """Decide the auction of one story. `extended` says that the tie-break minute has already been given.

    Raises:
        Refused: the bids speak of more than one story (code `mixed_auction`).
    """
    stories = sorted({bid.story.story_id for bid in bids})
    if len(stories) > 1:
        raise Refused("mixed_auction", f"Bids for {len(stories)} stories met in one auction.", "Resolve each alone.")
    if not bids:
        return AuctionResult(None, False, (), "no bids")
    scored = {bid.bid_id: (bid, *score_bid(bid, opened_at)) for bid in latest_revisions(bids)}
    best = max(total for _, total, _ in scored.values())
    near = {bid_id for bid_id, (_, total, _) in scored.items() if score(best - total) <= SIMILAR_WITHIN}
    similar = sorted((scored[bid_id][0] for bid_id in near), key=lambda bid: (*_preference(bid), bid.bid_id))
    others = sorted(
        (entry[0] for bid_id, entry in scored.items() if bid_id not in near),
        key=lambda bid: (-scored[bid.bid_id][1], *_preference(bid), bid.bid_id),
    )
    ranking = tuple(
        AuctionPlace(bid.bid_id, bid.agent_id, scored[bid.bid_id][1], scored[bid.bid_id][2], bid.bid_id in near)
        for bid in (*similar, *others)
    )
    return _settle(similar, ranking, extended)


def _settle(similar: list[Bid], ranking: tuple[AuctionPlace, ...], extended: bool) -> AuctionResult:
    first = similar[0]
    if len(similar) == 1:
        return AuctionResult(first, False, ranking, "highest score")
    if _preference(first) != _preference(similar[1]):
        return AuctionResult(first, False, ranking, _deciding_step(first, similar[1]))
    if extended:
        return AuctionResult(first, False, ranking, "tie: lower bid id")
    return AuctionResult(None, True, ranking, "tie: the window is extended by one minute")


def _preference(bid: Bid) -> tuple[float, int, datetime]:
    return (-source_diversity(bid), -bid.story.confidence_factors.confirmation_count, bid.timestamp)


def _deciding_step(first: Bid, second: Bid) -> str:
    steps = ("similar scores: more diverse sources", "similar scores: more confirmations", "similar scores: earlier")
    pairs = zip(_preference(first), _preference(second), strict=True)
    return next(step for step, (one, other) in zip(steps, pairs, strict=True) if one != other)


def _recency(bid: Bid) -> tuple[datetime, int, str]:
    # Revisions are numbered as they arrive; what was made last counts, also when it came before an older one.
    return (bid.timestamp, bid.revision, bid.bid_id)
