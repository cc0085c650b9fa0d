"""Somebody who pulls plugs: kills, freezes past a lease, flushed queues, a database that crashes; several at once."""

import time
from collections.abc import Callable

from newsroom.control.processes.rhythm import Rhythm
from newsroom.lab.black_box.house import House
from newsroom.lab.servers import Postgres, Redis
from newsroom.lab.simulation.dice import Dice

_EVERY = {"freeze": 5, "flush": 7, "restart": 10}
"""Each so many kills one of these as well. A freeze lasts for one and a half graces, and the kills go on meanwhile."""
_IN_A_ROW = 4
"""Each so many kills the next comes before the killed one is back; else a slow machine would only ever start things."""
_TOGETHER = 6
"""Each so many kills a second process dies in the same instant, and counts as a kill of its own."""
_READY_WITHIN_S = 10.0
_PAUSE_MS = (50, 700)
_TELL_EVERY = 10


class Storm:
    """Pulls plugs out of `house`. `tell` hears how far it is; `fired` counts the faults."""

    def __init__(
        self, house: House, servers: tuple[Postgres, Redis], dice: Dice, rhythm: Rhythm, tell: Callable[[str], None]
    ) -> None:
        self._house = house
        self._postgres, self._redis = servers
        self._dice = dice
        self._rhythm = rhythm
        self._tell = tell
        self._struck: list[float] = []
        self._thaw_at: dict[str, float] = {}
        self.fired: dict[str, int] = {}
        self.last_words: tuple[str, ...] = ()

    def rage(self, kills: int) -> None:
        """Kill `kills` times, with everything else in between, and let the last frozen one go on."""
        while not self._house.acknowledged:
            self._quiet(100)
        number = told = 0
        while number < kills:
            before, number = number, number + self._kill(kills - number, together=number % _TOGETHER == _TOGETHER - 1)
            for what, every in _EVERY.items():
                if number // every > before // every:
                    getattr(self, f"_{what}")()
            self._quiet(self._dice.between(*_PAUSE_MS))
            if number // _TELL_EVERY > told:
                told = number // _TELL_EVERY
                self._tell(f"{number} of {kills} kills, {len(self._house.acknowledged)} passes acknowledged.")
        while self._thaw_at:
            self._quiet(100)
        self._quiet(int(self._rhythm.grace_s * 1500) + 1_000)

    @property
    def ready_s(self) -> tuple[float, ...]:
        """How long each process that was started again took to listen."""
        return self._house.ready_again_s

    def resumed_s(self) -> tuple[float, ...]:
        """From each fault to the next pass that was acknowledged."""
        said = sorted(one.at for one in self._house.acknowledged)
        return tuple(next((at - struck for at in said if at > struck), float("inf")) for struck in self._struck)

    def _strike(self, what: str) -> None:
        self.fired[what] = self.fired.get(what, 0) + 1
        self._struck.append(time.monotonic())

    def _kill(self, most: int, *, together: bool) -> int:
        """Kill one, or two together where `most` allows; returns how many."""
        names = [self._dice.pick(self._house.names)]
        if together and most > 1:
            names.append(self._dice.pick([one for one in self._house.names if one not in names]))
        for name in names:
            self._strike("kill")
            self._thaw_at.pop(name, None)
        self._house.kill(*names)
        if self.fired["kill"] % _IN_A_ROW:
            for name in names:
                self._house.ready(name, _READY_WITHIN_S)
        return len(names)

    def _freeze(self) -> None:
        # Never both of a kind: else nobody would be there who could go on.
        kinds = {name.removesuffix("-1").removesuffix("-2") for name in self._thaw_at}
        name = self._dice.pick([one for one in self._house.names if not one.startswith(tuple(kinds))])
        self._strike("freeze")
        self._house.freeze(name)
        self._thaw_at[name] = time.monotonic() + self._rhythm.grace_s * 1.5

    def _flush(self) -> None:
        self._strike("flush")
        self._redis.flush()

    def _restart(self) -> None:
        self._strike("restart")
        self._postgres.restart()

    def _quiet(self, ms: int) -> None:
        time.sleep(ms / 1000)
        for name, at in list(self._thaw_at.items()):
            if time.monotonic() >= at:
                self._house.thaw(name)
                del self._thaw_at[name]
        self.last_words += self._house.revive()
