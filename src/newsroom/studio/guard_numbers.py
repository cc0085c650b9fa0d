"""Fact_Guard's own reading of figures: value, unit and bound, from digits or words. Shares nothing with the writer."""

import re
from functools import cache
from typing import Any, NamedTuple

from newsroom.studio.guard_tables import guard_table

UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "  # noqa: SIM905
        "eighteen nineteen".split()
    )
}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}  # noqa: SIM905
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
ORDINALS = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[A-Za-z]+|[$€£¥%]")
CLOSE = 0.05
CONVERTED = 0.03


class Figure(NamedTuple):
    """One number in a text. `bound` is over, under, about or ""; `unit` the unit's word as written, "" when none."""

    value: float
    unit: str
    bound: str
    ordinal: bool
    words: str
    glued: bool


def figures(text: str) -> tuple[Figure, ...]:
    """Every number, in order. "a hundred and five", "1.2bn", "$3m" and "twenty-five" are read; "one" alone is not."""
    tokens = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]
    found, at = [], 0
    while at < len(tokens):
        value, after, ordinal = _read(tokens, at)
        if value is None or (after == at + 1 and tokens[at][0].lower() == "one"):
            at += 1
            continue
        start, end = tokens[at][1], tokens[after - 1][2]
        glued = _glued(text, start, end)
        found.append(Figure(value, _unit(tokens, at, after), _bound(text[:start]), ordinal, text[start:end], glued))
        at = after
    return tuple(found)


def _read(tokens: list[tuple[str, int, int]], at: int) -> tuple[float | None, int, bool]:
    word = tokens[at][0].lower()
    if DIGITS.fullmatch(word):
        return _digits(tokens, at)
    if word == "a" and at + 1 < len(tokens) and tokens[at + 1][0].lower() in SCALES:
        value, after = _words(tokens, at + 1, 1.0)
        return value, after, False
    if word in UNITS or word in TENS:
        value, after = _words(tokens, at, None)
        return value, after, False
    if word in ORDINALS:
        return float(ORDINALS[word]), at + 1, True
    return None, at, False


def _digits(tokens: list[tuple[str, int, int]], at: int) -> tuple[float, int, bool]:
    value, after = float(tokens[at][0].replace(",", "")), at + 1
    if after < len(tokens):
        tail, near = tokens[after][0].lower(), tokens[after][1] == tokens[at][2]
        if tail in SCALES and tail != "hundred":
            return round(value * SCALES[tail], 6), after + 1, False
        if near and tail in SHORT:
            return round(value * SHORT[tail], 6), after + 1, False
        if near and tail in {"st", "nd", "rd", "th"}:
            return value, after + 1, True
    return value, after, False


def _words(tokens: list[tuple[str, int, int]], at: int, held: float | None) -> tuple[float, int]:
    """Number words from `at`: "four hundred and nineteen", "one point seven million"."""
    total, part = 0.0, held or 0.0
    decimals = 0
    while at < len(tokens):
        word = tokens[at][0].lower()
        after = tokens[at + 1][0].lower() if at + 1 < len(tokens) else ""
        if decimals and word in UNITS:
            part += UNITS[word] / 10**decimals
            decimals += 1
        elif word in UNITS or word in TENS:
            step = UNITS.get(word, TENS.get(word, 0))
            if part % 100 and not (part % 10 == 0 and step < 10):
                break
            part += step
        elif word in SCALES:
            total, part, decimals = _scaled(total, part, SCALES[word])
        elif word == "point" and after in UNITS:
            decimals = 1
        elif not (word == "and" and (after in UNITS or after in TENS) and (part >= 100 or total)):
            break
        at += 1
    return round(total + part, 6), at


def _scaled(total: float, part: float, scale: float) -> tuple[float, float, int]:
    if scale >= 1000:
        return (total + (part or 1.0)) * scale if total and total < scale else total + (part or 1.0) * scale, 0.0, 0
    return total, (part or 1.0) * scale, 0


def _unit(tokens: list[tuple[str, int, int]], at: int, after: int) -> str:
    before = tokens[at - 1][0].lower() if at else ""
    if before in {"$", "€", "£", "¥"}:
        return before
    near = [tokens[i][0].lower() for i in range(after, min(after + 3, len(tokens)))]
    return next((word for word in near if word in unit_rows()), "")


def _bound(before: str) -> str:
    low = before.lower().rstrip(" $€£¥")
    table: dict[str, list[str]] = guard_table("guard_words.yaml")["bounds"]
    for kind in ("over", "under", "about"):
        if any(re.search(rf"\b{re.escape(p)}(?: (?:a|the|another))?$", low) for p in table[kind]):
            return kind
    return ""


def _glued(text: str, start: int, end: int) -> bool:
    """Part of a name such as "K2" or "A380"."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before.isalpha() or (before == "-" and text[max(0, start - 2) : start - 1].isupper()) or after.isalpha()


@cache
def unit_rows() -> dict[str, tuple[str, float, int]]:
    """Unit word -> (what it measures, size in the row's base or 0, row)."""
    rows: list[dict[str, Any]] = guard_table("guard_words.yaml")["units"]
    return {
        str(word): (kind, float(row["per"]), at)
        for at, row in enumerate(rows)
        for kind, names in row.items()
        if kind != "per"
        for word in names
    }


def fits(said: Figure, held: Figure) -> str:
    """How a spoken figure stands to one of the source: "same", "rounded", "converted", or what is wrong with it.

    Wrong: "bound" (the source's "at least" was lost or a limit turned round), "unit", "" (another number).
    """
    same_unit = not said.unit or not held.unit or unit_rows()[said.unit][2] == unit_rows()[held.unit][2]
    if said.value == held.value:
        return _same(said, held, same_unit)
    if not same_unit:
        return _converted(said, held)
    if not held.value or said.ordinal or held.ordinal:
        return ""
    gap = (held.value - said.value) / held.value
    if said.bound == "over":
        return "rounded" if 0 < gap <= 0.12 else ""
    if said.bound == "under":
        return "rounded" if -0.12 <= gap < 0 else ""
    return "rounded" if abs(gap) <= CLOSE and held.value >= 10 and (said.bound or said.value % 10 == 0) else ""


def _same(said: Figure, held: Figure, same_unit: bool) -> str:
    if not same_unit or (said.unit and not held.unit and unit_rows()[said.unit][0] != "time"):
        return "unit"
    if {said.bound, held.bound} == {"over", "under"}:
        return "bound"
    if held.bound in {"over", "under"} and not said.bound:
        return "bound"
    if said.bound in {"over", "under"} and not held.bound:
        return "bound"
    return "same"


def _converted(said: Figure, held: Figure) -> str:
    kind, size, _ = unit_rows()[said.unit]
    other, base, _ = unit_rows()[held.unit]
    if kind == other and size and base:
        ratio = (said.value * size) / (held.value * base) if held.value else 0.0
        return "converted" if abs(1 - ratio) <= max(CONVERTED, CLOSE if said.bound else 0.0) else "unit"
    return ""
