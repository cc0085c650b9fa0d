"""Two times: real milliseconds, which only rise, and the newsroom's clock, which may jump."""

from datetime import UTC, datetime, timedelta

START = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
"""When every simulated day begins."""


class Timeline:
    """`ports.Clock` over simulated milliseconds. Leases and delays are counted in `ms`, deadlines by `now`."""

    def __init__(self) -> None:
        self.ms = 0
        self._jumped = timedelta(0)

    def now(self) -> datetime:
        """The newsroom's clock."""
        return START + timedelta(milliseconds=self.ms) + self._jumped

    def real(self) -> datetime:
        """Real time on a calendar: no jump moves it."""
        return START + timedelta(milliseconds=self.ms)

    def pass_to(self, ms: int) -> None:
        """Let time pass up to `ms`; it never goes back."""
        self.ms = max(self.ms, ms)

    def jump(self, by: timedelta) -> None:
        """Set the newsroom's clock forward or back; real time goes on."""
        self._jumped += by

    def ms_until(self, moment: datetime) -> int:
        """Milliseconds until the clock shows `moment`; 0 when it does already."""
        return max(0, -((self.now() - moment) // timedelta(milliseconds=1)))
