"""Semantic_Scout: bids on stories that are part of something larger (N 1.3; decisions.md section 1).

Hard constraints, checked before the formula: three related stories, each with an anchor in facts; the chain of
evidence is the bid's justification. Thin anchors are flagged by the scout itself.
"""

from newsroom.model.base import score
from newsroom.model.bid import Bid, Monitored
from newsroom.model.story import Dossier
from newsroom.scouts.bidding import Judged, answer, weighted
from newsroom.scouts.inputs_pattern import (
    Link,
    chain,
    entity_overlap,
    semantic_similarity,
    story_count,
    temporal_coherence,
)

FEWEST_RELATED = 3
WEIGHTS = (0.25, 0.30, 0.25, 0.20)
_THIN_OVERLAP = 0.35
_CHAIN_SHOWN = 5


def bid(dossier: Dossier) -> Bid | Monitored:
    """Semantic_Scout's answer to one story."""
    links = chain(dossier)
    overlap = entity_overlap(dossier, links)
    factors = (story_count(links), semantic_similarity(links), temporal_coherence(dossier, links), overlap)
    return answer(
        dossier,
        Judged(
            scout="Semantic_Scout",
            confidence=weighted(factors, WEIGHTS),
            factors=factors,
            failed=_failed(dossier, links),
            flags=("circumstantial_pattern",) if links and overlap.used < _THIN_OVERLAP else (),
            justification="Evidence chain: " + "; ".join(_step(link) for link in links[:_CHAIN_SHOWN]),
        ),
    )


def calculate_confidence(stories: int, similarity: float, coherence: float, overlap: float) -> float:
    """N 1.3's formula on raw values."""
    parts = (min(stories / 5, 1.0), similarity, coherence, overlap)
    return score(sum(part * weight for part, weight in zip(parts, WEIGHTS, strict=True)))


def _failed(dossier: Dossier, links: tuple[Link, ...]) -> tuple[str, ...]:
    checks = (
        (len(links) >= FEWEST_RELATED, f"{len(links)} related stories with an anchor, {FEWEST_RELATED} are required"),
        (bool(dossier.story.origins), "no factual anchor: the story itself has no source of its own"),
    )
    return tuple(why for holds, why in checks if not holds)


def _step(link: Link) -> str:
    return f"{link.note.id} shares {', '.join(link.shared[:3])} (similarity {link.note.similarity:.2f})"
