"""Trend_Voter_B, the realist: what the evidence bears and what it costs (N 2.2; decisions.md section 2).

Gate: evidence above 0.5, else ABSTAIN at most.
"""

from newsroom.council.ballots import CutTable, Gate, assemble, weighted
from newsroom.council.claim_signs import by_one_owner, contested, ids
from newsroom.council.inputs_evidence import evidence_strength, resource_fit, source_reliability, timeliness
from newsroom.council.suggestions import for_format, for_pictures
from newsroom.model.ballot import Ballot
from newsroom.model.story import Dossier

WEIGHTS = (0.30, 0.30, 0.20, 0.20)
TABLE = CutTable(((0.70, "YES_STRONG"), (0.55, "YES"), (0.45, "ABSTAIN"), (0.30, "NO")), "NO_STRONG")
EVIDENCE_WANTED = 0.5


def vote(dossier: Dossier, cast_by: str = "") -> Ballot:
    """The realist's ballot. `cast_by` names a stand-in that applies this rubric."""
    evidence = evidence_strength(dossier)
    factors = (evidence, source_reliability(dossier), timeliness(dossier), resource_fit(dossier))
    gate = Gate("evidence", evidence.used > EVIDENCE_WANTED, f"evidence {evidence.used:.3f} is not above 0.5")
    return assemble(
        dossier,
        "Trend_Voter_B",
        weighted(factors, WEIGHTS),
        TABLE,
        factors,
        weights=WEIGHTS,
        gates=(gate,),
        concerns=_concerns(dossier, gate),
        suggestions=(*for_format(dossier), *for_pictures(dossier)),
        cast_by=cast_by,
    )


def _concerns(dossier: Dossier, gate: Gate) -> list[str]:
    disputed = [claim for claim in dossier.claims if contested(claim)]
    alone = [claim for claim in dossier.claims if by_one_owner(claim)]
    found = []
    if disputed:
        found.append(f"sources: sources differ on {ids(disputed)}")
    if not gate.open:
        found.append(f"sources: evidence is thin, {dossier.story.confirmations} independent voices")
        if alone:
            found.append(f"sources: one owner alone states {ids(alone)}")
    return found
