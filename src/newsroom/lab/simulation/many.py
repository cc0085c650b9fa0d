"""Many seeds, over several processes, and the one document that they come to (contract: `newsroom simulate`)."""

import atexit
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from typing import Any

from newsroom.lab.simulation.database import Databases, databases
from newsroom.lab.simulation.faults import FAULTS
from newsroom.lab.simulation.invariants import ELSEWHERE
from newsroom.lab.simulation.seed import Seed, run
from newsroom.model.errors import Refused
from newsroom.model.lifecycle import TRANSITIONS

Told = Callable[[int, int], None]
"""Told after each part of the work: seeds done, seeds in all."""

_PART = 5
_SHOWN = 50


def seeds_of(text: str) -> range:
    """`A..B`, both included, or one number.

    Raises:
        Refused: it is neither, or B is below A.
    """
    first, dots, last = text.partition("..")
    if not first.isdigit() or (dots and not last.isdigit()) or int(last or first) < int(first) or (dots and not last):
        raise Refused("bad_seeds", f"{text!r} is no range of seeds.", "Write --seeds 0..199, or one number.")
    return range(int(first), int(last or first) + 1)


def simulate(
    seeds: Sequence[int], workers: int = 1, told: Told | None = None, *, first_only: bool = False
) -> dict[str, Any]:
    """Run every seed and return the document. With `first_only` it ends at the first part with a violation."""
    began, size = time.monotonic(), 1 if first_only or workers <= 1 else _PART
    parts = [list(seeds[at : at + size]) for at in range(0, len(seeds), size)]
    total = _Total()
    for found, cpu_s in _played(parts, workers):
        total.add(found, cpu_s)
        if told is not None:
            told(total.seeds, len(seeds))
        if first_only and total.violations:
            break
    return total.document(time.monotonic() - began)


def _played(parts: list[list[int]], workers: int) -> Iterator[tuple[list[Seed], float]]:
    if workers <= 1:
        with databases() as own:
            for part in parts:
                began = time.process_time()
                yield [run(seed, own) for seed in part], time.process_time() - began
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_open) as pool:
        yield from pool.map(_part, parts)


_OPEN = ExitStack()
_OWN: list[Databases] = []


def _open() -> None:
    _OWN.append(_OPEN.enter_context(databases()))
    atexit.register(_OPEN.close)


def _part(seeds: list[int]) -> tuple[list[Seed], float]:
    began = time.process_time()
    return [run(seed, _OWN[0])._replace(trace=()) for seed in seeds], time.process_time() - began


class _Total:
    """Seeds added up."""

    def __init__(self) -> None:
        self.seeds = self.commits = self.transitions = 0
        self.cpu_s = self.hours = 0.0
        self.violations: list[dict[str, Any]] = []
        self.faults: Counter[str] = Counter()
        self.hit: Counter[str] = Counter()
        self.states: Counter[str] = Counter()
        self.arrows: Counter[str] = Counter()
        self.least: dict[str, int] = {}

    def add(self, found: list[Seed], cpu_s: float) -> None:
        """Add the seeds of one part and the processor time they took."""
        self.cpu_s += cpu_s
        for one in found:
            self.seeds += 1
            self.commits += one.commits
            self.transitions += one.transitions
            self.hours += one.hours
            self.faults += one.faults
            self.hit.update(kind for kind in one.faults if one.faults[kind])
            self.states += one.states
            self.arrows += one.arrows
            for name in ("stories", "holds", "transitions"):
                self.least[name] = min(self.least.get(name, 1 << 30), getattr(one, name))
            self.violations += [
                {"seed": one.seed, "invariant": v.invariant, "detail": v.detail} for v in one.violations[:_SHOWN]
            ]

    def document(self, wall_s: float) -> dict[str, Any]:
        """What `newsroom simulate --json` prints."""
        arrows = [(f"{t.source} {t.event}", f"{t.source} {t.event} {t.target}") for t in TRANSITIONS]
        return {
            "seeds": self.seeds,
            "violations": self.violations,
            "faults": {kind: self.faults[kind] for kind in FAULTS},
            "seeds_with_fault": {kind: self.hit[kind] for kind in FAULTS},
            "states_reached": dict(sorted(self.states.items())),
            "transitions_reached": {name: self.arrows[key] for name, key in arrows if self.arrows[key]},
            "transitions_not_reached": [name for name, key in arrows if not self.arrows[key]],
            "least": self.least,
            "not_checked_here": ELSEWHERE,
            "commits": self.commits,
            "transitions": self.transitions,
            "simulated_hours": round(self.hours, 1),
            "seeds_per_s": round(self.seeds / wall_s, 3) if wall_s else 0.0,
            "commits_per_cpu_s": round(self.commits / self.cpu_s, 1) if self.cpu_s else 0.0,
            "cpu_s": round(self.cpu_s, 1),
        }
