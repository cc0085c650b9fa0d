"""How often one source is asked, and when its silence is strange.

A source that brings something new is asked sooner (down to its minutes), a quiet one later (up to an hour), a failing one
ever later (up to six hours, or as long as it asks).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

SLOWEST = timedelta(hours=1)
LONGEST_BACK_OFF = timedelta(hours=6)
KEYS_KEPT = 5_000
SHORTEST_SILENCE = timedelta(hours=6)
TIMES_USUAL = 4
TIMES_LONGEST = 1.5
FEWEST_GAPS = 3
_LOOKED_BACK = timedelta(days=14)
_MOMENTS_KEPT = 200


class Pace:
    """What is remembered of one source between polls. `shortest` is the least time between two."""

    def __init__(self, shortest: timedelta, usual: timedelta | None = None) -> None:
        self.shortest = shortest
        self.interval = shortest
        self.due: datetime | None = None
        self.failures = 0
        self.etag = ""
        self.modified = ""
        self.keys: dict[str, None] = {}
        self.habit = Habit(usual)

    def went_well(self, now: datetime, fresh: int) -> None:
        """It answered, with `fresh` new items."""
        self.failures = 0
        slowest = max(SLOWEST, self.shortest)
        self.interval = max(self.shortest, self.interval * 0.7) if fresh else min(slowest, self.interval * 1.5)
        self.due = now + self.interval

    def failed(self, now: datetime, at_least: timedelta) -> None:
        """It did not answer, or not readably; it is left alone for `at_least` this long."""
        self.failures += 1
        back_off = min(LONGEST_BACK_OFF, self.shortest * 2 ** min(self.failures, 10))
        self.due = now + max(back_off, at_least)

    def is_new(self, key: str) -> bool:
        """Whether this item was not sent before; it is remembered."""
        if key in self.keys:
            return False
        self.keys[key] = None
        if len(self.keys) > KEYS_KEPT:
            del self.keys[next(iter(self.keys))]
        return True


class Habit:
    """How often a source has news, learnt from the dates of what it sends; `usual` where its entry states it.

    A silence is strange after four times the usual gap, half as long again as the longest gap of two weeks, and six
    hours, whichever is longest. With fewer than three gaps known and none stated nothing is said.
    """

    def __init__(self, usual: timedelta | None = None) -> None:
        self._stated = usual
        self._moments: list[datetime] = []
        self._told = False

    def heard(self, moments: Iterable[datetime]) -> None:
        """News of these moments came: it is silent no more."""
        known = {*self._moments, *moments}
        if len(known) > len(self._moments):
            self._told = False
        self._moments = sorted(known)[-_MOMENTS_KEPT:]

    def patience(self) -> timedelta | None:
        """How long nothing new is nothing strange; None while unknown."""
        if self._stated is not None:
            return max(SHORTEST_SILENCE, TIMES_USUAL * self._stated)
        recent = [moment for moment in self._moments if moment >= self._moments[-1] - _LOOKED_BACK]
        gaps = [b - a for a, b in pairwise(recent if len(recent) > FEWEST_GAPS else self._moments)]
        if len(gaps) < FEWEST_GAPS:
            return None
        usual = timedelta(seconds=median(gap.total_seconds() for gap in gaps))
        return max(SHORTEST_SILENCE, TIMES_USUAL * usual, TIMES_LONGEST * max(gaps))

    def alarm(self, now: datetime, empty: bool = False) -> str:
        """What is strange about the silence at `now`, once for each silence; "" otherwise.

        `empty`: it answered with a valid document that holds nothing, where one always holds something.
        """
        last, patience = (self._moments[-1] if self._moments else None), self.patience()
        long = last is not None and patience is not None and now - last > patience
        if self._told or not (empty or long):
            return ""
        self._told = True
        since = f"nothing new since {last:%Y-%m-%d %H:%M} UTC" if last else "nothing yet"
        if not long:
            return f"answers with a valid document that holds nothing; {since}"
        return f"answers, but {since}; usually at most {_hours(patience)} h pass" if patience else since


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.0f}"
