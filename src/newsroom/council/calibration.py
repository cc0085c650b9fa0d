"""Did the council's votes fit what came of its stories? Approval against later performance and later corrections (N 2.4).

For each voter and each risk class, and over all classes. Only published stories can be held against an outcome, and
from fewer than 20 of them nothing is concluded (decisions.md section 4: most lessons of a young account are noise).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from newsroom.model.ballot import VOTERS, Ballot
from newsroom.model.base import score
from newsroom.model.verdict import RiskClass

FEWEST = 20
ALL = "all"
_YES = 0.5
_SURE_SD = 1.96


class Told(NamedTuple):
    """One published story: its class, the ballots of the round that approved it, what came of it.

    `performance` is its best platform's views over the account's own median, None where nobody counted; `corrected`
    whether an editor found a correction due.
    """

    risk: RiskClass
    ballots: tuple[Ballot, ...]
    performance: float | None
    corrected: bool


class Share(NamedTuple):
    """So many of `n` held; `share` is None where n is 0."""

    n: int
    held: int

    @property
    def share(self) -> float | None:
        """0 to 1."""
        return score(self.held / self.n) if self.n else None


class Row(NamedTuple):
    """One voter in one class. `did_well` are stories at or above the account's median, `corrected` corrected ones: of
    those it voted YES for, and of the others. `brier` is the mean square of (vote value - did well), 0 best."""

    voter: str
    risk: str
    yes_did_well: Share
    other_did_well: Share
    yes_corrected: Share
    other_corrected: Share
    brier: float | None
    says: str


def calibration(stories: Iterable[Told]) -> tuple[Row, ...]:
    """One row a voter and class that has a published story, then one a voter over all; voters in N's order."""
    known = tuple(stories)
    classes = sorted({one.risk for one in known})
    groups = [*((risk, tuple(o for o in known if o.risk == risk)) for risk in classes), (ALL, known)]
    return tuple(_row(voter, risk, _cast(voter, own)) for voter in VOTERS for risk, own in groups)


def _cast(voter: str, stories: Sequence[Told]) -> list[tuple[Told, float]]:
    """The stories that the voter's seat voted on, with the vote's value held in 0 to 1; stand-ins are not the voter."""
    found = []
    for one in stories:
        own = [b for b in one.ballots if b.voter_id == voter and b.cast_by in ("", voter)]
        if own:
            found.append((one, min(1.0, max(0.0, own[-1].vote_value))))
    return found


def _row(voter: str, risk: str, cast: Sequence[tuple[Told, float]]) -> Row:
    yes = [one for one, value in cast if value > _YES]
    other = [one for one, value in cast if value <= _YES]
    told = [(value, one.performance >= 1.0) for one, value in cast if one.performance is not None]
    brier = score(sum((value - well) ** 2 for value, well in told) / len(told)) if told else None
    well = (_share(_counted(yes), _well), _share(_counted(other), _well))
    fell = (_share(yes, _corrected), _share(other, _corrected))
    return Row(voter, risk, *well, *fell, brier, _says(*well, *fell))


def _counted(stories: Sequence[Told]) -> list[Told]:
    return [one for one in stories if one.performance is not None]


def _well(one: Told) -> bool:
    return one.performance is not None and one.performance >= 1.0


def _corrected(one: Told) -> bool:
    return one.corrected


def _share(stories: Sequence[Told], holds: Callable[[Told], bool]) -> Share:
    return Share(len(stories), sum(holds(one) for one in stories))


def _says(yes_well: Share, other_well: Share, yes_fell: Share, other_fell: Share) -> str:
    return f"performance: {_compared(yes_well, other_well)}; corrections: {_compared(yes_fell, other_fell)}"


def _compared(yes: Share, other: Share) -> str:
    """Both shares in words; a difference is one only beyond 1.96 standard errors of two shares."""
    if yes.n + other.n < FEWEST:
        return f"nothing to conclude from n = {yes.n + other.n}, below {FEWEST}"
    if yes.share is None or other.share is None:
        side = "YES" if other.share is None else "other votes"
        return f"{side} alone: {yes.share if other.share is None else other.share:.2f} of {yes.n + other.n}"
    both = f"{yes.share:.2f} of {yes.n} after YES, {other.share:.2f} of {other.n} after other votes"
    common = (yes.held + other.held) / (yes.n + other.n)
    error = math.sqrt(common * (1.0 - common) * (1.0 / yes.n + 1.0 / other.n))
    apart = abs(yes.share - other.share) > _SURE_SD * error and error > 0
    return both if apart else f"{both}: no difference beyond chance"
