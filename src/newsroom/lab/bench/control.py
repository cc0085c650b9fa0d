"""`newsroom bench control`: what a decision costs, what a crowd costs, how fast a worker wakes, what a crash costs."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from newsroom.lab.bench.commits import NOON, Rate, bare_postgres, bare_sqlite, compared, opened
from newsroom.lab.bench.crowd import DUE, crowd_postgres, crowd_sqlite
from newsroom.lab.bench.form import Baseline, Figure, document, median, percentile, slower
from newsroom.lab.bench.plugs import pulled
from newsroom.lab.bench.wake_ups import wake_up_ms
from newsroom.lab.servers import Postgres, Redis
from newsroom.world.store import SqlStore

FEW = 10_000
_WAKE_UPS = 500
_CLAIMS = 30


def measure(crowd: int = 1_000_000, commits: int = 400, kills: int = 0) -> dict[str, Any]:
    """Every figure. `crowd` is the large table's open stories; `kills` above 0 adds the black box, some minutes long.

    Raises:
        Unavailable: PostgreSQL or Redis is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name, Postgres() as postgres, Redis() as redis:
        folder = Path(name)
        figures = [
            *_sqlite(folder, crowd, commits),
            *_postgres(postgres, crowd, commits),
            *_wake_ups(redis),
        ]
    plugs = pulled(kills) if kills else []
    return document("control", [*figures, *plugs], {"crowd": crowd, "commits": commits, "rounds": 3, "kills": kills})


def _sqlite(folder: Path, crowd: int, commits: int) -> Iterator[Figure]:
    rates = {}
    for count in (FEW, crowd):
        file = folder / f"{count}.db"
        crowd_sqlite(file, count)
        with opened(file) as store:
            rates[count], bare = compared(store, bare_sqlite(file, count), commits, count)
            if count == FEW:
                yield from _commits("SQLite FULL", rates[count], bare, "ratio <= 2.5")
            else:
                yield _crowded("SQLite FULL", rates[count], rates[FEW], "ratio <= 2")
                yield _claims("SQLite", store)
        file.unlink()


def _postgres(postgres: Postgres, crowd: int, commits: int) -> Iterator[Figure]:
    rates = {}
    for count in (FEW, crowd):
        url = postgres.fresh()
        crowd_postgres(url, count)
        with opened(url) as store:
            rates[count], bare = compared(store, bare_postgres(url, count), commits, count)
            if count == FEW:
                yield from _commits("PostgreSQL", rates[count], bare, "ratio <= 3.5")
            else:
                yield _crowded("PostgreSQL", rates[count], rates[FEW], "ratio <= 1.3")
                yield _claims("PostgreSQL", store)


def _commits(where: str, rate: Rate, bare: Rate, target: str) -> Iterator[Figure]:
    name = f"decisions committed, {where}, one writer"
    yield slower(name, rate.per_s, target, Baseline("bare driver, the same three rows", bare.per_s))
    cpu = Baseline("bare driver", bare.cpu_ms)
    yield Figure(f"CPU a decision, {where}", rate.cpu_ms, "ms", "", cpu, rate.cpu_ms / bare.cpu_ms)


def _crowded(where: str, rate: Rate, few: Rate, target: str) -> Figure:
    name = f"decisions committed among many open stories, {where}"
    return slower(name, rate.per_s, target, Baseline(f"among {FEW}", few.per_s))


def _claims(where: str, store: SqlStore) -> Figure:
    """Best of several, as the peer figure was taken: claiming, and letting go again outside the clock."""

    def claim() -> None:
        claimed = store.claim_tasks(NOON, DUE, 0.0)
        if len(claimed) != DUE:
            raise AssertionError(f"{len(claimed)} of {DUE} were claimed")

    return Figure(f"{DUE} due tasks claimed, {where}", min(_timed_ms(claim, _CLAIMS)), "ms", "<= 2 ms")


def _wake_ups(redis: Redis) -> Iterator[Figure]:
    took = wake_up_ms(redis.url, _WAKE_UPS)
    yield Figure("wake-up to another process, p50", median(took), "ms", "<= 10 ms")
    yield Figure("wake-up to another process, p99", percentile(took, 0.99), "ms", "<= 50 ms")


def _timed_ms(once: Callable[[], None], times: int) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        once()
        took.append((time.perf_counter() - began) * 1000)
    return took
