"""When two numbers agree, and when a later one replaces an earlier one (offline-writer.md, "Claim")."""

from newsroom.model.claim import Quantity

GROWING = frozenset(
    (
        "toll",
        "injured",
        "missing",
        "rescued",
        "outage",
        "evacuation",
        "arrested",
        "cancelled",
        "weather_amount",
    )
)
"""Frames whose number moves while an event goes on: a later one is news, not a contradiction."""
_ABOUT = 0.1


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether both can be true of one thing: "at least 40" and 45 do, "more than 100" and 119 do, 40 and 45 do not."""
    if one.unit != other.unit and not {one.unit, other.unit} <= _PEOPLE:
        return False
    low_a, high_a = _range(one)
    low_b, high_b = _range(other)
    return low_a <= high_b and low_b <= high_a


_PEOPLE = frozenset(("people", "person", "victims", "others", "persons"))


def _range(quantity: Quantity) -> tuple[float, float]:
    value = quantity.value
    ranges = {
        "exact": (value, value),
        "at_least": (value, float("inf")),
        "more_than": (value * 1.000001, float("inf")),
        "up_to": (0.0, value),
        "about": (value * (1 - _ABOUT), value * (1 + _ABOUT)),
    }
    return ranges[quantity.bound]


def precision(quantity: Quantity) -> int:
    """How much a quantity commits to, more is better: exact, about, at_least, more_than, up_to."""
    return {"exact": 4, "about": 3, "at_least": 2, "more_than": 1, "up_to": 0}[quantity.bound]
