"""Many rows at once: a database with as many open stories, each with an open task."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg

from newsroom.control.plans.task import task
from newsroom.lab.bench.commits import NOON, story
from newsroom.world.store import SqlStore

_STORY = ("key", "version", "story_id", "state", "due_us", "body")
_TASK = ("id", "subject", "tier", "status", "tries", "due_us", "body")

_STRIDE = 7_919

Row = tuple[str | int, ...]


def crowd_sqlite(file: Path, stories: int) -> None:
    """Fill an empty SQLite database."""
    SqlStore(file).close()
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    for table, columns, rows in (("story", _STORY, _stories(stories)), ("task", _TASK, _tasks(stories))):
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def crowd_postgres(url: str, stories: int) -> None:
    """Fill an empty PostgreSQL database, and let it gather its statistics."""
    SqlStore(url).close()
    with psycopg.connect(url, autocommit=True) as connection:
        for table, columns, rows in (("story", _STORY, _stories(stories)), ("task", _TASK, _tasks(stories))):
            with connection.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            connection.execute(f"VACUUM ANALYZE {table}")
        connection.execute("CHECKPOINT")


def _stories(count: int) -> Iterator[Row]:
    pattern = story(0)
    body = pattern.model_dump_json()
    due_us = int((NOON + timedelta(days=9)).timestamp() * 1_000_000)
    for number in range(count):
        key = f"story_{number:08d}"
        yield key, 1, key, pattern.state, due_us, body.replace("story_00000000", key)


def _tasks(count: int) -> Iterator[Row]:
    pattern = task("vote", "Fact_Checker", "council", "story_00000000", 1, NOON, 0)
    body = pattern.model_dump_json()
    first_us = int(NOON.timestamp() * 1_000_000)
    for number in range(count):
        key = f"task_{number:08d}"
        # Their order in time is not that of their keys, as with real ones.
        due_us = first_us + number * _STRIDE % count
        yield key, f"story_{number:08d}", pattern.tier, "open", 0, due_us, body.replace(pattern.id, key)
