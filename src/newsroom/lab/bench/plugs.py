"""Plugs pulled out of real processes, most at short graces, a fifth at production's."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from newsroom.control.processes.rhythm import Rhythm
from newsroom.lab.bench.form import Figure, median, percentile
from newsroom.lab.black_box.run import Report, run

QUICK = Rhythm(grace_s=1.0, redelivery_s=1.0, sweep_s=0.1, tick_s=0.2, drain_s=8.0)
PRODUCTION_SHARE = 5


def pulled(kills: int) -> Iterator[Figure]:
    """The figures of `kills` kills, with everything else that happens between them."""
    slow = kills // PRODUCTION_SHARE
    for name, count, rhythm, seed in (("grace 1 s", kills - slow, QUICK, 1), ("production values", slow, Rhythm(), 2)):
        if count:
            with tempfile.TemporaryDirectory(prefix="newsroom-plugs-") as folder:
                yield from _figures(name, run(Path(folder), count, seed, rhythm))


def _figures(name: str, report: Report) -> Iterator[Figure]:
    faults = ", ".join(f"{count} {kind}" for kind, count in report.fired.items())
    yield Figure(f"transitions, {name} ({faults})", report.transitions, "")
    yield Figure(f"acknowledged transitions lost, {name}", len(report.lost), "", "0")
    yield Figure(f"transitions, votes and posts doubled, {name}", len(report.doubled), "", "0")
    yield Figure(f"stories and tasks left lying, {name}", len(report.unsettled), "", "0")
    yield Figure(f"posts unaccounted for, {name}", len(report.unaccounted), "", "0")
    yield Figure(f"a killed process listens again, p50, {name}", median(report.ready_s), "s")
    yield Figure(f"a killed process listens again, p99, {name}", percentile(report.ready_s, 0.99), "s", "<= 5 s")
    yield Figure(f"work goes on after a fault, p50, {name}", median(report.resumed_s), "s")
    yield Figure(f"work goes on after a fault, longest, {name}", max(report.resumed_s), "s", "<= 30 s")
    yield Figure(f"SIGTERM to the end of the slowest, {name}", report.drained_s, "s", "<= 10 s")
