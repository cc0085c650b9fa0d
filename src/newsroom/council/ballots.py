"""How a voter's numbers become a ballot: score -> cut table -> gates -> special powers (N 2.1-2.5, N 2.2).

Precedence, first match wins:
1. A special power the voter holds (FACT_VETO, LEGAL_HOLD) is the vote, whatever the score.
2. The score picks a vote from the voter's cut table: strictly above a cut, as N writes it.
3. Gates (decisions.md section 2) cap that vote: the formula scores, the gate caps.
"""

from collections.abc import Sequence
from typing import NamedTuple

from newsroom.model.ballot import VOTE_VALUES, Ballot, Rationale, Vote
from newsroom.model.base import Factor, score
from newsroom.model.ids import derive
from newsroom.model.story import Dossier

Cut = tuple[float, Vote]
_CLOSE = 0.1
_MS_PER_ITEM = 20
_MS_PER_CLAIM = 10
_MS_PER_100_WORDS = 5


class CutTable(NamedTuple):
    """N's ladder of one voter: `cuts` from the best vote down, each won strictly above its number, else `below`."""

    cuts: tuple[Cut, ...]
    below: Vote

    def vote(self, number: float) -> Vote:
        """The vote of the first cut that `number` (rounded to 0.001) exceeds."""
        exact = score(number)
        return next((vote for cut, vote in self.cuts if exact > cut), self.below)

    def margin(self, number: float) -> float:
        """How far `number` lies from the nearest cut, 0 to 1: a close call is a less certain vote."""
        return min(abs(score(number) - cut) for cut, _ in self.cuts)


class Gate(NamedTuple):
    """A condition beside the formula. When it is not `open`, no vote better than `cap` is cast, and `why` says so."""

    name: str
    open: bool
    why: str
    cap: Vote = "ABSTAIN"


def weighted(factors: Sequence[Factor], weights: Sequence[float]) -> float:
    """Sum of each factor's `used` value times its weight, rounded to 0.001. Same order, same length."""
    return score(sum(factor.used * weight for factor, weight in zip(factors, weights, strict=True)))


def capped(vote: Vote, gates: Sequence[Gate]) -> Vote:
    """`vote`, or the lowest cap among the closed gates when that is worse."""
    caps = [vote, *(gate.cap for gate in gates if not gate.open)]
    return min(caps, key=lambda v: VOTE_VALUES[v])


def work_ms(dossier: Dossier) -> int:
    """The work behind a vote as whole milliseconds: a *counted* measure, so that a replay repeats it exactly.

    20 for each item read, 10 for each claim weighed, 5 for each hundred words; at least 20. It is not a stopwatch:
    it says how much evidence was read, and integrity compares it with what the evidence would have needed.
    """
    words = sum(len(item.text.split()) + len(item.title.split()) for item in dossier.items)
    counted = _MS_PER_ITEM * len(dossier.items) + _MS_PER_CLAIM * len(dossier.claims) + _MS_PER_100_WORDS * words // 100
    return max(_MS_PER_ITEM, counted)


def certainty(factors: Sequence[Factor], margin: float) -> float:
    """A vote's confidence, 0 to 1: the share of inputs that the data speaks of, halved for a call right on a cut.

    present share x (0.5 + 0.5 x min(margin / 0.1, 1)). The figures are ours; N only asks for the field.
    """
    present = sum(f.value is not None for f in factors) / len(factors) if factors else 0.0
    return score(present * (0.5 + 0.5 * min(margin / _CLOSE, 1.0)))


def assemble(
    dossier: Dossier,
    voter: str,
    number: float,
    table: CutTable,
    factors: Sequence[Factor],
    *,
    weights: Sequence[float] = (),
    gates: Sequence[Gate] = (),
    special: Vote | None = None,
    concerns: Sequence[str] = (),
    suggestions: Sequence[str] = (),
    cast_by: str = "",
    processing_time_ms: int | None = None,
) -> Ballot:
    """One sealed ballot in N's vote message.

    `number` is the formula's score; `factors` are all inputs, the formula's first (as many as `weights`, when given).
    `special` is FACT_VETO or LEGAL_HOLD where the voter's own condition holds. `processing_time_ms` defaults to
    `work_ms`. The id is derived from story, round, seat and caster, so casting twice gives one ballot.
    """
    shown = factors[: len(weights)] if weights else factors
    vote = special or capped(table.vote(number), gates)
    closed = tuple(gate.why for gate in gates if not gate.open)
    story = dossier.story
    return Ballot(
        vote_id=derive("vote", story.id, story.round, voter, cast_by),
        story_id=story.id,
        timestamp=dossier.context.now,
        voter_id=voter,
        vote=vote,
        vote_value=VOTE_VALUES[vote],
        rationale=Rationale(
            key_factors=key_factors(shown, weights) + tuple(f"gate: {why}" for why in closed),
            concerns=tuple(dict.fromkeys(concerns)),
            suggestions=tuple(dict.fromkeys(suggestions)),
        ),
        confidence=certainty(shown, table.margin(number)),
        processing_time_ms=work_ms(dossier) if processing_time_ms is None else processing_time_ms,
        score=score(number),
        factors=tuple(factors),
        round=story.round,
        cast_by=cast_by,
    )


def key_factors(factors: Sequence[Factor], weights: Sequence[float] = ()) -> tuple[str, ...]:
    """The formula's inputs in the order of what they moved: `name 0.72 (how)`, absent ones named as absent."""
    pairs = list(zip(factors, weights or [1.0] * len(factors), strict=True))
    ranked = sorted(pairs, key=lambda pair: (-abs(pair[0].used - 0.5) * pair[1], pair[0].name))
    return tuple(_sentence(factor) for factor, _ in ranked)


def _sentence(factor: Factor) -> str:
    known = f"{factor.used:.3f}" if factor.value is not None else f"absent, {factor.used:.3f} used"
    return f"{factor.name} {known} ({factor.how})"
