"""Semantic_Scout's success metrics (N 1.3), counted from its bids, their chains and the arcs as they stand at the end."""

from collections.abc import Callable

from newsroom.desk.metric_facts import Counted, Facts, average, share
from newsroom.desk.metrics_wire import false_story
from newsroom.model.arc import Arc
from newsroom.model.bid import Bid
from newsroom.model.story import Story

SCOUT = "Semantic_Scout"
_FLAG = "circumstantial_pattern"


def arc_of(facts: Facts, story_id: str) -> Arc | None:
    """The arc that a story is part of."""
    return next((arc for arc in facts.arcs if story_id in arc.story_ids), None)


def _came_true(facts: Facts, bid: Bid, story: Story) -> bool:
    """Whether more came of it after the bid: another story joined its arc, or another voice its story."""
    arc = arc_of(facts, story.id)
    joined = arc is not None and any(part.joined_at > bid.timestamp and part.story_id != story.id for part in arc.parts)
    return joined or story.confirmations > bid.story.confidence_factors.confirmation_count


def _prediction(facts: Facts) -> Counted:
    return share([_came_true(facts, bid, story) for bid, story in facts.of(SCOUT)])


def _false_patterns(facts: Facts) -> Counted:
    return share([false_story(facts, story) or arc_of(facts, story.id) is None for _, story in facts.of(SCOUT)])


def _flagged(facts: Facts) -> dict[str, float | None]:
    own = [bid for bid, _ in facts.of(SCOUT)]
    risks = [factor.used for bid in own for factor in bid.factors if factor.name == "apophenia_risk"]
    flagged, risk = share([_FLAG in bid.flags for bid in own])[0], average(risks)[0]
    return {
        "flagged circumstantial": None if flagged is None else round(flagged, 3),
        "mean apophenia risk": None if risk is None else round(risk, 3),
    }


def _completeness(facts: Facts) -> Counted:
    known = []
    for bid, story in facts.of(SCOUT):
        arc = arc_of(facts, story.id)
        others = arc.story_ids - {story.id} if arc else frozenset()
        if others:
            known.append(len(others & set(bid.chain)) / len(others))
    return average(known)


def _cross_source(facts: Facts) -> Counted:
    joins = []
    for bid, story in facts.of(SCOUT):
        own = {origin.owner for origin in story.origins}
        for other in bid.chain:
            linked = facts.stories.get(other)
            if linked is not None:
                joins.append(bool({origin.owner for origin in linked.origins} - own))
    return share(joins)


COUNTS_SEMANTIC: dict[tuple[str, str], Callable[[Facts], Counted]] = {
    (SCOUT, "pattern prediction accuracy"): _prediction,
    (SCOUT, "false pattern rate"): _false_patterns,
    (SCOUT, "narrative completeness score"): _completeness,
    (SCOUT, "cross-source connection quality"): _cross_source,
}
DETAILS_SEMANTIC: dict[tuple[str, str], Callable[[Facts], dict[str, float | None]]] = {
    (SCOUT, "false pattern rate"): _flagged,
}
