"""The truth: one SQL database behind `ports.Store` and `ports.Leases` (decisions.md section 5; C 1.3).

A commit is one transaction: every row is compared with the version it was read at, and rows, audit links, tasks and
effects are written together or not at all. Who writes the Global State has the pen, on SQLite by its write lock, on
PostgreSQL by an advisory one; workers' answers and leases need none.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from newsroom.model.base import Noun
from newsroom.model.lifecycle import State
from newsroom.model.sample import Bucket, Grain, Metric, Retention
from newsroom.model.task import AuditReport, AuditRow, Effect, Result, Task
from newsroom.ports import Clock, Commit, Waiting
from newsroom.world import audit_book, leases, noun_rows, samples, work_rows
from newsroom.world.audit_seals import NO_SEALS, Seals
from newsroom.world.clock import SystemClock
from newsroom.world.database import for_one_thing, name_of, open_database, open_hints, said_plainly
from newsroom.world.dialect import real_time, take_the_pen
from newsroom.world.statements import run
from newsroom.world.tables import APPENDED, EFFECT, TASK

N = TypeVar("N", bound=Noun)

_CACHE_ROWS = 16_384


class SqlStore:
    """`ports.SharedStore` on SQLAlchemy Core. `where` is a database file or a URL.

    `real` is the clock of leases on SQLite; a server has its own.
    """

    def __init__(self, where: Path | str, real: Clock | None = None) -> None:
        self._name = name_of(where)
        self._engine = open_database(where)
        self._reading = for_one_thing(self._engine)
        self._hints = open_hints(where)
        self._real = real or SystemClock()
        self._writing = threading.Lock()
        self._open = threading.local()
        self._decoded: dict[tuple[str, str], tuple[int, Noun]] = {}

    def close(self) -> None:
        """Let the database go, and what was read from it. The next call opens it again."""
        self._engine.dispose()
        self._hints.dispose()
        self._decoded.clear()

    # Decisions

    def commit(self, commit: Commit) -> None:
        """Write one decision whole.

        Raises:
            StaleVersion: a row changed since it was read, or exists already; nothing was written.
            Unavailable: the disk or the server; nothing was written.
        """
        plans_only = commit == Commit(tasks=commit.tasks)
        with self._writer(pen=not plans_only) as connection:
            noun_rows.write(connection, commit.changes)
            work_rows.add_tasks(connection, commit.tasks)
            work_rows.add_effects(connection, commit.effects)
            for task_id, status in commit.closed_tasks:
                work_rows.close_task(connection, task_id, status)
            for effect_id, status in commit.closed_effects:
                work_rows.close_effect(connection, effect_id, status)
            samples.record(connection, commit.samples)
            audit_book.append(connection, commit.audit)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write several commits of this thread as one transaction: all of them or none, each still whole by itself.

        A commit that finds a stale version leaves the others standing.
        """
        if self._batch() is not None:
            yield
            return
        try:
            with self._writer() as connection:
                self._open.connection = connection
                yield
        except BaseException:
            # What was read inside never came to be.
            self._decoded.clear()
            raise
        finally:
            self._open.connection = None

    # Nouns

    def get(self, table: str, key: str, noun: type[N]) -> N | None:
        """The row's present noun, or None."""
        found = self.get_many(table, (key,), noun)
        return found[0] if found else None

    def get_many(self, table: str, keys: Sequence[str], noun: type[N]) -> tuple[N, ...]:
        """The nouns of `keys` that exist, in the order of `keys`."""
        found = self._kept(table, keys, noun)
        missing = [key for key in keys if key not in found]
        if not missing:
            return tuple(found[key] for key in keys)
        with self._reader() as connection:
            for key, version, body in run(connection, *noun_rows.by_keys(table, missing)).rows:
                found[key] = self._decode(table, key, version, body, noun)
        return tuple(found[key] for key in keys if key in found)

    def find(
        self,
        table: str,
        noun: type[N],
        *,
        story_id: str = "",
        story_ids: Sequence[str] = (),
        states: Sequence[State | str] = (),
        due_by: datetime | None = None,
        limit: int = 0,
    ) -> tuple[N, ...]:
        """The nouns filed so, ordered by deadline and key when `due_by` is given, else by key."""
        ids = [*story_ids, *([story_id] if story_id else [])]
        query = noun_rows.filed(table, story_ids=ids, states=states, due_by=due_by, limit=limit)
        with self._reader() as connection:
            rows = run(connection, *query).rows
            return tuple(self._decode(table, key, version, body, noun) for key, version, body in rows)

    def count(self, table: str, *, states: Sequence[State | str] = ()) -> int:
        """How many rows a table holds, or how many in `states`."""
        with self._reader() as connection:
            return int(run(connection, *noun_rows.counted(table, states)).rows[0][0])

    def next_due(self, after: datetime | None = None) -> datetime | None:
        """The earliest deadline of a story, ask, cursor or open effect; with `after`, later than that."""
        with self._reader() as connection:
            return noun_rows.next_due(connection, after)

    # What was measured, see ports.Samples

    def rolled(
        self, subjects: Sequence[str], metric: Metric, grain: Grain, since: datetime, until: datetime
    ) -> dict[str, tuple[Bucket, ...]]:
        """The buckets of each subject from `since` and before `until`, in order of time."""
        with self._reader() as connection:
            return samples.rolled(connection, subjects, metric, grain, since, until)

    def sweep_samples(self, now: datetime, kept: Retention, at_most: int) -> int:
        """Let go what is older than `kept`, at most so many rows of each grain; returns how many went."""
        with self._writer() as connection:
            return samples.sweep(connection, now, kept, at_most)

    # Work in motion

    def open_tasks(self) -> tuple[Task, ...]:
        """Tasks that wait for a worker, in order of (due, id)."""
        with self._reader() as connection:
            return work_rows.open_tasks(connection)

    def task(self, task_id: str) -> Task | None:
        """The task with its present status and tries, or None."""
        with self._reader() as connection:
            return work_rows.task(connection, task_id)

    def known_tasks(self, task_ids: Sequence[str]) -> frozenset[str]:
        """Which of these ids exist, whatever their status."""
        with self._reader() as connection:
            return work_rows.known_tasks(connection, task_ids)

    def begin_tries(self, task_ids: Sequence[str]) -> None:
        """Count one more start of each task, before it starts: a task that kills its process is then seen."""
        with self._writer(pen=False) as connection:
            work_rows.count_tries(connection, task_ids, 1)

    def take_back_tries(self, task_ids: Sequence[str]) -> None:
        """Uncount a start that never was: the wake-up was lost."""
        with self._writer(pen=False) as connection:
            work_rows.count_tries(connection, task_ids, -1)

    def answer(self, result: Result) -> None:
        """Keep a worker's result. A task that is no longer open is left alone: a late or double answer is harmless."""
        self.answer_all((result,))

    def answer_all(self, results: Sequence[Result]) -> None:
        """Keep several results in one transaction."""
        with self._writer(pen=False) as connection:
            for result in results:
                work_rows.answer(connection, result)

    def results(self) -> tuple[tuple[Task, Result], ...]:
        """What waits for the Judge, in the order (due, task id): never that of arrival."""
        with self._reader() as connection:
            return work_rows.results(connection)

    def open_effects(self, due_by: datetime) -> tuple[Effect, ...]:
        """Outgoing work whose time has come, in the order (not_before, id)."""
        with self._reader() as connection:
            return work_rows.open_effects(connection, due_by)

    # Leases, see ports.Leases

    def claim_tasks(self, limit: int, lease_s: float) -> tuple[Waiting, ...]:
        """Open tasks that nobody was woken for within the last lease: each goes to one caller."""
        with self._claiming() as connection:
            return leases.claim_tasks(connection, real_time(connection, self._real), limit, lease_s)

    def begin_task(self, task_id: str, holder: str, lease_s: float) -> Task | None:
        """Start an open task and count the start; None when another holds it, or it is open no more."""
        with self._hinting() as connection:
            return leases.begin_task(connection, real_time(connection, self._real), task_id, holder, lease_s)

    def keep_task(self, task_id: str, holder: str, lease_s: float) -> bool:
        """Lengthen a held lease; False when it is held no more."""
        with self._hinting() as connection:
            return leases.keep(connection, TASK, real_time(connection, self._real), task_id, holder, lease_s)

    def hand_back(self, task_id: str, holder: str) -> None:
        """Let a held task go as if it had not been started."""
        with self._hinting() as connection:
            leases.hand_back(connection, task_id, holder)

    def claim_effect(self, now: datetime, holder: str, lease_s: float) -> Effect | None:
        """The first open effect due by `now`, while no other is being carried out anywhere."""
        with self._writer() as connection:
            return leases.claim_effect(connection, real_time(connection, self._real), now, holder, lease_s)

    def keep_effect(self, effect_id: str, holder: str, lease_s: float) -> bool:
        """Lengthen a held lease; False when it is held no more."""
        with self._hinting() as connection:
            return leases.keep(connection, EFFECT, real_time(connection, self._real), effect_id, holder, lease_s)

    def release_effect(self, effect_id: str, holder: str, wait_s: float) -> None:
        """Let an effect go; it is claimed again after `wait_s` at the earliest if it is still open."""
        with self._hinting() as connection:
            leases.release_effect(connection, real_time(connection, self._real), effect_id, holder, wait_s)

    # The chain

    def audit_head(self) -> tuple[int, str]:
        """Number and hash of the chain's last row."""
        with self._reader() as connection:
            return audit_book.tail(connection)

    def audit_rows(self, after: int = 0) -> tuple[AuditRow, ...]:
        """The chain's rows above number `after`."""
        with self._reader() as connection:
            return tuple(audit_book.rows(connection, after))

    def audit_of(self, subject: str) -> tuple[AuditRow, ...]:
        """The chain's rows about one subject, in order."""
        with self._reader() as connection:
            return tuple(audit_book.rows_of(connection, subject))

    def payload(self, payload_hash: str) -> dict[str, Any] | None:
        """An audit payload, or None when it was erased or never there."""
        with self._reader() as connection:
            known, value = audit_book.payload(connection, payload_hash)
        return value if known else None

    def erase_payload(self, payload_hash: str) -> None:
        """Erase a payload (personal data). Its hash stays in the chain, which still verifies."""
        with self._writer() as connection:
            audit_book.erase(connection, payload_hash)

    def verify_audit(self, seals: Seals = NO_SEALS) -> AuditReport:
        """Check the whole chain, its checkpoints and what was signed outside, and the state against them."""
        with self._moment() as connection:
            return audit_book.check(connection, seals)

    def audit_hashes(self, after: int = 0) -> tuple[tuple[int, str, str], ...]:
        """(number, action, hash) of the chain's rows above number `after`."""
        with self._reader() as connection:
            return tuple(audit_book.hashes(connection, after))

    # Within

    def _kept(self, table: str, keys: Sequence[str], noun: type[N]) -> dict[str, N]:
        """What we hold already of a table whose rows never change."""
        if table not in APPENDED:
            return {}
        held = ((key, self._decoded.get((table, key))) for key in keys)
        return {key: one[1] for key, one in held if one is not None and isinstance(one[1], noun)}

    def _decode(self, table: str, key: str, version: int, body: str, noun: type[N]) -> N:
        # A noun of one version never changes, so decoding it once is enough.
        held = self._decoded.get((table, key))
        if held is not None and held[0] == version and isinstance(held[1], noun):
            return held[1]
        fresh = noun.model_validate_json(body)
        if len(self._decoded) >= _CACHE_ROWS:
            self._decoded.clear()
        self._decoded[(table, key)] = (version, fresh)
        return fresh

    def _batch(self) -> sa.Connection | None:
        return getattr(self._open, "connection", None)

    @contextmanager
    def _reader(self) -> Iterator[sa.Connection]:
        batch = self._batch()
        if batch is not None:
            with said_plainly(self._name):
                yield batch
            return
        with said_plainly(self._name), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def _moment(self) -> Iterator[sa.Connection]:
        """Reading many things as they were at one moment."""
        batch = self._batch()
        if batch is not None:
            yield batch
            return
        level = {"isolation_level": "REPEATABLE READ"} if self._engine.dialect.name == "postgresql" else {}
        with said_plainly(self._name), self._engine.connect() as plain:
            connection = plain.execution_options(**level)
            with connection.begin():
                yield connection

    @contextmanager
    def _writer(self, *, pen: bool = True) -> Iterator[sa.Connection]:
        batch = self._batch()
        if batch is not None:
            with said_plainly(self._name), batch.begin_nested():
                yield batch
            return
        with self._begun(self._engine) as connection:
            if pen:
                take_the_pen(connection)
            yield connection

    @contextmanager
    def _hinting(self) -> Iterator[sa.Connection]:
        """A write of leases, never part of a batch: it is true at once or it is worth nothing."""
        with self._begun(self._hints) as connection:
            yield connection

    @contextmanager
    def _claiming(self) -> Iterator[sa.Connection]:
        """Claiming is one statement on a server, and needs no transaction there."""
        if self._hints.dialect.name != "postgresql":
            with self._hinting() as connection:
                yield connection
            return
        with said_plainly(self._name), for_one_thing(self._hints).connect() as connection:
            yield connection

    @contextmanager
    def _begun(self, engine: sa.Engine) -> Iterator[sa.Connection]:
        with said_plainly(self._name), self._writing, engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin():
                yield connection
