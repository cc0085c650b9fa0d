"""How long a process takes from its start to its first "ready", each kind by itself, as a person's shell starts it.

The database is made and the news has begun: this is how one that was killed comes back.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from newsroom.control.processes.rhythm import TIERS
from newsroom.control.processes.turns import READY
from newsroom.lab.bench.form import Figure
from newsroom.model.errors import Unavailable

KINDS: tuple[tuple[str, ...], ...] = (("planner",), ("judge",), *(("worker", "--tier", tier) for tier in TIERS))
_TIMES = 3
_ENDS_WITHIN_S = 60.0


class Start(NamedTuple):
    """Real seconds until it listened, and the CPU seconds that it used for that."""

    ready_s: float
    cpu_s: float


def cold_starts(database_url: str, redis_url: str) -> Iterator[Figure]:
    """Each kind's quickest of a few starts.

    Raises:
        Unavailable: one does not start.
    """
    with tempfile.TemporaryDirectory(prefix="newsroom-starts-") as name:
        home = Path(name)
        (home / "newsroom.toml").write_text(f'database_url = "{database_url}"\nredis_url = "{redis_url}"\n')
        (home / "sources.yaml").write_text("sources: []\n")
        start_once(home, KINDS[0])
        for words in KINDS:
            best = min(start_once(home, words) for _ in range(_TIMES))
            yield Figure(f"cold start to ready, {words[-1]}", best.ready_s, "s", "<= 5 s")
            yield Figure(f"its CPU, {words[-1]}", best.cpu_s, "s")


def start_once(home: Path, words: tuple[str, ...]) -> Start:
    """Start `newsroom WORDS` in `home`, wait until it listens, and end it."""
    command = [sys.executable, "-c", "from newsroom.cli.main import main; main()", *words, "--home", str(home)]
    began = time.monotonic()
    # Nothing of this machine's environment: its DATABASE_URL may be a newsroom at work.
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={"PATH": os.defpath})
    try:
        said = _until_ready(process)
        start = Start(time.monotonic() - began, _cpu_s(process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=_ENDS_WITHIN_S)
    if said:
        raise Unavailable("not_ready", f"{' '.join(words)} does not start: {' '.join(said)[-300:]}")
    return start


def _until_ready(process: subprocess.Popen[str]) -> list[str]:
    """Reads its words until it listens; what it said instead, if it ended before."""
    said = []
    for line in process.stderr or ():
        if line.strip() == READY:
            return []
        said.append(line.strip())
    return said or ["it said nothing."]


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
