"""N's consensus engine (N 2.2), made independent of arrival order (decisions.md section 2, "Who counts").

Precedence:
1. FACT_VETO of any enrolled voter: rejected for facts. A LEGAL_HOLD beside it is kept as a flag and stays;
2. LEGAL_HOLD: paused;
3. participation: distinct enrolled voters, at least 80 % with both critical ones, all five where the class asks;
4. the weighted mean of the votes' values against the class's bars.

N returns at whichever special vote comes first and counts every message as a participant. Here specials have a fixed
precedence, and duplicates and strangers count nothing.

Mission row V6.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import fsum
from typing import Literal, NamedTuple

from newsroom.council.substitutes import CRITICAL, caster, is_second_instance, is_substitute, may_cast
from newsroom.council.thresholds import Bar
from newsroom.model.ballot import VOTE_VALUES, VOTERS, Ballot, VoterName
from newsroom.model.base import score

WEIGHTS: dict[VoterName, float] = {
    "Trend_Voter_A": 0.20,
    "Trend_Voter_B": 0.25,
    "Trend_Voter_C": 0.20,
    "Fact_Checker": 0.25,
    "Compliance_Guard": 0.10,
}
MIN_PARTICIPATION = 0.80

Status = Literal["APPROVED", "CONDITIONAL_APPROVAL", "REJECTED", "PAUSED", "INSUFFICIENT_PARTICIPATION"]
Reason = Literal[
    "FACTUAL_CONCERNS",
    "LEGAL_REVIEW_REQUIRED",
    "INSUFFICIENT_PARTICIPATION",
    "STRONG_CONSENSUS",
    "WEAK_CONSENSUS",
    "INSUFFICIENT_CONSENSUS",
]


class ConsensusResult(NamedTuple):
    """N's result. `score` is 0 to 1 in 0.001 steps, 0 where no score was taken; `flags` are the special votes cast."""

    status: Status
    score: float
    reason: Reason
    required_action: str
    flags: tuple[str, ...] = ()


def enrolled(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """Ballots whose caster may fill the seat, in a fixed order that does not depend on arrival."""
    return tuple(sorted((b for b in ballots if may_cast(b.voter_id, caster(b))), key=_order))


def special_votes(ballots: Iterable[Ballot]) -> tuple[str, ...]:
    """FACT_VETO and LEGAL_HOLD where an enrolled voter cast them, in that order. None is ever lost to a duplicate."""
    cast = {ballot.vote for ballot in enrolled(ballots)}
    return tuple(special for special in ("FACT_VETO", "LEGAL_HOLD") if special in cast)


def counted(ballots: Iterable[Ballot]) -> dict[VoterName, Ballot]:
    """The one ballot that counts for each seat, by seat.

    The seat's own voter comes first, then its second instance, then a stand-in; of a voter's several ballots the
    first one cast.
    """
    seats: dict[VoterName, Ballot] = {}
    busy: set[str] = set()
    ordered = enrolled(ballots)
    for seat in VOTERS:
        able = [b for b in ordered if b.voter_id == seat and not (is_substitute(b) and caster(b) in busy)]
        if able:
            seats[seat] = min(able, key=_standing)
            busy.update({caster(seats[seat])} if is_substitute(seats[seat]) else ())
    return seats


def cautious(seats: Mapping[VoterName, Ballot], earlier: Iterable[Ballot]) -> dict[VoterName, Ballot]:
    """The counted ballots, where a second instance votes beside the `earlier` round's own voter.

    Of the two the lower vote counts, so that calling additional voters never raises a score.
    """
    before = counted(b for b in earlier if not is_second_instance(b))
    return {
        seat: min((ballot, before[seat]), key=lambda b: VOTE_VALUES[b.vote])
        if is_second_instance(ballot) and seat in before
        else ballot
        for seat, ballot in seats.items()
    }


def participates(seats: Mapping[VoterName, Ballot], require_all: bool) -> bool:
    """Whether enough voted: all five where required, else 80 % with both critical voters among them."""
    if require_all:
        return len(seats) == len(VOTERS)
    return len(seats) / len(VOTERS) >= MIN_PARTICIPATION and set(seats) >= CRITICAL


def weighted_score(seats: Mapping[VoterName, Ballot], weights: Mapping[VoterName, float] = WEIGHTS) -> float:
    """The weighted mean of the counted votes' values in 0.001 steps; 0 without weight.

    A special vote that is answered already (a released hold) counts as ABSTAIN.
    """
    total = fsum(weights.get(seat, 0.0) for seat in seats)
    if total <= 0:
        return 0.0
    return score(fsum(weights.get(seat, 0.0) * _value(ballot) for seat, ballot in seats.items()) / total)


def against_bar(value: float, bar: Bar) -> ConsensusResult:
    """`value` (0 to 1) against the class's bars: at or above counts."""
    if value >= bar.approve:
        return ConsensusResult("APPROVED", value, "STRONG_CONSENSUS", "proceed_to_studio")
    if value >= bar.conditional:
        return ConsensusResult("CONDITIONAL_APPROVAL", value, "WEAK_CONSENSUS", "address_concerns")
    return ConsensusResult("REJECTED", value, "INSUFFICIENT_CONSENSUS", "story_rejected")


def special_result(flags: tuple[str, ...]) -> ConsensusResult | None:
    """The answer to special votes, or None when none was cast."""
    if "FACT_VETO" in flags:
        return ConsensusResult("REJECTED", 0.0, "FACTUAL_CONCERNS", "source_verification", flags)
    if "LEGAL_HOLD" in flags:
        return ConsensusResult("PAUSED", 0.0, "LEGAL_REVIEW_REQUIRED", "legal_team_review", flags)
    return None


def calculate(
    ballots: Iterable[Ballot],
    bar: Bar,
    weights: Mapping[VoterName, float] = WEIGHTS,
    require_all: bool = False,
) -> ConsensusResult:
    """N's `calculate_consensus` over one round's ballots, in any order, with duplicates and strangers ignored."""
    cast = tuple(ballots)
    special = special_result(special_votes(cast))
    if special:
        return special
    seats = counted(cast)
    if not participates(seats, require_all):
        return ConsensusResult("INSUFFICIENT_PARTICIPATION", 0.0, "INSUFFICIENT_PARTICIPATION", "await_remaining_votes")
    return against_bar(weighted_score(seats, weights), bar)


def missing(seats: Mapping[VoterName, Ballot]) -> tuple[VoterName, ...]:
    """Seats still empty, in the council's order."""
    return tuple(seat for seat in VOTERS if seat not in seats)


def _value(ballot: Ballot) -> float:
    value = VOTE_VALUES[ballot.vote]
    return value if value >= 0 else VOTE_VALUES["ABSTAIN"]


def _standing(ballot: Ballot) -> int:
    return 2 if is_substitute(ballot) else int(is_second_instance(ballot))


def _order(ballot: Ballot) -> tuple[datetime, str, str, tuple[str, ...], tuple[str, ...]]:
    return (ballot.timestamp, ballot.vote_id, ballot.vote, ballot.rationale.concerns, ballot.rationale.key_factors)
