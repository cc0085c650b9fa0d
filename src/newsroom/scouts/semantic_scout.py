"""Semantic_Scout: bids on stories that are part of something larger (N 1.3; decisions.md section 1).

Hard constraints, checked before the formula: three related stories, each with an anchor in facts; the chain of
evidence is the bid's justification, with the reports of each link. Thin anchors and links that chance could have made are
flagged by the scout itself.
"""

from collections.abc import Sequence

from newsroom.model.arc import Pattern
from newsroom.model.base import Factor, score
from newsroom.model.bid import Bid, Monitored
from newsroom.model.story import Dossier
from newsroom.scouts.arcs import narrative_arc, part_of, pattern_of
from newsroom.scouts.bidding import Judged, answer, weighted
from newsroom.scouts.cross_reference import cross_references
from newsroom.scouts.inputs_pattern import (
    Link,
    apophenia_risk,
    chain,
    entity_overlap,
    semantic_similarity,
    story_count,
    temporal_coherence,
)
from newsroom.scouts.relations import entity_relations
from newsroom.scouts.timeline import temporal_pattern
from newsroom.scouts.topic_clusters import topic_size

FEWEST_RELATED = 3
WEIGHTS = (0.25, 0.30, 0.25, 0.20)
_THIN_OVERLAP = 0.35
_CHANCE = 0.5
_CHAIN_SHOWN = 5


def bid(dossier: Dossier) -> Bid | Monitored:
    """Semantic_Scout's answer to one story."""
    links = chain(dossier)
    overlap, risk = entity_overlap(dossier, links), apophenia_risk(dossier, links)
    factors = (story_count(links), semantic_similarity(links), temporal_coherence(dossier, links), overlap)
    circumstantial = bool(links) and (overlap.used < _THIN_OVERLAP or risk.used >= _CHANCE)
    return answer(
        dossier,
        Judged(
            scout="Semantic_Scout",
            confidence=weighted(factors, WEIGHTS),
            factors=factors,
            checks=(risk, *_background(dossier, links)) if links else (risk,),
            failed=_failed(dossier, links),
            chain=tuple(link.note.id for link in links),
            flags=("circumstantial_pattern",) if circumstantial else (),
            justification=f"{_part_of(dossier)}Evidence chain: " + "; ".join(map(_step, links[:_CHAIN_SHOWN])),
        ),
    )


def pattern(dossier: Dossier) -> Pattern | None:
    """What this scout hands on for the newsroom's arcs, whether it bids or not; None where nothing continues anything."""
    return pattern_of(dossier, chain(dossier))


def calculate_confidence(stories: int, similarity: float, coherence: float, overlap: float) -> float:
    """N 1.3's formula on raw values."""
    parts = (min(stories / 5, 1.0), similarity, coherence, overlap)
    return score(sum(part * weight for part, weight in zip(parts, WEIGHTS, strict=True)))


def _background(dossier: Dossier, links: Sequence[Link]) -> tuple[Factor, ...]:
    """What its other tools show: topic, relations, rhythm, citations, the arc. None of them enters the formula."""
    return (
        topic_size(dossier),
        entity_relations(dossier),
        temporal_pattern(dossier.story.first_published_at, links),
        cross_references(dossier),
        narrative_arc(dossier),
    )


def _part_of(dossier: Dossier) -> str:
    arc = part_of(dossier.story.id, dossier.context.arcs)
    return f"Part of: {arc.title}. " if arc else ""


def _failed(dossier: Dossier, links: tuple[Link, ...]) -> tuple[str, ...]:
    checks = (
        (len(links) >= FEWEST_RELATED, f"{len(links)} related stories with an anchor, {FEWEST_RELATED} are required"),
        (bool(dossier.story.origins), "no factual anchor: the story itself has no source of its own"),
    )
    return tuple(why for holds, why in checks if not holds)


def _step(link: Link) -> str:
    reports = f", reports {', '.join(link.note.item_ids[:2])}" if link.note.item_ids else ""
    return f"{link.note.id} shares {', '.join(link.shared[:3])} (similarity {link.note.similarity:.2f}{reports})"
