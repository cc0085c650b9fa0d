"""The processes of the black box, from outside: started, watched through their words, killed, stopped, started again."""

import json
import signal
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from newsroom.control.processes.rhythm import TIERS
from newsroom.control.processes.turns import READY
from newsroom.lab.black_box.plan import Plan
from newsroom.lab.black_box.start import Started
from newsroom.model.errors import Unavailable

_STARTS_WITHIN_S = 240.0
_LOOK_EVERY_S = 0.01


class Acknowledged(NamedTuple):
    """What a judge said was written: when we read it (monotonic seconds), how many decisions, row and hash of the chain."""

    at: float
    decided: int
    row: int
    root: str


class Running:
    """One process. `heard` is told each line it says."""

    def __init__(self, process: Started, heard: Callable[[str], None]) -> None:
        self.process = process
        self.started_at = time.monotonic()
        self.ready_at: float | None = None
        self.last_words: list[str] = []
        threading.Thread(target=self._read, args=(heard,), daemon=True).start()

    @property
    def ready_after_s(self) -> float | None:
        """How long it took to listen."""
        return None if self.ready_at is None else self.ready_at - self.started_at

    def _read(self, heard: Callable[[str], None]) -> None:
        for line in self.process.lines():
            if line.strip() == READY:
                self.ready_at = time.monotonic()
            elif line.startswith("{"):
                heard(line)
            else:
                self.last_words = [*self.last_words[-40:], line.rstrip()]


class House:
    """Two planners, two judges and a worker of every tier; one that died is started again at once."""

    def __init__(self, plan: Plan, start: Callable[[Plan], Started]) -> None:
        self.plan = plan
        self.acknowledged: list[Acknowledged] = []
        self._start = start
        self._running: dict[str, Running] = {}
        self._again: list[Running] = []
        for name in ("planner-1", "planner-2", "judge-1", "judge-2", *(f"worker-{tier}" for tier in TIERS)):
            self.start(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every process, by name."""
        return tuple(self._running)

    @property
    def ready_again_s(self) -> tuple[float, ...]:
        """How long each process that was started again took to listen, those that were killed before it left out."""
        return tuple(one.ready_after_s for one in self._again if one.ready_after_s is not None)

    def start(self, name: str) -> None:
        """Start a process, or start it again."""
        role, _, detail = name.partition("-")
        updates = {"role": role, **({"tier": detail} if role == "worker" else {})}
        running = Running(self._start(self.plan.model_copy(update=updates)), self._heard)
        if name in self._running:
            self._again.append(running)
        self._running[name] = running

    def kill(self, *names: str) -> None:
        """Kill processes at once and without a word, then start them again."""
        for name in names:
            self._running[name].process.send(signal.SIGKILL)
        for name in names:
            self._running[name].process.wait(10)
            self.start(name)

    def freeze(self, name: str) -> None:
        """Let a process stand still in the middle of whatever it does."""
        self._running[name].process.send(signal.SIGSTOP)
        if self._running[name].ready_at is None:
            # How long this one takes to listen is our doing.
            self._again = [one for one in self._again if one is not self._running[name]]

    def thaw(self, name: str) -> None:
        """Let it go on, as if nothing had been."""
        self._running[name].process.send(signal.SIGCONT)

    def revive(self) -> tuple[str, ...]:
        """Start again what ended by itself; returns its last words."""
        ended = [name for name, one in self._running.items() if one.process.wait(0.001)]
        words = tuple(f"{name}: {line}" for name in ended for line in self._running[name].last_words[-12:])
        for name in ended:
            self.start(name)
        return words

    def ready(self, name: str, within_s: float) -> bool:
        """Wait until a process listens."""
        until = time.monotonic() + within_s
        while self._running[name].ready_at is None and time.monotonic() < until:
            time.sleep(_LOOK_EVERY_S)
        return self._running[name].ready_at is not None

    def all_ready(self) -> None:
        """Wait until every process listens.

        Raises:
            Unavailable: one does not start.
        """
        until = time.monotonic() + _STARTS_WITHIN_S
        while waiting := [name for name, one in self._running.items() if one.ready_at is None]:
            if time.monotonic() > until:
                words = self._running[waiting[0]].last_words
                raise Unavailable("not_ready", f"{waiting[0]} does not start: {' '.join(words)[-500:]}")
            time.sleep(_LOOK_EVERY_S)

    def stop(self) -> float:
        """SIGTERM to all; returns how long the slowest took. One that takes more than a minute is killed."""
        began = time.monotonic()
        for one in self._running.values():
            one.process.send(signal.SIGTERM)
        for one in self._running.values():
            if not one.process.wait(60):
                one.process.send(signal.SIGKILL)
        return time.monotonic() - began

    def close(self) -> None:
        """End everything, whatever it is doing."""
        for one in self._running.values():
            one.process.send(signal.SIGCONT)
            one.process.send(signal.SIGKILL)
            one.process.wait(10)

    def _heard(self, line: str) -> None:
        said = json.loads(line)
        self.acknowledged.append(Acknowledged(time.monotonic(), said["decided"], said["rows"], said["root"]))
