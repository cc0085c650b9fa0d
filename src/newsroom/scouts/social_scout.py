"""Social_Scout: bids on what people spread before the wires carry it (N 1.2; decisions.md section 1).

Hard constraints, checked before the formula: 10,000 interactions; never anonymous voices alone; without a traditional
source no *high-confidence* bid, so its confidence then stays at 0.7 at most and the bid asks Fact_Checker to look.
"""

from newsroom.model.base import Factor, score
from newsroom.model.bid import Bid, Monitored
from newsroom.model.story import Dossier
from newsroom.scouts.bidding import Judged, answer
from newsroom.scouts.inputs_social import bot_ratio, cross_platform_agreement, engagement_velocity, interactions
from newsroom.scouts.inputs_sources import only_anonymous, traditional_confirmation

FEWEST_INTERACTIONS = 10_000
HIGH_CONFIDENCE = 0.7
UNCONFIRMED = 0.3
WEIGHTS = (0.30, 0.25, 0.30, 0.15)
_MANY_BOTS = 0.5


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
            checks=(_reach(dossier, total),),
            failed=_failed(dossier, total),
            flags=_flags(confirmed, bots),
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


def _flags(confirmed: bool, bots: Factor) -> tuple[str, ...]:
    flags = [] if confirmed else ["unconfirmed_by_traditional_source", "check_for_misinformation"]
    if bots.value is not None and bots.value > _MANY_BOTS:
        flags += ["automated_accounts", "check_for_misinformation"]
    return tuple(dict.fromkeys(flags))
