"""Geo_Scout: bids on stories by where they happen, with the region's background (N 1.4; decisions.md section 1).

Hard constraints, checked before the formula: regional context can be given (a country and at least one fact about the
place); a place alone is never enough, so two independent voices or an official alert must carry the story.
"""

from newsroom.model.base import score
from newsroom.model.bid import Bid, Monitored
from newsroom.model.story import Dossier
from newsroom.scouts.bidding import Judged, answer, weighted
from newsroom.scouts.inputs_place import (
    coverage_gap,
    local_items,
    local_source_quality,
    location_specificity,
    main_place,
    regional_context,
    regional_significance,
)
from newsroom.scouts.inputs_urgency import official_alert

FEWEST_VOICES = 2
WEIGHTS = (0.30, 0.25, 0.30, 0.15)


def bid(dossier: Dossier) -> Bid | Monitored:
    """Geo_Scout's answer to one story."""
    factors = (
        location_specificity(dossier),
        regional_significance(dossier),
        local_source_quality(dossier),
        coverage_gap(dossier),
    )
    return answer(
        dossier,
        Judged(
            scout="Geo_Scout",
            confidence=weighted(factors, WEIGHTS),
            factors=factors,
            failed=_failed(dossier),
            flags=_flags(dossier),
            justification=f"Regional context: {regional_context(dossier) or 'none'}.",
        ),
    )


def calculate_confidence(specificity: float, importance: float, local_quality: float, uniqueness: float) -> float:
    """N 1.4's formula on raw values."""
    parts = (specificity, importance, local_quality, uniqueness)
    return score(sum(part * weight for part, weight in zip(parts, WEIGHTS, strict=True)))


def _failed(dossier: Dossier) -> tuple[str, ...]:
    alerted = official_alert(dossier).value is not None
    voices = dossier.story.confirmations
    checks = (
        (bool(regional_context(dossier)), "no regional context can be given"),
        (alerted or voices >= FEWEST_VOICES, f"a place with {voices} voice and no official alert is not yet a story"),
    )
    return tuple(why for holds, why in checks if not holds)


def _flags(dossier: Dossier) -> tuple[str, ...]:
    """Nobody from there speaks: local expertise is wanted. And abroad with risk types: a cultural review as well."""
    if main_place(dossier) is None or local_items(dossier):
        return ()
    sensitive = ("cultural_sensitivity_review",) if dossier.story.risk_types else ()
    return ("needs_local_expertise", *sensitive)
