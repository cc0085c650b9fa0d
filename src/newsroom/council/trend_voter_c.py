"""Trend_Voter_C, the skeptic: what may go wrong and what is already told (N 2.3; decisions.md section 2).

Inverted: more risk, less vote. Gate: risk above 0.4, ABSTAIN at most.
"""

from newsroom.council.ballots import CutTable, Gate, assemble, weighted
from newsroom.council.claim_signs import accuses_a_person, by_one_owner, contested, ids
from newsroom.council.inputs_risk import coverage_overlap, negative_outcomes, risk_factors
from newsroom.council.suggestions import for_caution
from newsroom.model.ballot import Ballot
from newsroom.model.base import score
from newsroom.model.effort import complexity
from newsroom.model.story import Dossier

WEIGHTS = (0.35, 0.25, 0.20, 0.20)
TABLE = CutTable(((0.80, "YES_STRONG"), (0.65, "YES"), (0.50, "ABSTAIN"), (0.35, "NO")), "NO_STRONG")
RISK_BORNE = 0.4
_OVERLAP_NAMED = 0.5


def vote(dossier: Dossier, cast_by: str = "") -> Ballot:
    """The skeptic's ballot. `cast_by` names a stand-in that applies this rubric."""
    risk, overlap = risk_factors(dossier), coverage_overlap(dossier)
    factors = (risk, overlap, complexity(dossier), negative_outcomes(dossier))
    gate = Gate("risk", risk.used <= RISK_BORNE, f"risk {risk.used:.3f} is above {RISK_BORNE}")
    return assemble(
        dossier,
        "Trend_Voter_C",
        score(1.0 - weighted(factors, WEIGHTS)),
        TABLE,
        factors,
        weights=WEIGHTS,
        gates=(gate,),
        concerns=_concerns(dossier, gate, overlap.used, overlap.how),
        suggestions=for_caution(dossier),
        cast_by=cast_by,
    )


def _concerns(dossier: Dossier, gate: Gate, overlap: float, where: str) -> list[str]:
    claims = dossier.claims
    disputed = [claim for claim in claims if contested(claim)]
    accusing = [claim for claim in claims if accuses_a_person(claim)]
    alone = [claim for claim in claims if by_one_owner(claim)]
    found = []
    if disputed:
        found.append(f"sources: contradicted in {ids(disputed)}")
    if accusing:
        found.append(f"wording: a named person is accused in {ids(accusing)}")
    if not gate.open and dossier.story.confirmations < 2:
        found.append(f"sources: one voice carries the story{f', claims {ids(alone)}' if alone else ''}")
    if overlap > _OVERLAP_NAMED:
        found.append(f"wording: say what is new, {where}")
    return found
