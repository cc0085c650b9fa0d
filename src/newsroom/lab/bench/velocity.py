"""`newsroom bench velocity`: reading one story's velocity among ten million samples, beside a hundred thousand.

Each story has two posts, looked at every five minutes for some eight hours; its velocity is read as the scouts' dossier
reads it, from the last day's hours and the last hours' minutes. Writing is measured on the same tables.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from newsroom.control.pace import read_posts
from newsroom.lab.bench.commits import NOON, opened
from newsroom.lab.bench.form import Baseline, Figure, document, median
from newsroom.lab.bench.heap import POSTS_EACH, heap_postgres, heap_sqlite, post, samples_of
from newsroom.lab.servers import Postgres
from newsroom.model.sample import Sample, rolled_up
from newsroom.ports import Commit
from newsroom.world.store import SqlStore

FEW = 100_000
_READS = 400
_ROUNDS = 5
_BATCHES = 20
_BATCH = 500
_STRIDE = 7_919


def measure(samples: int = 10_000_000, say: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Every figure; `samples` is the size of the large table.

    Raises:
        Unavailable: PostgreSQL is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name, Postgres() as postgres:
        say("Filling and measuring SQLite.")
        figures = list(_sqlite(Path(name), samples))
        say("Filling and measuring PostgreSQL.")
        figures += _postgres(postgres, samples)
    conditions = {"samples": samples, "few": FEW, "reads": _READS, "rounds": _ROUNDS}
    return document("velocity", sorted(figures, key=lambda one: one.unit != "ms"), conditions)


def _sqlite(folder: Path, samples: int) -> Iterator[Figure]:
    few, many = folder / "few.db", folder / "many.db"
    stories = heap_sqlite(few, FEW), heap_sqlite(many, samples)
    with opened(few) as small, opened(many) as large:
        yield from _compared("SQLite", (small, large), stories, samples)


def _postgres(server: Postgres, samples: int) -> Iterator[Figure]:
    few, many = server.fresh(), server.fresh()
    stories = heap_postgres(few, FEW), heap_postgres(many, samples)
    with opened(few) as small, opened(many) as large:
        yield from _compared("PostgreSQL", (small, large), stories, samples)


def _compared(
    where: str, stores: tuple[SqlStore, SqlStore], stories: tuple[int, int], samples: int
) -> Iterator[Figure]:
    for store, count in zip(stores, stories, strict=True):
        _as_written(store, count)
    # In turns, so that both tables meet the same weather; the best of the rounds' middles.
    rounds = [[_read_ms(store, count) for store, count in zip(stores, stories, strict=True)] for _ in range(_ROUNDS)]
    small, large = (min(column) for column in zip(*rounds, strict=True))
    beside = Baseline(f"of {FEW:,} samples", small)
    yield Figure(f"one story's velocity of {samples:,} samples, {where}", large, "ms", "ratio <= 1.5", beside, large / small)  # fmt: skip
    slow, fast = (_written_per_s(store) for store in reversed(stores))
    yield Figure(f"samples written, {where}", slow, "1/s", "", Baseline(f"to {FEW:,} samples", fast), fast / slow)


def _read_ms(store: SqlStore, stories: int) -> float:
    asked = [[post(number * _STRIDE % stories, which) for which in range(POSTS_EACH)] for number in range(_READS)]
    took = []
    for posts in asked:
        began = time.perf_counter()
        read_posts(store, posts, NOON)
        took.append((time.perf_counter() - began) * 1000)
    return median(took)


def _as_written(store: SqlStore, stories: int) -> None:
    """The heap was laid down in bulk: one story of it has to be what its samples add up to, one by one."""
    looked = samples_of(stories // 2)
    posts = sorted({one.subject for one in looked})
    for grain in ("minute", "hour", "day"):
        found = store.rolled(posts, "engagement", grain, NOON - timedelta(days=2), NOON + timedelta(days=1))
        if {(subject, "engagement"): buckets for subject, buckets in found.items()} != rolled_up(looked, grain):
            raise AssertionError(f"the heap's {grain}s are not what its samples add up to")


def _written_per_s(store: SqlStore) -> float:
    batches = [_fresh(number) for number in range(_BATCHES)]
    began = time.perf_counter()
    for batch in batches:
        store.commit(Commit(samples=tuple(batch)))
    return _BATCHES * _BATCH / (time.perf_counter() - began)


def _fresh(number: int) -> Sequence[Sample]:
    at = NOON + timedelta(minutes=5 * number + 1)
    return [
        Sample(subject=post(which, 0), metric="engagement", at=at, value=100_000 + number) for which in range(_BATCH)
    ]
