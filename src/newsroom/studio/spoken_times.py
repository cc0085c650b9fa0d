"""Dates, times of day, years and spans of time in words."""

import re
from collections.abc import Mapping
from re import Match
from typing import Any

from newsroom.studio.spoken_numbers import cardinal, ordinal, year

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|of|since|by|until|from|for|during|before|after|to|and|late|early|mid|year|the)|[,(–-]|"
    + "|".join(_MONTHS)
    + r"|\b\w+(?:st|nd|rd|th|first|second|third))\s?$",
    re.I,
)
_COUNTED = re.compile(r"\s(?!was|has|is|its|this|as|across|plus|his)[a-z]+s\b")


class Times:
    """Dates and times; a date in figures is read month first unless its first part is over twelve."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        months = {**{name: name for name in _MONTHS}, **words["months"]}
        self._months: Mapping[str, str] = months
        self._zones: Mapping[str, str] = words["zones"]
        name = "|".join(sorted(months, key=len, reverse=True))
        zone = "|".join(sorted(self._zones, key=len, reverse=True))
        end = rf"(?:\s({zone})\b)?"
        self._iso = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
        self._figures = re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w/])")
        self._day_month = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?({name})\b\.?(?:,?\s(\d{{4}})\b)?")
        self._month_day = re.compile(rf"\b({name})\b\.?\s(\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s(\d{{4}})\b)?")
        self._month_year = re.compile(rf"\b({name})\b\.?\s(\d{{4}})\b")
        self._half_day = re.compile(rf"\b(\d{{1,2}})(?::(\d{{2}}))?\s?([ap])\.?m\b\.?{end}", re.I)
        self._clock = re.compile(rf"(?<![\w:.])([01]?\d|2[0-3]):([0-5]\d)(?![\w:]){end}")
        self._span = re.compile(r"\b(\d{1,3})\s?h\s?(\d{1,2})\s?m(?:in)?\b")
        self._decade = re.compile(r"(?<!\w)(?:(\d{2})|['’])(\d)0s\b")
        self._financial = re.compile(r"\bFY\s?(?:20)?(\d{2})\b")
        self._years = re.compile(r"(?<![\w.,:/-])((?:1[1-9]|20)\d{2})[-–/](\d{2}|\d{4})(?![\w])")
        self._year = re.compile(r"(?<![\w.,$€£-])((?:1[1-9]|20)\d{2})(?![\w%]|[.,]\d)")

    def say(self, text: str) -> str:
        """`text` with dates, times and years in words."""
        text = self._iso.sub(lambda m: _date(int(m[2]), int(m[3]), m[1]) or m[0], text)
        text = self._figures.sub(_from_figures, text)
        text = re.sub(r"(?<=\d:\d\d)\s?[-–]\s?(?=\d{1,2}:\d\d)", " to ", text)
        text = self._half_day.sub(self._from_half_day, text)
        text = self._clock.sub(lambda m: _time(int(m[1]), int(m[2])) + self._zone(m[3]), text)
        text = self._day_month.sub(lambda m: self._named(m[2], m[1], m[3]) or m[0], text)
        text = self._month_day.sub(lambda m: self._named(m[1], m[2], m[3]) or m[0], text)
        text = self._month_year.sub(lambda m: f"{self._months[m[1]]} {year(int(m[2]))}", text)
        text = self._span.sub(lambda m: f"{_count(m[1], 'hour')} {cardinal(int(m[2]))}", text)
        text = self._financial.sub(lambda m: f"financial year {year(2000 + int(m[1]))}", text)
        text = self._decade.sub(_decade, text)
        text = self._years.sub(_span_of_years, text)
        return self._year.sub(_maybe_year, text)

    def _named(self, month: str, day: str, written_year: str | None) -> str:
        return _date(_MONTHS.index(self._months[month]) + 1, int(day), written_year)

    def _from_half_day(self, m: Match[str]) -> str:
        hour, minute = int(m[1]), int(m[2] or 0)
        if not 1 <= hour <= 12:
            return m[0]
        return _time(hour % 12 + (12 if m[3].lower() == "p" else 0), minute) + self._zone(m[4])

    def _zone(self, written: str | None) -> str:
        return f" {self._zones[written]}" if written else ""


def _date(month: int, day: int, written_year: str | None) -> str:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    said = f"{_MONTHS[month - 1]} {ordinal(day)}"
    return f"{said}, {year(int(written_year))}" if written_year else said


def _from_figures(m: Match[str]) -> str:
    first, second = int(m[1]), int(m[2])
    month, day = (second, first) if first > 12 else (first, second)
    return _date(month, day, m[3]) or m[0]


def _time(hour: int, minute: int) -> str:
    if minute == 0 and hour in (0, 12):
        return "midnight" if hour == 0 else "noon"
    named = {0: "", 15: "quarter past ", 30: "half past ", 45: "quarter to "}
    said = (hour + 1 if minute == 45 else hour) % 12 or 12
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    if hour >= 22:
        part = "at night"
    if minute in named:
        return f"{named[minute]}{cardinal(said)} {part}"
    minutes = f"oh {cardinal(minute)}" if minute < 10 else cardinal(minute)
    return f"{cardinal(said)} {minutes} {part}"


def _count(written: str, unit: str) -> str:
    return f"{cardinal(int(written))} {unit}{'' if written == '1' else 's'}"


def _decade(m: Match[str]) -> str:
    tens = {"1": "tens", "0": "hundreds"}.get(m[2]) or f"{cardinal(int(m[2]) * 10)[:-1]}ies"
    if not m[1]:
        return tens
    if m[1] == "20":
        return f"twenty-{tens}" if m[2] != "0" else "two-thousands"
    return f"{cardinal(int(m[1]))}-{tens}"


def _span_of_years(m: Match[str]) -> str:
    last = m[2] if len(m[2]) == 4 else m[1][:2] + m[2]
    return f"{year(int(m[1]))} to {year(int(last))}"


def _maybe_year(m: Match[str]) -> str:
    """Four bare figures are a year, unless they plainly count something ("1500 homes")."""
    counts = _COUNTED.match(m.string, m.end())
    before = _YEAR_BEFORE.search(m.string[max(0, m.start() - 14) : m.start()])
    return m[0] if counts and not before else year(int(m[1]))
