"""What a voter takes from a language model that read the reports (V4, B6; N 2.4; security reference, injections).

Advice can only make the council look harder. A remark counts when it is of a known kind, when its quote stands word for
word in the report it is about, and when two independent reports, each read alone, gave rise to the same kind: whoever
writes into one report moves one reading, and one reading decides nothing. What counts becomes a concern, and a strong yes
becomes a yes. Scores, vetoes, thresholds and everything else are the code's; advice has no word in them.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from newsroom.model.ballot import VOTE_VALUES, Ballot
from newsroom.ports import Remark

KINDS: dict[str, Literal["sources", "wording"]] = {
    "unsupported": "sources",
    "contradictory": "sources",
    "one_sided": "sources",
    "sensational": "wording",
}
"""The kinds of remark there are, and whose matter each is (`conditions.about`)."""

READINGS_NEEDED = 2
QUOTE_CHARS = (12, 300)
"""How long a quote may be: shorter ones stand anywhere, longer ones are no quote. These figures are ours."""


class Taken(NamedTuple):
    """What counts: concerns for the ballot, and for the record each kind's quotes as (kind, owner, quote)."""

    concerns: tuple[str, ...] = ()
    quotes: tuple[tuple[str, str, str], ...] = ()


def taken(readings: Mapping[str, Sequence[Remark]], texts: Mapping[str, str]) -> Taken:
    """What counts of the remarks on each owner's reports. `texts` are what was read, by owner."""
    concerns: list[str] = []
    quotes: list[tuple[str, str, str]] = []
    for kind, about in KINDS.items():
        found = [
            (kind, owner, quote) for owner in sorted(readings) if (quote := _quote(kind, readings[owner], texts[owner]))
        ]
        if len(found) >= READINGS_NEEDED:
            concerns.append(f"{about}: {len(found)} independent reports were each read as {kind.replace('_', '-')}")
            quotes += found
    return Taken(tuple(concerns), tuple(quotes))


def heeded(ballot: Ballot, advice: Taken) -> Ballot:
    """The ballot with the advice's concerns. Its score, its special vote and anything below a yes stay as they are."""
    if not advice.concerns:
        return ballot
    vote = "YES" if ballot.vote == "YES_STRONG" else ballot.vote
    concerns = tuple(dict.fromkeys((*ballot.rationale.concerns, *advice.concerns)))
    rationale = ballot.rationale.model_copy(update={"concerns": concerns})
    return ballot.model_copy(update={"vote": vote, "vote_value": VOTE_VALUES[vote], "rationale": rationale})


def _quote(kind: str, remarks: Sequence[Remark], text: str) -> str:
    least, most = QUOTE_CHARS
    fitting = (
        one.quote for one in remarks if one.kind == kind and least <= len(one.quote) <= most and one.quote in text
    )
    return min(fitting, default="")
