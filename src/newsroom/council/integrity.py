"""Voting integrity (N 3.3; decisions.md section 2, Collusion; reliability.md 1.6).

Ballots are sealed and opened together, so votes close in time are normal for software. Flags:
- HIGH_CORRELATION: two voters' residuals (value minus the other voters' mean on that story) correlate above 0.85
  over their last 100 common stories, at least 20, with variance in both; critical from 0.95;
- SIMULTANEOUS_VOTING: identical ballots within five seconds that were not sealed or whose stated time is impossible;
- IDENTICAL_RATIONALE: more than two voters with the same rationale (SHA-256 over its canonical JSON); critical.

One critical flag invalidates the ballots, more than two warnings call additional voters, else accept and monitor. No
flag removes a veto or a hold: the verdict reads those first.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import combinations
from math import fsum, sqrt
from typing import Literal, NamedTuple

import rfc8785

from newsroom.council.substitutes import caster
from newsroom.model.ballot import VOTE_VALUES, Ballot, Rationale
from newsroom.model.base import score

CORRELATION_ABOVE = 0.85
CORRELATION_CRITICAL = 0.95
COMMON_STORIES_MAX = 100
COMMON_STORIES_MIN = 20
SIMULTANEOUS_BELOW_S = 5.0
LONGEST_VOTE_MS = 600_000
IDENTICAL_MORE_THAN = 2
WARNINGS_MORE_THAN = 2
_NO_VARIANCE = 1e-9

Recommendation = Literal["INVALIDATE_VOTES", "REQUIRE_ADDITIONAL_VOTERS", "ACCEPT_WITH_MONITORING"]


class Flag(NamedTuple):
    """One suspicion. `measured` is the correlation, the seconds between votes, or how many rationales are equal."""

    type: Literal["HIGH_CORRELATION", "SIMULTANEOUS_VOTING", "IDENTICAL_RATIONALE"]
    voters: tuple[str, ...]
    severity: Literal["WARNING", "CRITICAL"]
    measured: float

    @property
    def label(self) -> str:
        """The flag in one line, for verdicts and the audit."""
        return f"{self.severity} {self.type} {'+'.join(self.voters)} {self.measured:g}"


class Report(NamedTuple):
    """All flags in a fixed order, and what they call for."""

    flags: tuple[Flag, ...]
    recommendation: Recommendation


History = Sequence[Mapping[str, float]]
"""Past stories, oldest first: the value of each caster's vote (VOTE_VALUES) by the caster's name."""


def detect(ballots: Iterable[Ballot], history: History = (), opened_at: datetime | None = None) -> Report:
    """Examine the ballots that count, one a seat. `opened_at` is when the vote opened, if known."""
    cast = sorted(ballots, key=lambda ballot: (caster(ballot), ballot.vote_id))
    flags = (*_correlated(cast, history), *_simultaneous(cast, opened_at), *_identical(cast))
    return Report(flags, recommend(flags))


def recommend(flags: Iterable[Flag]) -> Recommendation:
    """N's `generate_recommendation`."""
    severities = [flag.severity for flag in flags]
    if "CRITICAL" in severities:
        return "INVALIDATE_VOTES"
    if severities.count("WARNING") > WARNINGS_MORE_THAN:
        return "REQUIRE_ADDITIONAL_VOTERS"
    return "ACCEPT_WITH_MONITORING"


@lru_cache(maxsize=4096)
def rationale_hash(rationale: Rationale) -> str:
    """SHA-256 over the rationale's canonical JSON (RFC 8785), in hex: the same in every process."""
    return hashlib.sha256(rfc8785.dumps(rationale.json_dict())).hexdigest()


def residual_correlation(first: str, second: str, history: History) -> float | None:
    """Pearson correlation (-1 to 1) of two voters' residuals; None with too few common stories or no variance.

    A veto or a hold counts as 0 here: it is a power, not a stronger opinion, and would otherwise bend the mean.
    """
    common = [story for story in history if first in story and second in story][-COMMON_STORIES_MAX:]
    if len(common) < COMMON_STORIES_MIN:
        return None
    return _pearson([_residual(first, story) for story in common], [_residual(second, story) for story in common])


def _residual(voter: str, story: Mapping[str, float]) -> float:
    others = [max(0.0, value) for name, value in story.items() if name != voter]
    return max(0.0, story[voter]) - fsum(others) / len(others)


def _pearson(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    mean_x, mean_y = fsum(xs) / len(xs), fsum(ys) / len(ys)
    var_x = fsum((x - mean_x) ** 2 for x in xs)
    var_y = fsum((y - mean_y) ** 2 for y in ys)
    if var_x <= _NO_VARIANCE or var_y <= _NO_VARIANCE:
        return None
    return score(fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sqrt(var_x * var_y))


def _correlated(cast: Sequence[Ballot], history: History) -> tuple[Flag, ...]:
    if len(history) < COMMON_STORIES_MIN:
        return ()
    found = []
    for first, second in combinations(sorted({caster(ballot) for ballot in cast}), 2):
        correlation = residual_correlation(first, second, history)
        if correlation is not None and correlation > CORRELATION_ABOVE:
            severity: Literal["WARNING", "CRITICAL"] = "CRITICAL" if correlation >= CORRELATION_CRITICAL else "WARNING"
            found.append(Flag("HIGH_CORRELATION", (first, second), severity, correlation))
    return tuple(found)


def _simultaneous(cast: Sequence[Ballot], opened_at: datetime | None) -> tuple[Flag, ...]:
    found = []
    for one, other in combinations(cast, 2):
        apart = abs((one.timestamp - other.timestamp).total_seconds())
        identical = one.vote == other.vote and rationale_hash(one.rationale) == rationale_hash(other.rationale)
        doubtful = any(not b.sealed or _impossible_time(b, opened_at) for b in (one, other))
        if apart < SIMULTANEOUS_BELOW_S and identical and doubtful:
            found.append(Flag("SIMULTANEOUS_VOTING", (caster(one), caster(other)), "WARNING", apart))
    return tuple(found)


def _impossible_time(ballot: Ballot, opened_at: datetime | None) -> bool:
    before_opening = opened_at is not None and ballot.timestamp < opened_at
    return before_opening or not 0 <= ballot.processing_time_ms <= LONGEST_VOTE_MS


def _identical(cast: Sequence[Ballot]) -> tuple[Flag, ...]:
    same: dict[str, list[str]] = defaultdict(list)
    for ballot in cast:
        same[rationale_hash(ballot.rationale)].append(caster(ballot))
    return tuple(
        Flag("IDENTICAL_RATIONALE", tuple(voters), "CRITICAL", float(len(voters)))
        for voters in same.values()
        if len(set(voters)) > IDENTICAL_MORE_THAN
    )


def past_votes(ballots: Iterable[Ballot]) -> dict[str, float]:
    """One story's row of the history: what the counted ballots were worth, by caster."""
    return {caster(ballot): VOTE_VALUES[ballot.vote] for ballot in sorted(ballots, key=lambda b: b.vote_id)}
