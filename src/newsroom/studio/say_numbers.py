"""Quantities in words on screen: digits, unit and bound, never a bare number for a bounded one."""

from newsroom.model.claim import Bound, Quantity

BOUNDS: dict[Bound, str] = {
    "exact": "",
    "at_least": "at least ",
    "more_than": "more than ",
    "about": "about ",
    "up_to": "up to ",
}
ONE = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "police": "police officer",
    "lives": "life",
}
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MEASURED = frozenset(
    ["percent", "magnitude", "dollars", "pounds", "euros", "km", "miles", "degrees", "points", "years"]
)
"""Units whose figures stay figures on screen, however small."""
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
UNCOUNTED = frozenset({"", "percent", "%", "magnitude", "per cent"})


def number(value: float) -> str:
    """Digits as shown: thousands separated, large round figures with their scale word ("1.2 million")."""
    for size, word in SCALES:
        scaled = value / size
        if abs(value) >= size and round(scaled, 2) == round(scaled, 9):
            return f"{scaled:.2f}".rstrip("0").rstrip(".") + f" {word}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:.4f}".rstrip("0").rstrip(".")


def amount(quantity: Quantity) -> str:
    """The figure with its bound and unit: "at least 40 people", "about 4.5 percent", "more than 2 million dollars"."""
    unit = quantity.unit.strip()
    if unit in {"%", "per cent"}:
        unit = "percent"
    counted = unit and unit.split()[-1] not in MEASURED
    if quantity.value == 1 and unit not in UNCOUNTED:
        unit = singular(unit)
    if unit == "magnitude":
        return f"{BOUNDS[quantity.bound]}{number(quantity.value)}"
    figure = counted_figure(quantity.value) if counted else number(quantity.value)
    return f"{BOUNDS[quantity.bound]}{figure} {unit}".strip()


def counted_figure(value: float) -> str:
    """A count as shown: one to nine in words, the rest in digits."""
    return SMALL[int(value)] if value in range(1, 10) else number(value)


def singular(unit: str) -> str:
    """One of a counted thing; a phrase changes at its last word."""
    head, last = unit.rpartition(" ")[0], unit.rpartition(" ")[2]
    if last in ONE:
        one = ONE[last]
    elif last.endswith("ies") and len(last) > 4:
        one = last[:-3] + "y"
    elif last.endswith(("ches", "shes", "sses", "xes")):
        one = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")):
        one = last[:-1]
    else:
        one = last
    return f"{head} {one}".strip()


def is_plural(quantity: Quantity) -> bool:
    """Whether "were" goes with it."""
    return quantity.value != 1 or quantity.unit in {"percent", "%"}
