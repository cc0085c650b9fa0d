"""A decision written by the Store, beside the bare driver writing the same three rows in one transaction.

The three rows: the story at its next version, one audit row, one follow-up task. The bare driver is given its values
ready made and neither compares versions with Python's help, nor chains hashes, nor keeps payloads apart: it is the floor.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from newsroom.control.moves import note, story_change
from newsroom.control.plans.task import task
from newsroom.model.story import Story
from newsroom.ports import Commit
from newsroom.world.store import SqlStore

NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)
_ROUNDS = 3


class Rate(NamedTuple):
    """Commits per second by the wall, and CPU milliseconds of this process for each."""

    per_s: float
    cpu_ms: float


def story(number: int) -> Story:
    """An open story that nothing is due for today, of about the size of a real one."""
    return Story(
        id=f"story_{number:08d}",
        slug=f"story-{number}",
        headline=f"Harbour bridge number {number} opens to traffic after two years of work",
        language="en",
        category="local",
        entities=("Harbour Bridge", "Port Authority"),
        item_ids=tuple(f"item_{number:08d}_{n}" for n in range(3)),
        first_published_at=NOON,
        first_seen_at=NOON,
        last_seen_at=NOON,
        entered_at=NOON,
        due_at=NOON + timedelta(days=9),
        state="DISCOVERED",
    )


class Writer(NamedTuple):
    """How one side writes: `ready` makes what decision number N writes, outside the measured time; `write` writes it."""

    ready: Callable[[int], Any]
    write: Callable[[Any], None]


def in_turns(writers: Sequence[Writer], commits: int) -> list[Rate]:
    """Each writer's best rate of three rounds of `commits`, taken in turns so that all meet the same weather."""
    rounds = [[_rate(one, number, commits) for one in writers] for number in range(_ROUNDS)]
    return [max(rates) for rates in zip(*rounds, strict=True)]


def ours(store: SqlStore, stories: int) -> Writer:
    """The Store, one decision a commit, spread over `stories` that are there."""
    versions: dict[int, Story] = {}

    def ready(number: int) -> Commit:
        key = _spread(number, stories)
        before = versions.get(key) or story(key)
        later = before.model_copy(update={"version": before.version + 1, "reason": f"decision {number}"})
        versions[key] = later
        why = {"from": before.state, "to": later.state, "event": "bid", "reason": later.reason}
        return Commit(
            changes=(story_change(later),),
            audit=(note("story.bid", later.id, later.version, NOON, why),),
            tasks=(task("vote", "Fact_Checker", "council", later.id, later.version, _LATER, number),),
        )

    return Writer(ready, store.commit)


@contextmanager
def bare_sqlite(file: Path, stories: int) -> Iterator[Writer]:
    """sqlite3 by itself, WAL and FULL as the Store has them."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")

    def write(rows: _Rows) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_STORY.replace("%s", "?"), rows.story)
        connection.execute(_AUDIT.replace("%s", "?"), rows.audit)
        connection.execute(_TASK.replace("%s", "?"), rows.task)
        connection.execute("COMMIT")

    yield Writer(lambda number: _Rows(number, stories), write)
    connection.close()


@contextmanager
def bare_postgres(url: str, stories: int) -> Iterator[Writer]:
    """psycopg by itself, the server's own durability."""
    with psycopg.connect(url, autocommit=True) as connection:

        def write(rows: _Rows) -> None:
            with connection.transaction():
                connection.execute(_STORY, rows.story)
                connection.execute(_AUDIT, rows.audit)
                connection.execute(_TASK, rows.task)

        yield Writer(lambda number: _Rows(number, stories), write)


_LATER = NOON + timedelta(days=9)
_STORY = "UPDATE story SET version = version + 1, state = %s, due_us = %s, body = %s WHERE key = %s"
_AUDIT = "INSERT INTO audit (seq, subject, action, hash, payload_hash, body) VALUES (%s, %s, %s, %s, %s, %s)"
_TASK = "INSERT INTO task (id, subject, status, tries, due_us, body) VALUES (%s, %s, %s, %s, %s, %s)"
_BODY = story(0).model_dump_json()
_DUE_US = int(_LATER.timestamp() * 1_000_000)


class _Rows:
    """Ready-made values of the same sizes. Its rows of the chain's table lie below the chain, which does not see them."""

    def __init__(self, number: int, stories: int) -> None:
        key = f"story_{_spread(number, stories) + 1:08d}"
        mark = f"{number:064x}"
        self.story = ("DISCOVERED", _DUE_US, _BODY, key)
        self.audit = (-1 - number, key, "story.bid", mark, mark, _BODY[:420])
        self.task = (f"bare_{number}", key, "open", 0, _DUE_US, _BODY[:360])


def _spread(number: int, stories: int) -> int:
    # Far apart, so that a large table is not served from one page; even, the odd ones are the bare driver's.
    return number * 7_918 % stories // 2 * 2


def _rate(writer: Writer, number: int, commits: int) -> Rate:
    decisions = [writer.ready(number * commits + step) for step in range(commits)]
    wall, cpu = time.perf_counter(), time.process_time()
    for decision in decisions:
        writer.write(decision)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Rate(commits / wall, cpu / commits * 1000)


@contextmanager
def opened(where: Path | str) -> Iterator[SqlStore]:
    """A store, closed in the end."""
    store = SqlStore(where)
    try:
        yield store
    finally:
        store.close()
