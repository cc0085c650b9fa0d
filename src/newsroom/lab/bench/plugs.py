"""`newsroom bench plugs`: plugs pulled out of real processes, most at short graces, a fifth at production's.

Each process that is killed starts cold, as a shell starts it. Kills overlap: every fourth is not waited for, every sixth
takes a second process with it, and they go on while another process is frozen past its lease.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from newsroom.control.processes.rhythm import Rhythm
from newsroom.lab.bench.form import Figure, document, median, percentile
from newsroom.lab.black_box.run import Report, run

QUICK = Rhythm(grace_s=1.0, redelivery_s=1.0, sweep_s=0.1, tick_s=0.2, drain_s=8.0)
PRODUCTION_SHARE = 5

Say = Callable[[str], None]


def measure(kills: int = 200, say: Say = lambda _: None) -> dict[str, Any]:
    """Every figure of `kills` kills; `say` hears how far it is.

    Raises:
        Unavailable: PostgreSQL or Redis is not installed, or a process does not start.
    """
    began = time.monotonic()
    figures = list(pulled(kills, say))
    return document("plugs", figures, {"kills": kills, "wall_s": round(time.monotonic() - began)})


def pulled(kills: int, say: Say) -> Iterator[Figure]:
    """The figures of `kills` kills, with everything else that happens between them; what went wrong is said as well."""
    slow = kills // PRODUCTION_SHARE
    for name, count, rhythm, seed in (("grace 1 s", kills - slow, QUICK, 1), ("production values", slow, Rhythm(), 2)):
        if not count:
            continue
        say(f"{count} kills, {name}:")
        with tempfile.TemporaryDirectory(prefix="newsroom-plugs-") as folder:
            report = run(Path(folder), count, seed, rhythm, tell=say)
        for wrong in (*report.lost, *report.doubled, *report.unsettled, *report.unaccounted, *report.last_words):
            say(f"  {wrong}")
        # Said at once: the rest may take long, or be interrupted.
        figures = list(_figures(name, report))
        say("; ".join(f"{one.figure} {one.value:g}" for one in figures))
        yield from figures


def _figures(name: str, report: Report) -> Iterator[Figure]:
    faults = ", ".join(f"{count} {kind}" for kind, count in report.fired.items())
    yield Figure(f"transitions, {name} ({faults})", report.transitions, "")
    yield Figure(f"posts, {name}", report.posts, "")
    yield Figure(f"acknowledged transitions lost, {name}", len(report.lost), "", "0")
    yield Figure(f"transitions, votes and posts doubled, {name}", len(report.doubled), "", "0")
    yield Figure(f"stories and tasks left lying, {name}", len(report.unsettled), "", "0")
    yield Figure(f"posts unaccounted for, {name}", len(report.unaccounted), "", "0")
    yield Figure(f"a killed process listens again, p50, {name}", median(report.ready_s), "s")
    yield Figure(f"a killed process listens again, p99, {name}", percentile(report.ready_s, 0.99), "s", "<= 5 s")
    yield Figure(f"work goes on after a fault, p50, {name}", median(report.resumed_s), "s")
    yield Figure(f"work goes on after a fault, longest, {name}", max(report.resumed_s), "s", "<= 30 s")
    yield Figure(f"SIGTERM to the end of the slowest, {name}", report.drained_s, "s", "<= 10 s")
    yield Figure(f"real time, {name}", report.wall_s, "s")
