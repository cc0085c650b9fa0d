"""Time words to dates, counted from the day their item was published (UTC)."""

import re
from datetime import date, timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = {name[:3]: at + 1 for at, name in enumerate(_MONTHS)}
_DAY = re.compile(rf"\b({'|'.join(_DAYS)})\b")
_DATE = re.compile(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[a-z]{3,9})\.?|(?P<m2>[a-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?)"
    r"(?:,?\s+(?P<y>(?:19|20)\d\d))?\b"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_FIXED = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "tomorrow": 1,
}
_AROUND = re.compile(r"\b(?:by|until|since|from|before|after|late|early|mid)\b")


def is_day_or_month(word: str) -> bool:
    """Whether a word is the English name of a weekday or a month, in any case."""
    return word.casefold() in _DAYS or word.casefold() in _MONTHS


def resolve(words: str, published: date, *, ahead: bool = False) -> str:
    """`words` as an ISO date ("2031-05-14"), month ("2031-05") or year ("2031"); "" when it names none for certain.

    A bare weekday is the last one up to the day of publication, or the next one when `ahead` (announced future). A day
    and month without a year is the nearest such date within half a year.
    """
    low = words.casefold()
    for phrase, days in _FIXED.items():
        if phrase in low:
            return (published + timedelta(days=days)).isoformat()
    found = _DATE.search(low)
    month = _MONTH.get((found["m1"] or found["m2"])[:3]) if found else None
    if found and month:
        return _calendar(int(found["d1"] or found["d2"]), month, found["y"], published)
    day = _DAY.search(low)
    if day and not re.search(r"\b(?:last|next)\b", low):
        return _weekday(_DAYS.index(day.group(1)), published, ahead).isoformat()
    year = _YEAR.search(low)
    named = next((at + 1 for at, name in enumerate(_MONTHS) if re.search(rf"\b{name}\b", low)), None)
    if year and not _AROUND.search(low):
        return f"{year.group(1)}-{named:02d}" if named else year.group(1)
    return ""


def _calendar(day: int, month: int, year: str | None, published: date) -> str:
    if year:
        return _iso(int(year), month, day)
    near = [_iso(published.year + step, month, day) for step in (-1, 0, 1)]
    real = [text for text in near if text]
    return min(real, key=lambda text: abs((date.fromisoformat(text) - published).days), default="")


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _weekday(wanted: int, published: date, ahead: bool) -> date:
    back = (published.weekday() - wanted) % 7
    return published + timedelta(days=-back if not ahead or not back else 7 - back)
