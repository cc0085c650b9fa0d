"""From a scout's factors to its answer: a bid above 0.6, otherwise an observation (N 2.1 steps 1-3).

Hard constraints come first: a scout whose own constraint fails monitors whatever its formula says. The formula is
still computed and kept, so that a near miss can be learnt from.
"""

from collections.abc import Sequence
from typing import NamedTuple

from newsroom.model.appeal import audience_appeal
from newsroom.model.base import Factor, score
from newsroom.model.bid import Bid, BidMetrics, BidStory, ConfidenceFactors, Monitored, ScoutName
from newsroom.model.effort import minutes
from newsroom.model.ids import derive
from newsroom.model.story import Dossier
from newsroom.scouts.auction import should_bid
from newsroom.scouts.inputs_bursts import arrival_burst
from newsroom.scouts.inputs_novelty import novelty
from newsroom.scouts.inputs_sources import best_tier, freshness_hours, source_types
from newsroom.scouts.inputs_urgency import suggested_priority, urgency
from newsroom.scouts.summary import summary

_NEAR_DUPLICATE = 0.9
_INSTANCE = "01"


class Judged(NamedTuple):
    """What one scout found: `factors` of its formula, `checks` its measured constraints, `failed` in words.

    `chain` are the stories that a pattern links.
    """

    scout: ScoutName
    confidence: float
    factors: tuple[Factor, ...]
    checks: tuple[Factor, ...] = ()
    failed: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    justification: str = ""
    chain: tuple[str, ...] = ()


def answer(dossier: Dossier, judged: Judged) -> Bid | Monitored:
    """`judged` as N's bid message, or as a kept observation with the reasons why there is none."""
    confidence = score(judged.confidence)
    if judged.failed or not should_bid(confidence):
        return _monitored(dossier, judged, confidence)
    return _bid(dossier, judged, confidence)


def weighted(factors: Sequence[Factor], weights: Sequence[float]) -> float:
    """Sum of each factor's `used` value times its weight, rounded to 0.001. Same order, same length."""
    return score(sum(factor.used * weight for factor, weight in zip(factors, weights, strict=True)))


def _monitored(dossier: Dossier, judged: Judged, confidence: float) -> Monitored:
    low = () if should_bid(confidence) else (f"confidence {confidence:.3f} is not above 0.6",)
    return Monitored(
        story_id=dossier.story.id,
        agent_id=f"{judged.scout}_{_INSTANCE}",
        agent_type=judged.scout,
        timestamp=dossier.context.now,
        confidence_score=confidence,
        reasons=judged.failed + low,
        factors=judged.factors + judged.checks,
        flags=judged.flags,
    )


def _bid(dossier: Dossier, judged: Judged, confidence: float) -> Bid:
    agent = f"{judged.scout}_{_INSTANCE}"
    surroundings = (*urgency(dossier), arrival_burst(dossier), novelty(dossier), *audience_appeal(dossier))
    around = {factor.name: factor.used for factor in surroundings}
    return Bid(
        bid_id=derive("bid", dossier.story.id, agent, dossier.story.version, dossier.context.now.isoformat()),
        timestamp=dossier.context.now,
        agent_id=agent,
        agent_type=judged.scout,
        story=package(dossier),
        bid_metrics=BidMetrics(
            confidence_score=confidence,
            urgency_score=around["urgency"],
            novelty_score=around["novelty"],
            audience_appeal=around["audience_appeal"],
            estimated_production_time=f"{minutes(dossier)}_minutes",
        ),
        justification=judged.justification,
        conflicts=tuple(note.id for note in dossier.context.nearby if note.similarity > _NEAR_DUPLICATE),
        suggested_priority=suggested_priority(dossier, around["urgency"]),
        factors=judged.factors + judged.checks + surroundings,
        flags=judged.flags,
        chain=judged.chain,
    )


def package(dossier: Dossier) -> BidStory:
    """N's `story` block: what the council is handed when this bid wins."""
    story = dossier.story
    nearby = [note.category for note in dossier.context.nearby if note.category not in ("", story.category)]
    return BidStory(
        story_id=story.id,
        headline=story.headline,
        summary=summary(dossier),
        source_uris=tuple(dict.fromkeys(item.url for item in dossier.items)),
        primary_category=story.category,
        secondary_categories=tuple(dict.fromkeys(nearby))[:2],
        entities=story.entities,
        locations=tuple(dict.fromkeys(place.name for place in story.places)),
        confidence_factors=ConfidenceFactors(
            source_tier=best_tier(dossier),
            confirmation_count=story.confirmations,
            freshness_hours=score(freshness_hours(dossier)),
        ),
        source_types=source_types(dossier),
    )
