"""Social_Scout: bids on what people spread before the wires carry it (N 1.2; decisions.md section 1).

Hard constraints, checked before the formula: 10,000 interactions; never anonymous voices alone; without a traditional
source no *high-confidence* bid, so its confidence then stays at 0.7 at most. What looks like misinformation is flagged,
in a bid or beside one that is not made, and the flag reaches Fact_Checker with the story.
"""

from newsroom.model.base import Factor, score
from newsroom.model.bid import CHECK_FOR_MISINFORMATION, Bid, Monitored
from newsroom.model.story import Dossier
from newsroom.scouts.bidding import Judged, answer
from newsroom.scouts.inputs_automation import MANY, bot_ratio, copied_posts
from newsroom.scouts.inputs_bursts import engagement_burst, search_burst
from newsroom.scouts.inputs_social import cross_platform_agreement, engagement_velocity, interactions, posts
from newsroom.scouts.inputs_sources import only_anonymous, traditional_confirmation
from newsroom.scouts.spread import viral_coefficient

FEWEST_INTERACTIONS = 10_000
HIGH_CONFIDENCE = 0.7
UNCONFIRMED = 0.3
WEIGHTS = (0.30, 0.25, 0.30, 0.15)


def bid(dossier: Dossier) -> Bid | Monitored:
    """Social_Scout's answer to one story."""
    confirmed = traditional_confirmation(dossier)
    velocity, agreement, bots = engagement_velocity(dossier), cross_platform_agreement(dossier), bot_ratio(dossier)
    full = calculate_confidence(velocity.used, agreement.used, confirmed, bots.used)
    total = interactions(dossier)
    return answer(
        dossier,
        Judged(
            scout="Social_Scout",
            confidence=full if confirmed else min(full, HIGH_CONFIDENCE),
            factors=(velocity, agreement, _confirmation(confirmed), bots),
            checks=(_reach(dossier, total), *_around(dossier)),
            failed=_failed(dossier, total),
            flags=_flags(dossier, confirmed, bots),
            justification=f"{total:,} interactions, {velocity.how}; "
            + ("a traditional source has it." if confirmed else "no traditional source has it yet."),
        ),
    )


def calculate_confidence(velocity: float, agreement: float, confirmed: bool, bots: float) -> float:
    """N 1.2's formula; `velocity` is already over 100,000 an hour."""
    confirmation = 1.0 if confirmed else UNCONFIRMED
    parts = (velocity, agreement, confirmation, 1.0 - bots)
    return score(sum(part * weight for part, weight in zip(parts, WEIGHTS, strict=True)))


def _confirmation(confirmed: bool) -> Factor:
    value = 1.0 if confirmed else UNCONFIRMED
    how = "wire, press, official or local source of tier 3 or better" if confirmed else "none; N counts 0.3"
    return Factor(name="traditional_confirmation", value=value, used=value, how=how)


def _reach(dossier: Dossier, total: int) -> Factor:
    """Interactions over N's least, 0 to 1. Absent, 0, where no post's interactions were counted."""
    value = score(min(1.0, total / FEWEST_INTERACTIONS))
    counted = value if any(item.engagement is not None for item in dossier.items) else None
    return Factor(name="interactions", value=counted, used=value, how=f"{total:,} of 10,000 interactions")


def _failed(dossier: Dossier, total: int) -> tuple[str, ...]:
    checks = (
        (total >= FEWEST_INTERACTIONS, f"{total:,} interactions, 10,000 are required"),
        (not only_anonymous(dossier), "only anonymous voices carry it"),
    )
    return tuple(why for holds, why in checks if not holds)


def _around(dossier: Dossier) -> tuple[Factor, ...]:
    """Shown beside the formula: how it spreads, whether it takes off now, whether it is searched for, who copies."""
    return viral_coefficient(dossier), engagement_burst(dossier), search_burst(dossier), copied_posts(dossier)


def _flags(dossier: Dossier, confirmed: bool, bots: Factor) -> tuple[str, ...]:
    if not posts(dossier):
        return ()
    flags = [] if confirmed else ["unconfirmed_by_traditional_source", CHECK_FOR_MISINFORMATION]
    if bots.value is not None and bots.value > MANY:
        flags += ["automated_accounts", CHECK_FOR_MISINFORMATION]
    return tuple(dict.fromkeys(flags))
