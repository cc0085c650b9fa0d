"""The talk over disputed claims, as the evidence task brings it back (N 4.1)."""

from collections.abc import Sequence
from typing import Any

from newsroom.council import disputes
from newsroom.model.claim import Claim
from newsroom.model.story import Dossier


def debate(claims: Sequence[Claim], dossier: Dossier) -> dict[str, Any]:
    """{"debate": …} with every message and what came of it, or nothing where no two accounts differ."""
    held = disputes.talk(claims, {item.id: item.publisher.tier for item in dossier.items})
    if held is None:
        return {}
    ended = "went in circles" if held.circular else "ended"
    said = {
        "detail": f"{held.rounds} rounds, {ended}, {len(held.unsettled)} claims stay open",
        "messages": [message._asdict() for message in held.messages],
        "rounds": held.rounds,
        "circular": held.circular,
        "unsettled": list(held.unsettled),
        "agreed": list(held.summary.agreed),
        "still_open": list(held.summary.still_open),
        "core_issue": held.summary.core_issue,
        "tiebreaker": held.summary.tiebreaker,
    }
    return {"debate": said}
