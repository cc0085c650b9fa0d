"""Do a role's inputs spread on real material? Percentiles of every formula input that bids and ballots recorded.

An input that is always the same decides nothing, whatever its weight: this is where it shows. For docs/measured.md.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsroom.model.ballot import Ballot
from newsroom.model.base import Factor, score
from newsroom.model.bid import Bid, Monitored
from newsroom.ports import Store

WANTED = 0.1
"""p90 - p10 below this is named in the report."""


class Row(NamedTuple):
    """One input of one role: how often it was computed, absent (0 to 1), and the percentiles of what was used."""

    role: str
    input: str
    n: int
    absent: float
    p10: float
    p50: float
    p90: float

    @property
    def spread(self) -> float:
        """p90 - p10."""
        return score(self.p90 - self.p10)


def spread(store: Store) -> tuple[Row, ...]:
    """Every input of every role in the store, in order of role and input."""
    seen: list[tuple[str, Sequence[Factor]]] = []
    seen += [(bid.agent_type, bid.factors) for bid in store.find("bid", Bid)]
    seen += [(kept.agent_type, kept.factors) for kept in store.find("monitored", Monitored)]
    seen += [(ballot.voter_id, ballot.factors) for ballot in store.find("ballot", Ballot)]
    return rows(seen)


def rows(seen: Iterable[tuple[str, Sequence[Factor]]]) -> tuple[Row, ...]:
    """Rows from pairs of role and factors, in any order."""
    gathered: dict[tuple[str, str], list[Factor]] = {}
    for role, factors in seen:
        for factor in factors:
            gathered.setdefault((role, factor.name), []).append(factor)
    return tuple(_row(role, name, gathered[role, name]) for role, name in sorted(gathered))


def as_table(found: Sequence[Row]) -> str:
    """The rows as a Markdown table; a narrow spread is marked."""
    lines = ["| role | input | n | absent | p10 | p50 | p90 | |", "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for row in found:
        narrow = "narrow" if row.spread < WANTED else ""
        lines.append(
            f"| {row.role} | {row.input} | {row.n} | {row.absent:.2f} | {row.p10:.3f} | {row.p50:.3f} "
            f"| {row.p90:.3f} | {narrow} |"
        )
    return "\n".join(lines)


def _row(role: str, name: str, factors: Sequence[Factor]) -> Row:
    used = sorted(factor.used for factor in factors)
    absent = sum(factor.value is None for factor in factors) / len(factors)
    return Row(role, name, len(used), score(absent), _at(used, 0.1), _at(used, 0.5), _at(used, 0.9))


def _at(ordered: Sequence[float], share: float) -> float:
    """The nearest-rank percentile of an ordered, non-empty sequence."""
    return score(ordered[min(len(ordered) - 1, int(share * len(ordered)))])
