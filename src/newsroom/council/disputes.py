"""Questions on disputed claims before the ballots are sealed (N 4.1, N 2.4 "claim verification"; F1, V6).

Two accounts of one thing are put to all five voters, up to five rounds. Each round a voter looks at one more ground of its
own (who reports it, of what standing, who said it, how new) and says which account it holds so far, or neither. The talk
ends when all hold the same one, or when it goes in circles (`debate`). Nothing of a vote is said in it, and no score
comes from it: what stays open is told with who says it, and Trend_Voter_B's vote breaks a tie after a circle.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from newsroom.council.debate import ROUNDS_MAX, DebateResolution, Message, is_circular, resolve
from newsroom.model.ballot import VOTERS, VoterName
from newsroom.model.claim import Claim
from newsroom.model.ids import derive
from newsroom.model.text import words
from newsroom.model.verdict import Condition

DISPUTES_MAX = 3
"""How many pairs of accounts are talked over, the most telling first. The figure is ours."""

_DISPUTED = frozenset({"disputed", "contradicted"})
_WORST_TIER = 6

Pair = tuple[Claim, Claim]


class Account(NamedTuple):
    """What may tell two accounts apart: of each, the larger value is held. `tier` is 5 for the best, 0 for unknown;
    `newest` is when the last report came, as text."""

    owners: int
    tier: int
    named: int
    newest: str
    reports: int


GROUNDS: dict[str, str] = {
    "independent owners": "owners",
    "standing of the outlets": "tier",
    "a named speaker": "named",
    "the newest report": "newest",
    "number of reports": "reports",
}
"""The grounds in the words of the talk, and where an account says it."""

LOOKED_AT: dict[VoterName, tuple[str, ...]] = {
    "Trend_Voter_A": ("number of reports", "the newest report", "independent owners"),
    "Trend_Voter_B": ("independent owners", "standing of the outlets", "number of reports"),
    "Trend_Voter_C": ("standing of the outlets", "a named speaker", "independent owners"),
    "Fact_Checker": ("independent owners", "a named speaker", "standing of the outlets"),
    "Compliance_Guard": ("a named speaker", "standing of the outlets", "independent owners"),
}
"""Each voter's grounds in its own order (N 2.1-2.5: reach, balance, doubt, proof, care). The order is ours."""


class Talk(NamedTuple):
    """A talk that is over. `unsettled` are the claims of pairs on which not all hold the same account, by id."""

    messages: tuple[Message, ...]
    rounds: int
    circular: bool
    unsettled: tuple[str, ...]
    summary: DebateResolution


def talk(claims: Sequence[Claim], tiers: Mapping[str, int]) -> Talk | None:
    """The talk over the disputes among `claims`, or None without one. `tiers` are the reports' tiers by item id."""
    pairs = disputes(claims)
    if not pairs:
        return None
    said: list[Message] = []
    for number in range(1, ROUNDS_MAX + 1):
        said += [_turn(voter, pairs, tiers, number) for voter in VOTERS]
        unsettled = tuple(claim.id for pair in pairs if not _settled(pair, said) for claim in pair)
        circular = bool(unsettled) and is_circular(said, alike)
        if not unsettled or circular:
            break
    return Talk(tuple(said), number, circular, tuple(dict.fromkeys(unsettled)), resolve(said))


def disputes(claims: Sequence[Claim]) -> tuple[Pair, ...]:
    """Pairs of standing claims that give different accounts, the most salient first, each pair once."""
    known = {claim.id: claim for claim in claims if not claim.superseded_by}
    found = {
        tuple(sorted((claim.id, other)))
        for claim in known.values()
        if claim.status in _DISPUTED
        for other in claim.conflicts
        if other in known
    }
    pairs = [(known[one], known[other]) for one, other in sorted(found)]
    return tuple(sorted(pairs, key=lambda pair: -max(one.salience for one in pair))[:DISPUTES_MAX])


def alike(one: str, other: str) -> float:
    """How alike two messages are: shared words over all their words, 0 to 1."""
    first, second = set(words(one)), set(words(other))
    return len(first & second) / len(first | second) if first | second else 1.0


def bound(unsettled: Sequence[str], story_id: str, vote_round: int) -> Condition:
    """What stays open as a condition of wording: told with who says it, and nobody's account as the fact."""
    return Condition(
        id=derive("cond", story_id, vote_round, "debate", *unsettled),
        description=f"wording: accounts differ and the council did not agree which stands: {', '.join(unsettled)}",
        raised_by="Council",
        about="wording",
        claim_ids=tuple(unsettled),
    )


def _turn(voter: VoterName, pairs: Sequence[Pair], tiers: Mapping[str, int], number: int) -> Message:
    order = LOOKED_AT[voter]
    asked = order[min(number, len(order)) - 1]
    stands: dict[str, bool] = {}
    said = []
    for pair in pairs:
        held = _held(pair, order[:number], tiers)
        one, other = (f"{claim.id} {_value(claim, asked, tiers)}" for claim in pair)
        said.append(f"{one}, {other}: {held.id if held else 'neither'} stands")
        for claim in pair:
            stands[claim.id] = stands.get(claim.id, True) and held is claim
    return Message(voter, f"{voter} on {asked}: {'; '.join(said)}", stands)


def _held(pair: Pair, grounds: Sequence[str], tiers: Mapping[str, int]) -> Claim | None:
    for name in grounds:
        one, other = (_value(claim, name, tiers) for claim in pair)
        if one != other:
            return pair[0] if one > other else pair[1]
    return None


def _value(claim: Claim, name: str, tiers: Mapping[str, int]) -> Any:
    best = min((tiers.get(seen.item_id, _WORST_TIER) for seen in claim.evidence), default=_WORST_TIER)
    account = Account(
        owners=len(claim.owners),
        tier=_WORST_TIER - best,
        named=int(claim.speaker is not None and bool(claim.speaker.name)),
        newest=max((seen.seen_at for seen in claim.evidence), default=""),
        reports=len(claim.evidence),
    )
    return getattr(account, GROUNDS[name])


def _settled(pair: Pair, said: Sequence[Message]) -> bool:
    last = {message.sender: message.stands for message in said}
    views = {(stands[pair[0].id], stands[pair[1].id]) for stands in last.values()}
    return len(views) == 1 and views <= {(True, False), (False, True)}
