"""Who may fill whose seat (N 4.4, "can substitute"; decisions.md section 2, Participation and Collusion).

Fact_Checker and Compliance_Guard are critical: nobody stands in for them. Trend_Voter_B or _C may fill a failed trend
voter's seat with that seat's rubric; the ballot is marked by `cast_by`. A stand-in takes one foreign seat at most, so
that one mind never holds most of the council.
"""

from collections.abc import Collection, Sequence

from newsroom.model.ballot import VOTERS, Ballot, VoterName

CRITICAL: frozenset[VoterName] = frozenset({"Fact_Checker", "Compliance_Guard"})
TREND_VOTERS: tuple[VoterName, ...] = ("Trend_Voter_A", "Trend_Voter_B", "Trend_Voter_C")
STAND_INS: tuple[VoterName, ...] = ("Trend_Voter_B", "Trend_Voter_C")

SECOND_INSTANCE: dict[VoterName, str] = {seat: f"{seat}_02" for seat in TREND_VOTERS}
"""The additional voters that an integrity warning calls: a second instance of each trend voter."""


def caster(ballot: Ballot) -> str:
    """Who really cast it: the seat's own voter unless the ballot is marked."""
    return ballot.cast_by or ballot.voter_id


def is_substitute(ballot: Ballot) -> bool:
    """True for a stand-in's ballot: cast by another voter than the seat's own."""
    return caster(ballot) in STAND_INS and caster(ballot) != ballot.voter_id


def is_second_instance(ballot: Ballot) -> bool:
    """True for an additional voter's ballot."""
    return caster(ballot) in SECOND_INSTANCE.values()


def may_cast(seat: str, by: str) -> bool:
    """Whether `by` may cast the ballot of `seat`. Strangers, and any stand-in for a critical seat, may not."""
    if seat not in VOTERS:
        return False
    if by == seat:
        return True
    return seat in TREND_VOTERS and (by in STAND_INS or by == f"{seat}_02")


def assign(absent: Collection[str], healthy: Collection[str]) -> dict[VoterName, VoterName]:
    """Stand-ins for the `absent` trend voters out of `healthy` voters, one seat each, in N's order B then C.

    Seats without a free stand-in, and critical seats, are missing from the answer: the story waits for them.
    """
    free = [name for name in STAND_INS if name in healthy and name not in absent]
    failed = [seat for seat in TREND_VOTERS if seat in absent]
    return dict(zip(failed, free, strict=False))


def halves(origins: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two disjoint halves of the evidence, dealt in turn over sorted ids. Pass origins: copies stay together."""
    ordered = sorted(set(origins))
    return tuple(ordered[::2]), tuple(ordered[1::2])
