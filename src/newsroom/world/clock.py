"""The newsroom's clocks. Business deadlines are read from one of these and nothing else (decisions.md section 6)."""

from datetime import UTC, datetime


class SystemClock:
    """The machine's time, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ReplayClock:
    """A recorded day's time. It stands still until it is stepped, and never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def step_to(self, moment: datetime) -> None:
        """Move to `moment`; an earlier one leaves the clock where it is."""
        self._now = max(self._now, moment.astimezone(UTC))


class FastClock:
    """Every machine's time, made to run faster from a moment that all processes agree on.

    At `real_start` it is `start`; from then on `speed` seconds pass in a real one.
    """

    def __init__(self, start: datetime, real_start: datetime, speed: float) -> None:
        self._start = start.astimezone(UTC)
        self._real_start = real_start
        self._speed = speed

    def now(self) -> datetime:
        return self._start + (datetime.now(UTC) - self._real_start) * self._speed
