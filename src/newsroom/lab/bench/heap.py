"""A database with as many samples as asked, laid down in bulk.

Each story has two posts. A post is looked at every five minutes, the last time a minute before noon; at look K, counted
from the first, post P of story S has K * (S % 90 + 10) + P interactions.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from newsroom.lab.bench.commits import NOON
from newsroom.model.sample import SPANS, Sample, begin_of
from newsroom.world.noun_rows import us
from newsroom.world.store import SqlStore

POSTS_EACH = 2
LOOKS = 100
_EVERY = timedelta(minutes=5)
_TIMES = [NOON - timedelta(minutes=1) - (LOOKS - 1 - look) * _EVERY for look in range(LOOKS)]
_TIMES_US = [us(at) or 0 for at in _TIMES]

_SAMPLE = ("at_us", "subject", "metric", "part", "value")
_ROLLUP = ("subject", "metric", "span_s", "at_us", "n", "total", "low", "high", "last_us", "last")
Row = tuple[str | int, ...]


def post(story: int, which: int) -> str:
    """The id of a story's post, as long as a real one."""
    return f"item_{story * POSTS_EACH + which:012d}"


def samples_of(story: int) -> list[Sample]:
    """The samples of one story's posts."""
    return [
        Sample(subject=post(story, which), metric="engagement", at=at, value=_counted(story, which, look))
        for which in range(POSTS_EACH)
        for look, at in enumerate(_TIMES)
    ]


def heap_sqlite(file: Path, samples: int) -> int:
    """Fill an empty SQLite database; returns how many stories the samples are of."""
    SqlStore(file).close()
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("DROP INDEX ix_rollup_age")
    connection.execute("BEGIN")

    def lay(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    stories = _lay_down(samples, lay)
    connection.execute("CREATE INDEX ix_rollup_age ON rollup (span_s, at_us)")
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return stories


def heap_postgres(url: str, samples: int) -> int:
    """Fill an empty PostgreSQL database and let it gather its statistics; returns how many stories."""
    SqlStore(url).close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP INDEX ix_rollup_age")

        def lay(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
            # A table emptied in the same transaction is filled without a log.
            with connection.transaction(), connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {table}")
                with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                    for chunk in _chunks(rows):
                        copy.write(chunk)
            connection.execute(f"VACUUM ANALYZE {table}")

        stories = _lay_down(samples, lay)
        connection.execute("CREATE INDEX ix_rollup_age ON rollup (span_s, at_us)")
        connection.execute("CHECKPOINT")
    return stories


def _lay_down(samples: int, lay: Callable[[str, tuple[str, ...], Iterable[Row]], Any]) -> int:
    stories = max(1, samples // (POSTS_EACH * LOOKS))
    lay("sample", _SAMPLE, _raw(stories))
    lay("rollup", _ROLLUP, _rolled(stories))
    return stories


def _counted(story: int, which: int, look: int) -> int:
    return look * (story % 90 + 10) + which


def _posts(stories: int) -> Iterator[tuple[int, int, str]]:
    return ((story, which, post(story, which)) for story in range(stories) for which in range(POSTS_EACH))


def _raw(stories: int) -> Iterator[Row]:
    for look, at_us in enumerate(_TIMES_US):
        for story, which, subject in _posts(stories):
            yield at_us, subject, "engagement", "", _counted(story, which, look)


def _rolled(stories: int) -> Iterator[Row]:
    """In the order of the key, as a table that is asked by it is filled fastest."""
    plan = [(span_s, at_us, tuple(looks)) for span_s, at_us, looks in _buckets()]
    for story, which, subject in _posts(stories):
        for span_s, at_us, looks in plan:
            low, high = _counted(story, which, looks[0]), _counted(story, which, looks[-1])
            total = (low + high) * len(looks) // 2
            yield subject, "engagement", span_s, at_us, len(looks), total, low, high, _TIMES_US[looks[-1]], high


def _buckets() -> Iterator[tuple[int, int, Iterable[int]]]:
    for grain, span in SPANS.items():
        looks = range(LOOKS)
        for begin in dict.fromkeys(begin_of(at, grain) for at in _TIMES):
            within = [look for look in looks if begin_of(_TIMES[look], grain) == begin]
            yield int(span.total_seconds()), us(begin) or 0, within


def _chunks(rows: Iterable[Row]) -> Iterator[str]:
    """Rows as text, some thousands at a time; nothing in them needs escaping."""
    lines: list[str] = []
    for row in rows:
        lines.append("\t".join(map(str, row)))
        if len(lines) == 10_000:
            yield "\n".join(lines) + "\n"
            lines = []
    if lines:
        yield "\n".join(lines) + "\n"
