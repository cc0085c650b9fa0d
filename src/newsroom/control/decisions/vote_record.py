"""What the audit keeps of a vote: N 3.3's record with N's field names (V9).

`audit_id`, `hash` and `previous_audit_hash` are the chain's own: the row's number, its hash and the hash before it.
"""

from typing import Any

from newsroom.model.ballot import Ballot

_SUMMED_UP = 3


def vote_record(ballot: Ballot, advice: list[Any]) -> dict[str, Any]:
    """The ballot whole, and N's fields beside it; `advice` are the quotes that an adviser's counted remarks rest on."""
    told = ballot.rationale
    return {
        **ballot.json_dict(),
        "vote_cast": ballot.vote,
        "factors_considered": {factor.name: factor.used for factor in ballot.factors},
        "rationale_summary": "; ".join(told.key_factors[:_SUMMED_UP]),
        "key_points": [*told.key_factors, *told.concerns],
        **({"advice": advice} if advice else {}),
    }
