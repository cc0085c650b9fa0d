"""`newsroom bench control`: what a decision costs, what a crowd costs, how fast a worker wakes, what a crash costs."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from newsroom.lab.bench.commits import Rate, bare_postgres, bare_sqlite, in_turns, opened, ours
from newsroom.lab.bench.crowd import crowd_postgres, crowd_sqlite
from newsroom.lab.bench.form import Baseline, Figure, document, median, percentile, slower
from newsroom.lab.bench.plugs import pulled
from newsroom.lab.bench.starts import cold_starts
from newsroom.lab.bench.wake_ups import wake_up_ms
from newsroom.lab.servers import Postgres, Redis
from newsroom.world.store import SqlStore

FEW = 10_000
_WAKE_UPS = 500
_CLAIMS = 200
_AT_ONCE = 100


def measure(
    crowd: int = 1_000_000, commits: int = 400, kills: int = 0, say: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Every figure. `crowd` is the large table's open stories; `kills` above 0 adds the black box, some minutes long.

    Raises:
        Unavailable: PostgreSQL or Redis is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name, Postgres() as postgres, Redis() as redis:
        folder = Path(name)
        figures = []
        for what, measured in (
            ("decisions and claims, SQLite", _sqlite(folder, crowd, commits)),
            ("decisions and claims, PostgreSQL", _postgres(postgres, crowd, commits)),
            ("wake-ups", _wake_ups(redis)),
            ("cold starts", cold_starts(postgres.fresh(), redis.url)),
        ):
            say(f"Measuring {what}.")
            figures += list(measured)
    plugs = pulled(kills, say) if kills else ()
    return document("control", [*figures, *plugs], {"crowd": crowd, "commits": commits, "rounds": 3, "kills": kills})


def _sqlite(folder: Path, crowd: int, commits: int) -> Iterator[Figure]:
    few, many = folder / "few.db", folder / "many.db"
    crowd_sqlite(few, FEW)
    crowd_sqlite(many, crowd)
    with opened(few) as store, opened(many) as crowded, bare_sqlite(few, FEW) as bare:
        rates = in_turns((ours(store, FEW), bare, ours(crowded, crowd)), commits)
        yield from _commits("SQLite FULL", rates, "ratio <= 2.5", "ratio <= 2")
        yield _claims("SQLite", crowded)


def _postgres(postgres: Postgres, crowd: int, commits: int) -> Iterator[Figure]:
    few, many = postgres.fresh(), postgres.fresh()
    crowd_postgres(few, FEW)
    crowd_postgres(many, crowd)
    with opened(few) as store, opened(many) as crowded, bare_postgres(few, FEW) as bare:
        rates = in_turns((ours(store, FEW), bare, ours(crowded, crowd)), commits)
        yield from _commits("PostgreSQL", rates, "ratio <= 3.5", "ratio <= 1.3")
        yield _claims("PostgreSQL", crowded)


def _commits(where: str, rates: list[Rate], target: str, crowd_target: str) -> Iterator[Figure]:
    own, bare, crowded = rates
    floor = Baseline("bare driver, the same three rows", bare.per_s)
    yield slower(f"decisions committed, {where}, one writer", own.per_s, target, floor)
    cpu = Baseline("bare driver", bare.cpu_ms)
    yield Figure(f"CPU a decision, {where}", own.cpu_ms, "ms", "", cpu, own.cpu_ms / bare.cpu_ms)
    name = f"decisions committed among many open stories, {where}"
    yield slower(name, crowded.per_s, crowd_target, Baseline(f"among {FEW}", own.per_s))


def _claims(where: str, store: SqlStore) -> Figure:
    """Best of several, as the peer figure was taken: claiming, and letting go again outside the clock."""

    def claim() -> None:
        claimed = store.claim_tasks(_AT_ONCE, 0.0)
        if len(claimed) != _AT_ONCE:
            raise AssertionError(f"{len(claimed)} of {_AT_ONCE} were claimed")

    return Figure(f"{_AT_ONCE} due tasks claimed, {where}", min(_timed_ms(claim, _CLAIMS)), "ms", "<= 2 ms")


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
