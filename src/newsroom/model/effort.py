"""What a story would cost to make: shared by the scouts' time estimate, the realist's fit and the skeptic's effort."""

from newsroom.model.arrivals import saturating
from newsroom.model.base import Factor, score
from newsroom.model.story import Dossier
from newsroom.model.text import word_count

_UNITS_FULL = 7.0
_CLAIMS_TOLD = 12
_UNIT_CLAIM = 0.35
_UNIT_CONFLICT = 1.0
_UNIT_PLACE = 0.4
_UNIT_TRANSLATION = 3.0
_UNIT_THIN = 2.0
_UNIT_RISK = 0.8
_WORDS_ENOUGH = 150
_BASE_MINUTES = 20
_MINUTES_PER_UNIT = 5


def units(dossier: Dossier) -> tuple[float, str]:
    """Counted work beyond a plain film, in units, and what they are.

    Per claim to tell 0.35 (at most 12), per claim that another contradicts 1, per place to map 0.4, translation 3 times
    the share of items not in the channel's language, per risk type 0.8, and up to 2 when there are under 150 words.
    """
    claims = min(_CLAIMS_TOLD, len(dossier.claims))
    disputed = sum(bool(claim.conflicts) for claim in dossier.claims)
    places = len({place.name for place in dossier.story.places})
    foreign = foreign_share(dossier)
    thin = max(0.0, 1.0 - words_available(dossier) / _WORDS_ENOUGH)
    risks = len(dossier.story.risk_types)
    total = (
        _UNIT_CLAIM * claims
        + _UNIT_CONFLICT * disputed
        + _UNIT_PLACE * places
        + _UNIT_TRANSLATION * foreign
        + _UNIT_THIN * thin
        + _UNIT_RISK * risks
    )
    how = f"{claims} claims, {disputed} disputed, {places} places, {risks} risk types, {foreign:.0%} to translate"
    return total, how


def complexity(dossier: Dossier) -> Factor:
    """Production complexity, 0 to 1: 1 - exp(-units / 7). Never absent: an empty dossier is thin, and thin is work."""
    total, how = units(dossier)
    value = score(saturating(total, _UNITS_FULL))
    return Factor(name="production_complexity", value=value, used=value, how=how)


def minutes(dossier: Dossier) -> int:
    """Estimated production time in whole minutes: 20 for any film and 5 a unit."""
    return _BASE_MINUTES + round(_MINUTES_PER_UNIT * units(dossier)[0])


def foreign_share(dossier: Dossier) -> float:
    """Share of items that say a language other than the channel's, 0 to 1. An untagged item counts as understood."""
    if not dossier.items:
        return 0.0
    own = dossier.channel.language.casefold()[:2]
    foreign = sum(bool(item.language) and item.language.casefold()[:2] != own for item in dossier.items)
    return foreign / len(dossier.items)


def words_available(dossier: Dossier) -> int:
    """Words of the longest text of each origin together: what a script could be written from."""
    by_id = {item.id: item for item in dossier.items}
    best = (
        max((word_count(by_id[i].text) for i in o.item_ids if i in by_id), default=0) for o in dossier.story.origins
    )
    return sum(best)
