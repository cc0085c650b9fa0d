"""Wire_Scout: bids on what the established press has confirmed (N 1.1; decisions.md section 1).

Hard constraints, checked before the formula: best source tier 1; two independent confirmations (a copied text is one
source); 100 words of original coverage; newest independent report within four hours (docs/decisions/0005). How fast the
press publishes it and how late we are stand beside the formula.
"""

from newsroom.model.base import Factor, score
from newsroom.model.bid import Bid, Monitored
from newsroom.model.story import Dossier
from newsroom.scouts.bidding import Judged, answer, weighted
from newsroom.scouts.inputs_sources import (
    WORDS_WANTED,
    best_tier,
    confirmations,
    distinct_words,
    enough_words,
    freshness_hours,
    longest_text,
    source_tier,
)
from newsroom.scouts.inputs_velocity import discovery_lag, publication_velocity

OLDEST_H = 4.0
FEWEST_CONFIRMATIONS = 2
WEIGHTS = (0.40, 0.35, 0.25)


def bid(dossier: Dossier) -> Bid | Monitored:
    """Wire_Scout's answer to one story."""
    factors = (source_tier(dossier), confirmations(dossier), freshness(dossier))
    count, tier = dossier.story.confirmations, best_tier(dossier)
    return answer(
        dossier,
        Judged(
            scout="Wire_Scout",
            confidence=weighted(factors, WEIGHTS),
            factors=factors,
            checks=(enough_words(dossier), publication_velocity(dossier), discovery_lag(dossier)),
            failed=_failed(dossier),
            justification=f"Tier {tier} source, {count} independent confirmations, "
            f"{freshness_hours(dossier):.1f} h old, {distinct_words(dossier)} words of distinct coverage.",
        ),
    )


def calculate_confidence(tier: int, confirmation_count: int, freshness_h: float) -> float:
    """N 1.1's formula on raw values. Tier 1, three confirmations, half an hour: 0.829."""
    points = (6 - tier) / 5 * WEIGHTS[0]
    return score(points + min(confirmation_count, 5) / 5 * WEIGHTS[1] + max(0.0, (4 - freshness_h) / 4) * WEIGHTS[2])


def freshness(dossier: Dossier) -> Factor:
    """(4 - hours since the newest independent report) / 4, 0 to 1. Source: publication times. Never absent."""
    age = freshness_hours(dossier)
    value = score(max(0.0, (OLDEST_H - age) / OLDEST_H))
    return Factor(name="freshness", value=value, used=value, how=f"newest independent report {age:.1f} h ago")


def _failed(dossier: Dossier) -> tuple[str, ...]:
    tier, count, age = best_tier(dossier), dossier.story.confirmations, freshness_hours(dossier)
    distinct, longest = distinct_words(dossier), longest_text(dossier)
    checks = (
        (tier == 1, f"best source is tier {tier}, tier 1 is required"),
        (count >= FEWEST_CONFIRMATIONS, f"{count} independent confirmations, {FEWEST_CONFIRMATIONS} are required"),
        (
            max(distinct, longest) >= WORDS_WANTED,
            f"{distinct} distinct words, longest text {longest}: 100 are required",
        ),
        (age <= OLDEST_H, f"newest independent report {age:.1f} h ago, 4 h is the limit"),
    )
    return tuple(why for holds, why in checks if not holds)
