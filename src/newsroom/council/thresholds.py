"""The bars of each risk class (N 3.1; decisions.md section 2, "The whole table").

N's engine knows one bar (0.70) and its table another for each class; the class's bars hold. N's `reject` figures
(0.54, 0.49, ...) leave holes of 0.01 below `conditional`; here a score is at or above a bar, or below it.

Mission row V7.
"""

from typing import NamedTuple

from newsroom.model.base import score
from newsroom.model.verdict import RiskClass

NEAR_CONSENSUS = 0.50
"""At or above this the deadlock rule may still answer conditionally (N 3.2 scenario 4)."""

FINAL_REJECT = 0.40
"""Below this nothing more is asked (N 3.2 scenario 5)."""

LOWERED_MOST = 0.05
"""How far an accepted proposal may lower the standard bars. The figure is ours."""

GUARDED: frozenset[RiskClass] = frozenset({"high_risk", "sensitive"})
"""Classes without a second chance below their conditional bar, and whose bars are never lowered."""


class Bar(NamedTuple):
    """Approve at or above `approve`, conditional at or above `conditional`. Both 0 to 1."""

    approve: float
    conditional: float


BARS: dict[RiskClass, Bar] = {
    "standard": Bar(0.70, 0.55),
    "breaking": Bar(0.60, 0.50),
    "high_risk": Bar(0.80, 0.70),
    "sensitive": Bar(0.85, 0.75),
}


def bar_of(risk: RiskClass, shift: float = 0.0) -> Bar:
    """The bars of `risk`, moved by `shift`.

    A positive shift raises scrutiny in every class. A negative one (a proposal that a senior editor accepted) counts
    for standard stories only, and for 0.05 at most: safety limits are never learned downwards (decisions.md 4).
    """
    lowest = -LOWERED_MOST if risk == "standard" else 0.0
    moved = max(shift, lowest)
    bar = BARS[risk]
    return Bar(min(1.0, score(bar.approve + moved)), min(1.0, score(bar.conditional + moved)))
