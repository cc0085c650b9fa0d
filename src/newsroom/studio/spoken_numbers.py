"""Numbers, money and measures in words. Values are kept exact: rounding is the writer's choice, not the voice's."""

import re
from collections.abc import Callable, Mapping
from re import Match
from typing import Any

from num2words import num2words

NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
DASH = r"\s?[-–]\s?"
_SMALL_FRACTIONS = {("1", "2"): "a half", ("1", "4"): "a quarter", ("3", "4"): "three quarters"}
_HALF_FORMS = {"0.25": "a quarter of a", "0.5": "half a", "0.75": "three quarters of a"}
_SCORING = re.compile(r"\b(?:won?|beat|lost?|losing|draw|drew|score[ds]?|led|lead|win|defeat(?:ed)?|victory)\b", re.I)


def cardinal(value: int) -> str:
    """`value` in words without "and" or commas: 530 is "five hundred thirty"."""
    return str(num2words(value)).replace(" and ", " ").replace(",", "")


def ordinal(value: int) -> str:
    """`value` as an ordinal: 21 is "twenty-first"."""
    return str(num2words(value, to="ordinal")).replace(" and ", " ").replace(",", "")


def year(value: int) -> str:
    """A year as it is said: 2026 "twenty twenty-six", 2005 "two thousand five"."""
    return str(num2words(value, to="year")).replace(" and ", " ").replace(",", "")


def number(written: str) -> str:
    """A written number in words; decimals digit by digit, so that nothing is rounded."""
    whole, _, decimals = written.replace(",", "").partition(".")
    words = cardinal(int(whole))
    if decimals:
        words += " point " + " ".join(cardinal(int(digit)) for digit in decimals)
    return words


def _halved(written: str) -> str:
    """4.5 as "four and a half", everything else as `number`."""
    whole, _, decimals = written.replace(",", "").partition(".")
    if decimals == "5" and int(whole) > 0:
        return f"{cardinal(int(whole))} and a half"
    return number(written)


class Money:
    """Amounts: sign or code before, code after, magnitudes, ranges, "$5/day", "a $2-billion deal"."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._names: Mapping[str, list[str]] = words["currencies"]
        self._magnitudes: Mapping[str, str] = words["magnitudes"]
        signs = "|".join(re.escape(sign) for sign in sorted(self._names, key=len, reverse=True))
        codes = "|".join(sorted((c for c in self._names if c.isalpha() and c.isupper()), key=len, reverse=True))
        mags = "|".join(sorted(map(re.escape, self._magnitudes), key=len, reverse=True))
        mag = rf"(?:[\s-]?({mags})(?![A-Za-z]))?"
        self._range = re.compile(rf"(?<![\w$])({signs})\s?({NUM}){mag}{DASH}(?:{signs})?\s?({NUM}){mag}")
        self._before = re.compile(
            rf"(?<![\w$])({signs})\s?({NUM}){mag}(-(?=[a-z])|(?<=-\w{{7}})\s(?=[a-z])|(?<=-\w{{8}})\s(?=[a-z]))?"
        )
        self._after = re.compile(rf"(?<![\w$])({NUM}){mag}\s?({codes})\b")
        self._cents = re.compile(r"(?<![\w.,])(\d{1,2})\s?(?:c|¢)(?!\w)")
        self._each = re.compile(r"(?<=[a-z])/(?=(?:day|week|month|year|hour|barrel|tonne|ton|person|litre|gallon)\b)")

    def say(self, text: str) -> str:
        """`text` with every amount in words."""
        text = self._range.sub(self._a_range, text)
        text = self._before.sub(lambda m: self._amount(m[1], m[2], m[3], bool(m[4])), text)
        text = self._after.sub(lambda m: self._amount(m[3], m[1], m[2], False), text)
        text = re.sub(r"\b(dollar|euro|pound|franc)s? (?:dollar|euro|pound|franc)s?\b", r"\1s", text)
        text = self._cents.sub(lambda m: f"{number(m[1])} cents", text)
        return self._each.sub(" a ", text)

    def _a_range(self, m: Match[str]) -> str:
        sign, low, low_mag, high, high_mag = m.groups()
        small = self._magnitudes.get(low_mag or high_mag or "", "")
        large = self._magnitudes.get(high_mag or "", "")
        first = number(low) if small == large else f"{number(low)} {small}"
        return f"{first} to {number(high)} {large}".strip() + f" {self._names[sign][1]}"

    def _amount(self, sign: str, value: str, magnitude: str | None, adjective: bool) -> str:
        one, many, part = self._names[sign]
        if magnitude:
            unit = one if adjective else many
            return f"{number(value)} {self._magnitudes[magnitude]} {unit}" + (" " if adjective else "")
        whole, _, decimals = value.replace(",", "").partition(".")
        unit = one if adjective or value == "1" else many
        gap = " " if adjective else ""
        if part and len(decimals) == 2:
            return self._with_parts(int(whole), int(decimals), one, many, part) + gap
        return f"{number(value)} {unit}{gap}"

    def _with_parts(self, whole: int, parts: int, one: str, many: str, part: str) -> str:
        unit = one if whole == 1 else many
        if whole == 0:
            return f"{cardinal(parts)} {part}"
        return f"{cardinal(whole)} {unit} {cardinal(parts)}" if parts else f"{cardinal(whole)} {unit}"


class Measures:
    """Percent, points, degrees and units: after a number only, but for a few signs that mean nothing else."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._units: Mapping[str, list[str]] = words["units"]
        self._bare: Mapping[str, str] = words["bare_units"]
        mags = "|".join(sorted((m for m in words["magnitudes"] if len(m) > 2), key=len, reverse=True))
        signs = "|".join(re.escape(u) for u in sorted(self._units, key=len, reverse=True))
        self._percent = re.compile(rf"(?:({NUM}){DASH})?(?<![\w.])([-−+])?({NUM})\s?(?:%|percent\b|per cent\b)")
        self._points = re.compile(rf"(?<!\w)([+-])?({NUM})\s?(?:pp|pts?)\b")
        self._basis = re.compile(rf"(?<!\w)({NUM})\s?(?:bps?)\b")
        self._range = re.compile(rf"(?<!\w)({NUM}){DASH}({NUM})\s?({signs})(?![\w])")
        self._one = re.compile(rf"(?<![\w.])([-−])?({NUM})(\s(?:{mags}))?[\s-]?({signs})(?!\w|['’])")
        self._metres = re.compile(rf"(?<![\w.])({NUM}\s|\d{{1,3}},\d{{3}})m(?!\w|['’])")
        self._alone = re.compile(
            rf"(?<!\w)({'|'.join(map(re.escape, sorted(self._bare, key=len, reverse=True)))})(?!\w)"
        )

    def say(self, text: str) -> str:
        """`text` with every measure in words."""
        text = self._basis.sub(lambda m: _basis_points(m[1]), text)
        text = self._points.sub(_percentage_points, text)
        text = self._percent.sub(_percent, text)
        text = self._range.sub(lambda m: f"{number(m[1])} to {number(m[2])} {self._units[m[3]][1]}", text)
        text = self._one.sub(self._measure, text)
        text = self._metres.sub(lambda m: f"{number(m[1].strip())} {'metre' if m[1] == '1 ' else 'metres'}", text)
        return self._alone.sub(lambda m: self._bare[m[1]], text)

    def _measure(self, m: Match[str]) -> str:
        minus, value, magnitude, sign = m.groups()
        one, many = self._units[sign]
        if minus and sign.startswith("°"):
            many = many.removeprefix("degrees ")
        unit = one if value == "1" and not magnitude else many
        return f"{'minus ' if minus else ''}{number(value)}{magnitude or ''} {unit}"


def _basis_points(written: str) -> str:
    quarters = {"25": "a quarter of a percentage point", "50": "half a percentage point"}
    quarters["75"] = "three quarters of a percentage point"
    return quarters.get(written, f"{number(written)} basis points")


def _percentage_points(m: Match[str]) -> str:
    way = {"+": "up ", "-": "down "}.get(m[1] or "", "")
    return f"{way}{_halved(m[2])} percentage {'point' if m[2] == '1' else 'points'}"


def _percent(m: Match[str]) -> str:
    low, sign, value = m.groups()
    if low:
        return f"{number(low)} to {number(value)} percent"
    way = {"+": "up ", "-": "minus ", "−": "minus "}.get(sign or "", "")
    if value in _HALF_FORMS:
        return f"{way}{_HALF_FORMS[value]} percent"
    return f"{way}{_halved(value)} percent"


def _fraction(m: Match[str]) -> str:
    top, bottom = m[1], m[2]
    if top == bottom:
        return f"{cardinal(int(top))}-{cardinal(int(bottom))}"
    if (top, bottom) in _SMALL_FRACTIONS:
        return _SMALL_FRACTIONS[(top, bottom)]
    if int(bottom) < 2 or int(bottom) > 20 or int(top) >= int(bottom):
        return f"{cardinal(int(top))} over {cardinal(int(bottom))}"
    part = ordinal(int(bottom))
    return f"a {part}" if top == "1" else f"{cardinal(int(top))} {part}s"


def _pair(m: Match[str]) -> str:
    """3-2 is a score, 10-12 a span; 52-48 is said with "to" whichever it is."""
    low, high = m[1], m[2]
    a, b = float(low.replace(",", "")), float(high.replace(",", ""))
    scoring = bool(_SCORING.search(m.string[max(0, m.start() - 40) : m.start()]))
    if "." not in low + high and a < 20 and b < 20 and (a >= b or scoring):
        return f"{cardinal(int(a))}-{cardinal(int(b)) if b else 'nil'}"
    return f"{number(low)} to {number(high)}"


def _code(m: Match[str]) -> str:
    """F-35, A320, MH370: letters spelled, three digits said as hundreds and rest."""
    letters, digits = "-".join(m[1]), m[2]
    if len(digits) == 3 and digits[0] != "0" and digits[1] != "0":
        return f"{letters} {cardinal(int(digits[0]))} {cardinal(int(digits[1:]))}"
    return f"{letters} {cardinal(int(digits))}"


_MAGNITUDE = {
    "bn": "billion",
    "mn": "million",
    "mln": "million",
    "tn": "trillion",
    "trn": "trillion",
    "m": "million",
    "k": "thousand",
}
Rule = tuple[re.Pattern[str], Callable[[Match[str]], str]]
PLAIN: tuple[Rule, ...] = (
    (re.compile(r"\bM(\d\.\d)\b"), lambda m: f"magnitude {number(m[1])}"),
    (re.compile(rf"(?<!\w)~\s?(?={NUM})"), lambda _: "about "),
    (re.compile(rf"(?<!\w)>\s?(?={NUM})"), lambda _: "more than "),
    (re.compile(rf"(?<!\w)<\s?(?={NUM})"), lambda _: "fewer than "),
    (re.compile(rf"(?<!\w)±\s?(?={NUM})"), lambda _: "give or take "),
    (re.compile(r"\bNos?\.?\s?(?=\d)"), lambda _: "number "),
    (re.compile(r"#(?=\d)"), lambda _: "number "),
    (re.compile(r"\b([A-Z]{1,2})-?(\d{1,3})\b(?![.,]\d)"), _code),
    (re.compile(r"\b(\d+)(?:st|nd|rd|th)\b"), lambda m: ordinal(int(m[1]))),
    (re.compile(rf"(?<![\w.])({NUM})\s?x(?!\w)"), lambda m: f"{number(m[1])} times"),
    (re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})(?![\w/])"), _fraction),
    (re.compile(r"(?<![\w:])(\d{1,2}):(\d)(?![\d:])"), lambda m: f"{number(m[1])} to {number(m[2])}"),
    (re.compile(rf"(?<![\w.])({NUM}){DASH}({NUM})(?![\w])"), _pair),
    (re.compile(r"(?<![\w.])[-−](?=\d)"), lambda _: "minus "),
    (
        re.compile(rf"(?<![\w])({NUM})(?:\s?(bn|mn|mln|tn|trn|m|k))(?!\w)"),
        lambda m: f"{number(m[1])} {_MAGNITUDE[m[2]]}",
    ),
    (re.compile(r"\+(?=\d)"), lambda _: "plus "),
    (re.compile(rf"({NUM})"), lambda m: number(m[1])),
)


def plain_numbers(text: str) -> str:
    """`text` with every number left in it in words."""
    for pattern, say in PLAIN:
        text = pattern.sub(say, text)
    return re.sub(r"(?<=[a-z])(?=[A-Z]{2})|(?<=\d)(?=[A-Za-z])", " ", text)
