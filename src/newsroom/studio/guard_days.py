"""Fact_Guard's own reading of days: which calendar days a text may mean, counted from when it was written."""

import re
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january february march april may june july august september october november december").split()  # noqa: SIM905
NEAR = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this evening": 0,
    "this afternoon": 0,
    "yesterday": -1,
    "tomorrow": 1,
}
DATED = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({'|'.join(MONTHS)})|({'|'.join(MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?)\b"
)
MONTH = re.compile(rf"\b(?:in|since|of|by|late|early|last|until) ({'|'.join(MONTHS)})\b")
YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def days(text: str, written: date) -> frozenset[str]:
    """ISO days, "--MM" months and "YYYY" years that `text` names. A weekday means the last and the next such day."""
    low = text.lower()
    found = {
        (written + timedelta(days=step)).isoformat() for word, step in NEAR.items() if re.search(rf"\b{word}\b", low)
    }
    for at, name in enumerate(WEEKDAYS):
        if re.search(rf"\b{name}s?\b", low):
            back = (written.weekday() - at) % 7
            found |= {(written - timedelta(days=back)).isoformat(), (written + timedelta(days=7 - back)).isoformat()}
    for match in DATED.finditer(low):
        day, month = int(match[1] or match[4]), MONTHS.index(match[2] or match[3]) + 1
        found |= {_iso(year, month, day) for year in (written.year - 1, written.year, written.year + 1)} - {""}
    found |= {f"--{MONTHS.index(m[1]) + 1:02d}" for m in MONTH.finditer(low)}
    return frozenset(found | set(YEAR.findall(low)))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def moved(said: frozenset[str], held: frozenset[str]) -> bool:
    """Whether the line names a day, month or year that the source does not."""
    for kind in (_is_day, _is_month, _is_year):
        ours = {d for d in said if kind(d)}
        if ours and not any(_meets(d, held) for d in ours):
            return True
    return False


def _meets(day: str, held: frozenset[str]) -> bool:
    if day in held:
        return True
    if _is_month(day):
        return any(_is_day(h) and h[5:7] == day[2:] for h in held)
    return _is_year(day) and any(_is_day(h) and h[:4] == day for h in held)


def _is_day(text: str) -> bool:
    return len(text) == 10


def _is_month(text: str) -> bool:
    return text.startswith("--")


def _is_year(text: str) -> bool:
    return len(text) == 4 and not _is_month(text)
