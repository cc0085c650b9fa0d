"""What Trend_Voter_C fears: risk, repetition, effort and harm (N 2.3)."""

import math

from newsroom.council.claim_signs import accuses_a_person, by_one_owner, contested, harms, share
from newsroom.model.arrivals import any_of
from newsroom.model.base import Factor, score
from newsroom.model.nearness import closeness
from newsroom.model.story import Dossier

_PER_RISK_TYPE = 0.12
_CONFLICT = 0.30
_CONTESTED_PULL = 0.5
_ALONE_PULL = 0.5
_ACCUSED_PULL = 0.35
_NO_CLAIMS_ALONE = 0.6
_HARM_PULL = 0.6
_HARM_PER_TYPE = 0.15
_UNTESTED_PULL = 0.4


def risk_factors(dossier: Dossier) -> Factor:
    """1 - (1 - kinds)(1 - .5 contested)(1 - .5 alone)(1 - .35 accused), 0 to 1; never absent.

    Kinds: 0.12 for each risk type of the story, conflict 0.30. Contested: share of claims that others contradict.
    Alone: share of claims with one owner (0.6 when no claim was found), divided by the root of the independent voices
    - a detail that one outlet has worries less when others have the event. Accused: accusations of named persons.
    """
    claims, types = dossier.claims, dossier.story.risk_types
    kinds = _kinds(types)
    disputed, accused = share(claims, contested), share(claims, accuses_a_person)
    single = share(claims, by_one_owner) if claims else _NO_CLAIMS_ALONE
    alone = _alone(dossier, single)
    value = score(any_of(kinds, _CONTESTED_PULL * disputed, _ALONE_PULL * alone, _ACCUSED_PULL * accused))
    how = (
        f"types {', '.join(types) or 'none'}; contested {disputed:.2f}; one owner {single:.2f} over "
        f"{dossier.story.confirmations} voices; accusing {accused:.2f}"
    )
    return Factor(name="risk_factors", value=value, used=value, how=how)


def coverage_overlap(dossier: Dossier) -> Factor:
    """Closeness of the nearest story already approved, 0 to 1. Source: nearby stories of 48 h. None nearby: absent, 0."""
    approved = [note for note in dossier.context.nearby if note.approved and note.id != dossier.story.id]
    if not approved:
        return Factor(name="coverage_overlap", value=None, used=0.0, how="no approved story lies near")
    nearest = max(approved, key=lambda note: (note.similarity, note.id))
    value = score(closeness(nearest))
    how = f"approved story {nearest.id} at similarity {nearest.similarity:.2f}"
    return Factor(name="coverage_overlap", value=value, used=value, how=how)


def negative_outcomes(dossier: Dossier) -> Factor:
    """What a mistake would do, 0 to 1: 1 - (1 - .6 harmful)(1 - .15 a risk type)(1 - .4 untested).

    Harmful: share of claims about people dead, hurt, attacked or accused. Untested: one minus a
    third for each independent voice of tier 3 or better. Never absent.
    """
    harmful = share(dossier.claims, harms)
    types = min(1.0, _HARM_PER_TYPE * len(dossier.story.risk_types))
    solid = sum(origin.tier <= 3 for origin in dossier.story.origins)
    untested = max(0.0, 1.0 - solid / 3)
    value = score(any_of(_HARM_PULL * harmful, types, _UNTESTED_PULL * untested))
    how = f"harmful claims {harmful:.2f}, {len(dossier.story.risk_types)} risk types, {solid} solid voices"
    return Factor(name="negative_outcomes", value=value, used=value, how=how)


def _kinds(types: tuple[str, ...]) -> float:
    plain = sum(kind != "CONFLICT" for kind in types)
    return any_of(_PER_RISK_TYPE * plain, _CONFLICT if "CONFLICT" in types else 0.0)


def _alone(dossier: Dossier, single: float) -> float:
    voices = dossier.story.confirmations
    if voices < 2:
        return 1.0
    return single / math.sqrt(voices)
