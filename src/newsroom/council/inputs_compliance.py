"""Compliance_Guard's four numbers, from the open rule rows and from what the story would make us copy (N 2.5)."""

from collections.abc import Sequence

from newsroom.council.claim_signs import VIOLENT, harms, person_named, share
from newsroom.council.compliance_evidence import WIDE_OWNERS, naming_owners
from newsroom.council.compliance_rules import RISK, Area
from newsroom.council.compliance_scan import QUOTE_WORDS_MOST, Finding
from newsroom.council.worded import slanted
from newsroom.model.arrivals import any_of
from newsroom.model.base import Factor, score
from newsroom.model.claim import Claim
from newsroom.model.story import Dossier
from newsroom.model.text import word_count

HOLD_ABOVE = 0.7
_BELOW_HOLD = 0.69
_FURTHER_ROW = 0.3
_SUBJECT = {"LEGAL": 0.12, "PRIVACY": 0.12, "FINANCIAL": 0.08, "CONFLICT": 0.08, "HEALTH": 0.05, "POLITICAL": 0.05}
_HARM_PULL = 0.25
_DEPENDENCE = 0.5
_LONG_QUOTES = 0.4
_COPIES = 0.2
_EXPOSURE = 0.35
_VIOLENCE = 0.35
_CONFLICT_FELT = 0.35
_SLANT = 0.15


def legal_risk(dossier: Dossier, findings: Sequence[Finding]) -> Factor:
    """Strongest open legal or privacy row (`RISK`), each further one adding 0.3 of its weight; without a HOLD at most
    0.69, so that N's line of 0.7 is crossed by a HOLD alone. Beneath lies the subject: risk types and the share of
    claims that would hurt if wrong. Never absent.
    """
    rows = [f for f in _open(findings) if f.rule.area in ("legal", "privacy") or f.rule.action == "HOLD"]
    weights = sorted((RISK[f.rule.action] for f in rows), reverse=True)
    subject = any_of(*(_SUBJECT.get(kind, 0.0) for kind in dossier.story.risk_types))
    harm = _HARM_PULL * share(dossier.claims, harms)
    value = any_of(*(weights[:1]), *(_FURTHER_ROW * weight for weight in weights[1:]), subject, harm)
    held = any(f.rule.action == "HOLD" for f in rows)
    value = score(value if held else min(value, _BELOW_HOLD))
    how = f"open rows: {', '.join(f.rule.id for f in rows) or 'none'}; subject {subject:.2f}, harm {harm:.2f}"
    return Factor(name="legal_risk", value=value, used=value, how=how)


def copyright_status(dossier: Dossier, findings: Sequence[Finding]) -> Factor:
    """How far the story can be told without taking from anyone, 0 to 1; the eight-word rule itself is the studio's.

    1 - any of: 0.5 over the independent voices (one voice: its find), 0.4 times the share of claims that are quotations
    of over twenty words, 0.2 times the share of items that are copies, and the open copyright rows. Asset licences are
    checked on each asset. No item: absent, 0.5.
    """
    if not dossier.items or not dossier.story.origins:
        return Factor(name="copyright_status", value=None, used=0.5, how="nothing to take from yet")
    voices = len(dossier.story.origins)
    quoted = share(dossier.claims, _long_quote)
    copies = max(0, len(dossier.items) - voices) / len(dossier.items)
    rows = _weight(findings, "copyright")
    value = score(1.0 - any_of(_DEPENDENCE / voices, _LONG_QUOTES * quoted, _COPIES * copies, rows))
    how = f"{voices} voices, long quotations {quoted:.2f}, copies {copies:.2f}, rows {rows:.2f}"
    return Factor(name="copyright_status", value=value, used=value, how=how)


def privacy_compliance(dossier: Dossier, findings: Sequence[Finding]) -> Factor:
    """1 - any of the open privacy rows and 0.35 times the exposure, 0 to 1.

    Exposure: salience-weighted share of claims about a person who is named by fewer than three independent voices -
    whom few name is more likely a private person. Never absent: no person and no row is full compliance.
    """
    exposed = share(dossier.claims, lambda claim: _little_known(dossier, person_named(claim)))
    value = score(1.0 - any_of(_weight(findings, "privacy"), _EXPOSURE * exposed))
    how = f"{_rows(findings, 'privacy')}; claims about little-named persons {exposed:.2f}"
    return Factor(name="privacy_compliance", value=value, used=value, how=how)


def policy_compliance(dossier: Dossier, findings: Sequence[Finding]) -> Factor:
    """1 - any of the open policy rows, 0.35 times the violence and 0.15 times the slant, 0 to 1: platforms limit who may
    see violent events, and brands who judges where they should tell.

    Violence: salience-weighted share of claims about dead, hurt, attacked or seized people, and 0.35 at least where the
    story's types hold CONFLICT. Slant: such a share of claims in a slanted wording of nobody's (council/worded.py). Never
    absent; our own labels keep it just below 1.
    """
    violent = share(dossier.claims, lambda claim: claim.frame in VIOLENT)
    felt = max(violent, _CONFLICT_FELT if "CONFLICT" in dossier.story.risk_types else 0.0)
    tilted = {claim.id for claim in slanted(dossier.claims)}
    slant = share(dossier.claims, lambda claim: claim.id in tilted)
    value = score(1.0 - any_of(_weight(findings, "policy"), _VIOLENCE * felt, _SLANT * slant))
    how = f"{_rows(findings, 'policy')}; violent claims {violent:.2f}, slanted {slant:.2f}"
    return Factor(name="policy_compliance", value=value, used=value, how=how)


def _little_known(dossier: Dossier, name: str) -> bool:
    return bool(name) and naming_owners(dossier, name) < WIDE_OWNERS


def _rows(findings: Sequence[Finding], area: Area) -> str:
    return f"open rows: {', '.join(f.rule.id for f in _open(findings) if f.rule.area == area) or 'none'}"


def _weight(findings: Sequence[Finding], area: Area) -> float:
    return any_of(*(RISK[f.rule.action] for f in _open(findings) if f.rule.area == area))


def _open(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if not finding.cleared]


def _long_quote(claim: Claim) -> bool:
    return claim.kind == "quote" and word_count(claim.quote) > QUOTE_WORDS_MOST
