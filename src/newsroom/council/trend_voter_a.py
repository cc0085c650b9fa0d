"""Trend_Voter_A, the optimist: what a story may become with the audience (N 2.1; decisions.md section 2).

Gate: audience appeal above 0.6, else ABSTAIN at most. Words of the text reach this vote only through a capped prior.
"""

from newsroom.council.appeal import Vectors, audience_appeal
from newsroom.council.ballots import CutTable, Gate, assemble, weighted
from newsroom.council.inputs_growth import growth_forecast, growth_trajectory, viral_coefficient
from newsroom.council.suggestions import for_format, for_opening
from newsroom.model.ballot import Ballot
from newsroom.model.story import Dossier

WEIGHTS = (0.40, 0.35, 0.25)
TABLE = CutTable(((0.75, "YES_STRONG"), (0.60, "YES"), (0.40, "ABSTAIN"), (0.25, "NO")), "NO_STRONG")
APPEAL_WANTED = 0.6


def vote(dossier: Dossier, cast_by: str = "", vectors: Vectors | None = None) -> Ballot:
    """The optimist's ballot. `cast_by` names a stand-in that applies this rubric; `vectors` are meanings by item id."""
    appeal = audience_appeal(dossier, vectors or {})
    factors = (appeal.appeal, growth_trajectory(dossier), viral_coefficient(dossier))
    gate = Gate(
        "appeal",
        appeal.appeal.used > APPEAL_WANTED,
        f"audience appeal {appeal.appeal.used:.3f} is not above {APPEAL_WANTED}",
    )
    concerns = [] if gate.open else [f"wording: {gate.why}, the opening must say why it matters"]
    return assemble(
        dossier,
        "Trend_Voter_A",
        weighted(factors, WEIGHTS),
        TABLE,
        (*factors, *appeal[1:], growth_forecast(dossier)),
        weights=WEIGHTS,
        gates=(gate,),
        concerns=concerns,
        suggestions=(*for_format(dossier), *for_opening(dossier)),
        cast_by=cast_by,
    )
