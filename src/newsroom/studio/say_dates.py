"""Time words resolved against publication in the channel's zone (broadcast-writing.md section 1)."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from newsroom.model.claim import Claim

DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")
MONTH = re.compile(r"^(\d{4})-(\d{2})$")
YEAR = re.compile(r"^\d{4}$")
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
WEEKDAY_REACH = timedelta(days=6)


SPAN = re.compile(
    r"^(?:in|for|after|within|over|during|by|at)(?: the)?(?: (?:about|nearly|almost|more than|at least|the|past|last))*"
    r" (?:end of (?:the year|20\d\d)|20\d\d|half|\d[\d:.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twenty"
    r"|thirty|fourteen|fifteen)\b[\w :.]*$",
    re.IGNORECASE,
)
"""Lengths of time and times of day: they mean the same on any day."""
NEAR_SPAN = re.compile(
    r"^(?:earlier |early |late |later )?(?:this|last|next) (?:week|month|year|spring|summer|autumn|winter|season)$|^in (?:"
    + "|".join(MONTHS)
    + r")$",
    re.IGNORECASE,
)
"""Spans that mean the same while the month of the report lasts."""


def span_words(claim: Claim, today: date) -> str:
    """The source's own words for a time without a day, when they still hold on the day of publication; else ""."""
    said = claim.slots["when"].text if "when" in claim.slots and not claim.time else ""
    text = said[:1].lower() + said[1:]
    if SPAN.match(text):
        return text
    fresh = all(e.seen_at[:7] == today.isoformat()[:7] for e in claim.evidence)
    return text if NEAR_SPAN.match(text) and fresh else ""


NEAR = re.compile(
    r"\b(?:this|last|next) (?:week|weekend|month|year|spring|summer|autumn|fall|winter|season)\b", re.IGNORECASE
)


def spans_hold(claim: Claim, today: date) -> bool:
    """Whether "this spring" or "last month" inside the claim's parts still means what its reports meant."""
    near = any(NEAR.search(slot.text) for name, slot in claim.slots.items() if name != "when")
    return not near or all(e.seen_at[:7] == today.isoformat()[:7] for e in claim.evidence)


def local_day(now: datetime, zone: str) -> date:
    """The calendar day of publication where the channel speaks."""
    return now.astimezone(ZoneInfo(zone)).date()


def day_words(time: str, today: date) -> str:
    """An adverbial for an ISO time of day, month or year precision; "" when `time` is empty or not ISO.

    today, yesterday, tomorrow; a weekday up to six days back; then the date, with the year when it is another one.
    """
    if YEAR.match(time):
        return f"in {time}"
    if month := MONTH.match(time):
        year = "" if int(month[1]) == today.year else f" {month[1]}"
        return f"in {_month(int(month[2]))}{year}".strip()
    found = DAY.match(time)
    if not found:
        return ""
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return ""
    return _near(day, today) or f"on {date_words(day, today)}"


def date_words(day: date, today: date) -> str:
    """ "3 January", and "3 January 2025" when the year is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {_month(day.month)}{year}"


def is_future(time: str, today: date) -> bool:
    """Whether an ISO day lies after publication."""
    return bool(DAY.match(time)) and time[:10] > today.isoformat()


def _near(day: date, today: date) -> str:
    gap = day - today
    named = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(gap.days)
    if named:
        return named
    if -WEEKDAY_REACH <= gap <= WEEKDAY_REACH:
        return f"on {WEEKDAYS[day.weekday()]}"
    return ""


def _month(number: int) -> str:
    return MONTHS[number - 1] if 1 <= number <= 12 else ""
