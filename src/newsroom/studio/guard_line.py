"""What speaks against one spoken line, read against the sentences that should hold it (broadcast-writing.md section 11).

Each doubt has a code and the words at fault; what it weighs and whether it stops a script stands in guard_words.yaml. A
line is judged by its best-fitting sentences, never by the whole pile: a
figure that stands in another sentence of the story is still in the wrong place.
"""

from collections.abc import Callable

from newsroom.model.base import score
from newsroom.studio import guard_facts, guard_force
from newsroom.studio.guard_reading import Doubt, Reading, unsupported_share

CHECKS: tuple[Callable[[Reading], list[Doubt]], ...] = (
    guard_facts.numbers_doubts,
    guard_facts.days_doubts,
    guard_facts.names_doubts,
    guard_facts.quotes_doubts,
    guard_facts.speaker_doubts,
    guard_force.negation_doubts,
    guard_force.hedges_doubts,
    guard_force.opposites_doubts,
    guard_force.roles_doubts,
    guard_force.cause_doubts,
    guard_force.superlatives_doubts,
    guard_force.rungs_doubts,
    guard_force.support_doubts,
)


def doubts(reading: Reading) -> tuple[Doubt, ...]:
    """Every finding about the line, in a fixed order of checks."""
    return tuple(doubt for check in CHECKS for doubt in check(reading))


def error_score(reading: Reading) -> float:
    """How likely the line is wrong, for ranking lines: its doubts' weights and thin support, added like odds."""
    return score(sum(d.weight for d in doubts(reading)) + 0.4 * unsupported_share(reading))
