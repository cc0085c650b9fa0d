"""Geo_Scout: bids on stories by where they happen, with the region's background (N 1.4; decisions.md section 1).

Hard constraints, checked before the formula: regional context can be given (a country and at least one fact about the
place); a place alone is never enough, so two independent voices or an official alert must carry the story. Local time,
the region's mood and the calendar are shown beside the formula and decide nothing.
"""

from collections.abc import Sequence

from newsroom.model.base import score
from newsroom.model.bid import Bid, Monitored
from newsroom.model.expected import Expected
from newsroom.model.story import Dossier
from newsroom.scouts import sensitive_places
from newsroom.scouts.bidding import Judged, answer, weighted
from newsroom.scouts.geo_calendar import event_of
from newsroom.scouts.inputs_background import expected_event, local_clock, regional_context, regional_mood
from newsroom.scouts.inputs_place import (
    coverage_gap,
    local_items,
    local_source_quality,
    location_specificity,
    main_place,
    regional_significance,
)
from newsroom.scouts.inputs_urgency import official_alert

FEWEST_VOICES = 2
WEIGHTS = (0.30, 0.25, 0.30, 0.15)


def bid(dossier: Dossier, calendar: Sequence[Expected] = ()) -> Bid | Monitored:
    """Geo_Scout's answer to one story. `calendar` is what the house knows to be coming."""
    event = event_of(dossier, calendar)
    why = sensitive_places.reasons(dossier)
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
            checks=(local_clock(dossier), regional_mood(dossier), expected_event(event)),
            failed=_failed(dossier),
            flags=_flags(dossier, why, event),
            justification=_justification(dossier, why, event),
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


def _flags(dossier: Dossier, why: Sequence[str], event: Expected | None) -> tuple[str, ...]:
    """Nobody from there speaks: local expertise is wanted. Contested ground or a sensitive subject: a cultural review."""
    unheard = main_place(dossier) is not None and not local_items(dossier)
    found = (
        ("needs_local_expertise", unheard),
        ("cultural_sensitivity_review", bool(why)),
        ("expected_event", event is not None),
    )
    return tuple(flag for flag, holds in found if holds)


def _justification(dossier: Dossier, why: Sequence[str], event: Expected | None) -> str:
    said = [f"Regional context: {regional_context(dossier) or 'none'}."]
    if event is not None:
        said.append(f"Expected: {event.title}.")
    if why:
        said.append(f"Handle with care: {'; '.join(why)}.")
    return " ".join(said)
