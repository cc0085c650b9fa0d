"""Dates as feeds write them. A date that cannot be read is None: nobody guesses."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FRACTION = re.compile(r"(\.\d{6})\d+")


def read_date(value: object) -> datetime | None:
    """ISO 8601, RFC 2822, or seconds or milliseconds since 1970. UTC where no zone is given; 1990 to 2100 only."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return _within(value if value.tzinfo else value.replace(tzinfo=UTC))
    if isinstance(value, int | float):
        return _from_epoch(float(value))
    if isinstance(value, str) and 6 <= len(value.strip()) <= 60:
        return _from_text(value.strip())
    return None


def _from_epoch(number: float) -> datetime | None:
    seconds = number / 1000 if number > 1e11 else number
    try:
        return _within(_EPOCH + timedelta(seconds=seconds))
    except (OverflowError, ValueError):
        return None


def _from_text(text: str) -> datetime | None:
    for reader in _READERS if text[0].isdigit() else _READERS[1:]:
        try:
            moment = reader(_FRACTION.sub(r"\1", text))
            return _within(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


_READERS: tuple[Callable[[str], datetime], ...] = (datetime.fromisoformat, parsedate_to_datetime)
"""ISO 8601 begins with a digit; RFC 2822 mostly with the name of a day."""


def _within(moment: datetime) -> datetime | None:
    try:
        moment = moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment if _EARLIEST <= moment < _LATEST else None
