"""What Trend_Voter_B weighs: evidence, sources, time and effort (N 2.2)."""

from statistics import fmean

from newsroom.council.claim_signs import support
from newsroom.model.arrivals import hours, origin_arrivals, saturating
from newsroom.model.base import Factor, score
from newsroom.model.effort import complexity
from newsroom.model.story import Dossier

RELIABILITY: dict[int, float] = {1: 1.0, 2: 0.85, 3: 0.65, 4: 0.40, 5: 0.15}
"""What a tier is worth as reliability; the figures are ours, N names none."""

_CLAIMS_SHARE, _VOICES_SHARE, _KINDS_SHARE = 0.35, 0.45, 0.20
_VOICES_SCALE = 2.0
_KINDS_FULL = 3
_NO_CLAIMS = 0.3
_ORIGINS_AVERAGED = 5
_HALF_LIFE_FIRST_H, _HALF_LIFE_LAST_H = 6.0, 3.0
_FIRST_SHARE = 0.6
_PRIMARY = frozenset({"official", "research"})
_EFFORT_IDLE, _EFFORT_LOADED = 0.6, 0.4


def evidence_strength(dossier: Dossier) -> Factor:
    """0.35 claims + 0.45 voices + 0.20 kinds, 0 to 1.

    Claims: salience-weighted worth of their status, 0.3 when none was found. Voices: 1 - exp(-origins / 2). Kinds:
    source types over three, an official or research origin counting twice. No origin at all: absent, 0.
    """
    origins = dossier.story.origins
    if not origins:
        return Factor(name="evidence_strength", value=None, used=0.0, how="no independent origin")
    claims = support(dossier.claims) if dossier.claims else _NO_CLAIMS
    voices = saturating(len(origins), _VOICES_SCALE)
    kinds = {kind for origin in origins for kind in origin.types}
    variety = min(1.0, (len(kinds) + bool(kinds & _PRIMARY)) / _KINDS_FULL)
    value = score(_CLAIMS_SHARE * claims + _VOICES_SHARE * voices + _KINDS_SHARE * variety)
    how = f"claims {claims:.2f}, {len(origins)} origins, types {', '.join(sorted(kinds)) or 'none'}"
    return Factor(name="evidence_strength", value=value, used=value, how=how)


def source_reliability(dossier: Dossier) -> Factor:
    """Mean worth (`RELIABILITY`) of the best five origins' tiers, 0.15 to 1: a sixth, weaker voice takes nothing away.

    No origin: absent, 0.15.
    """
    tiers = sorted(origin.tier for origin in dossier.story.origins)[:_ORIGINS_AVERAGED]
    if not tiers:
        return Factor(name="source_reliability", value=None, used=RELIABILITY[5], how="no independent origin")
    value = score(fmean(RELIABILITY[min(5, max(1, tier))] for tier in tiers))
    return Factor(name="source_reliability", value=value, used=value, how=f"tiers {', '.join(map(str, tiers))}")


def timeliness(dossier: Dossier) -> Factor:
    """0.6 x 2^(-age / 6 h) + 0.4 x 2^(-age of the newest voice / 3 h), 0 to 1: new, or still moving.

    Source: first publication, and first sight of the newest origin. Never absent; without items both use the first.
    """
    now, first = dossier.context.now, dossier.story.first_published_at
    age, latest = hours(first, now), hours(max(origin_arrivals(dossier), default=first), now)
    moving = float(2.0 ** (-latest / _HALF_LIFE_LAST_H))
    value = score(_FIRST_SHARE * 2.0 ** (-age / _HALF_LIFE_FIRST_H) + (1 - _FIRST_SHARE) * moving)
    how = f"first published {age:.1f} h ago, newest voice {latest:.1f} h ago"
    return Factor(name="timeliness", value=value, used=value, how=how)


def resource_fit(dossier: Dossier) -> Factor:
    """1 - complexity x (0.6 + 0.4 x studio load), 0 to 1. Source: the effort counted on the story, the studio's load.

    Never absent.
    """
    effort, load = complexity(dossier), min(1.0, max(0.0, dossier.context.studio_load))
    value = score(1.0 - effort.used * (_EFFORT_IDLE + _EFFORT_LOADED * load))
    return Factor(name="resource_fit", value=value, used=value, how=f"{effort.how}; studio {load:.0%} busy")
