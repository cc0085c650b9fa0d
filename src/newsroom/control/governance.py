"""The Judge's confidence, its bands, and the kill switch (C 1.3; decisions.md sections 0 and 9).

Confidence is the weighted share of a stage's checks that passed; an absent check counts as failed, and the producer's
own number never enters. Outside the house: above 0.90 goes on, 0.70 to 0.90 inclusive waits for a person, below 0.70
goes back. On the local site and the rehearsal day 0.70 and above goes on, and the figure is shown.
"""

from collections.abc import Mapping
from math import fsum
from typing import Literal, NamedTuple

from newsroom.model.base import score

ON_ABOVE = 0.90
PERSON_FROM = 0.70

Stage = Literal["media", "publish", "spend"]
Reach = Literal["outside", "local"]
Band = Literal["on", "person", "back"]
Scope = Literal["publishing", "spending", "all"]
SCOPES: tuple[Scope, ...] = ("publishing", "spending", "all")

CHECKS: dict[Stage, dict[str, float]] = {
    "media": {
        "within_budget": 0.30,
        "prompt_within_policy": 0.25,
        "rights_recorded": 0.25,
        "marked_as_generated": 0.20,
    },
    "publish": {
        "verdict_approved": 0.15,
        "guard_passed": 0.15,
        "quality_approved": 0.15,
        "conditions_closed": 0.15,
        "rights_complete": 0.15,
        "disclosure_present": 0.15,
        "within_brand_policy": 0.10,
    },
    "spend": {
        "within_budget": 0.30,
        "within_policy": 0.25,
        "recipient_allowed": 0.25,
        "price_known": 0.20,
    },
}
"""What the Judge checks before an effect, with weights that sum to 1 for each stage (the figures are ours).

No check weighs less than 0.10, so that a single failed one keeps an outside effect from going on by itself.
"""

_STOPS: dict[str, Scope] = {"publish": "publishing", "spend": "spending"}
_ALWAYS_OPEN = frozenset({"take_down", "notify"})


class Confidence(NamedTuple):
    """The Judge's number, 0 to 1, and the checks that failed or were absent, in the table's order."""

    value: float
    failed: tuple[str, ...]


class KillSwitch(NamedTuple):
    """What a person has paused. Each part is set and released on its own; releasing all leaves the other two as set."""

    publishing: bool = False
    spending: bool = False
    all: bool = False


def confidence(checks: Mapping[str, bool | None], weights: Mapping[str, float]) -> Confidence:
    """The weighted share of `weights` (of `CHECKS`, or a table that sums to more than 0) whose check is True.

    Checks that the table does not know count nothing.
    """
    passed = fsum(weight for name, weight in weights.items() if checks.get(name) is True)
    failed = tuple(name for name in weights if checks.get(name) is not True)
    return Confidence(score(passed / fsum(weights.values())), failed)


def band(value: float, reach: Reach) -> Band:
    """Where an effect of confidence `value` goes: on, to a person, or back to its producer."""
    number = score(value)
    if number < PERSON_FROM:
        return "back"
    return "on" if reach == "local" or number > ON_ABOVE else "person"


def turn(switch: KillSwitch, scope: Scope, paused: bool) -> KillSwitch:
    """The switch after a person paused or resumed `scope`."""
    return KillSwitch(
        publishing=paused if scope == "publishing" else switch.publishing,
        spending=paused if scope == "spending" else switch.spending,
        all=paused if scope == "all" else switch.all,
    )


def stopped_by(switch: KillSwitch, effect: str) -> Scope | None:
    """The part of the switch that stops `effect` (an Effect's kind, or "spend", or any work), or None.

    Taking down and telling people are never stopped: they only make less public.
    """
    if effect in _ALWAYS_OPEN:
        return None
    if switch.all:
        return "all"
    scope = _STOPS.get(effect)
    paused = (scope == "publishing" and switch.publishing) or (scope == "spending" and switch.spending)
    return scope if paused else None
