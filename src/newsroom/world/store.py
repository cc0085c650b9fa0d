"""The truth: one SQL database behind `ports.Store` (decisions.md section 5; C 1.3).

A commit is one transaction: every row is compared with the version it was read at, and rows, audit links, tasks and
effects are written together or not at all. SQLite takes the write lock before it reads, so a process has one writer.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from newsroom.model.base import Noun
from newsroom.model.errors import Refused, StaleVersion
from newsroom.model.lifecycle import State
from newsroom.model.task import AuditReport, AuditRow, Effect, Result, Task
from newsroom.ports import Change, Commit
from newsroom.world import audit_book
from newsroom.world.database import open_database, said_plainly
from newsroom.world.tables import APPENDED, AUDIT, AUDIT_PAYLOAD, EFFECT, RESULT, ROWS, TASK

N = TypeVar("N", bound=Noun)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CACHE_ROWS = 16_384
_IN_LIMIT = 500

# Built once: on the path of every commit, making a statement costs more than running it.
_INSERT = {name: sa.insert(rows) for name, rows in ROWS.items()}
_UPDATE = {
    name: sa.update(rows)
    .where(rows.c.key == sa.bindparam("old_key"), rows.c.version == sa.bindparam("old_version"))
    .values({column: sa.bindparam(column) for column in ("version", "story_id", "state", "due_us", "body")})
    for name, rows in ROWS.items()
}


def _us(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


class SqlStore:
    """`ports.Store` on SQLAlchemy Core. `where` is a database file or a URL."""

    def __init__(self, where: Path | str) -> None:
        self._name = str(where)
        self._engine = open_database(where)
        self._writing = threading.Lock()
        self._open = threading.local()
        self._decoded: dict[tuple[str, str], tuple[int, Noun]] = {}

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()

    def commit(self, commit: Commit) -> None:
        """Write one decision whole.

        Raises:
            StaleVersion: a row changed since it was read, or exists already; nothing was written.
            Unavailable: the disk or the server; nothing was written.
        """
        with self._writer() as connection:
            _insert(connection, [change for change in commit.changes if change.expected == 0])
            for change in commit.changes:
                if change.expected:
                    _update(connection, change)
            _insert_new(connection, TASK, [_task_values(task) for task in commit.tasks])
            _insert_new(connection, EFFECT, [_effect_values(effect) for effect in commit.effects])
            for task_id, status in commit.closed_tasks:
                _close_task(connection, task_id, status)
            for effect_id, status in commit.closed_effects:
                connection.execute(sa.update(EFFECT).where(EFFECT.c.id == effect_id).values(status=status))
            audit_book.append(connection, commit.audit)

    def get(self, table: str, key: str, noun: type[N]) -> N | None:
        """The row's present noun, or None."""
        found = self.get_many(table, (key,), noun)
        return found[0] if found else None

    def get_many(self, table: str, keys: Sequence[str], noun: type[N]) -> tuple[N, ...]:
        """The nouns of `keys` that exist, in the order of `keys`."""
        rows = ROWS[table]
        found = self._kept(table, keys, noun)
        missing = [key for key in keys if key not in found]
        if not missing:
            return tuple(found[key] for key in keys)
        with self._reader() as connection:
            for start in range(0, len(missing), _IN_LIMIT):
                part = missing[start : start + _IN_LIMIT]
                query = sa.select(rows.c.key, rows.c.version, rows.c.body).where(rows.c.key.in_(part))
                for key, version, body in connection.execute(query):
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
        """The nouns filed so, ordered by deadline and key when `due_by` is given, else by key.

        With more than 500 `story_ids` the order holds within each 500.
        """
        rows = ROWS[table]
        query = sa.select(rows.c.key, rows.c.version, rows.c.body)
        if len(story_ids) > _IN_LIMIT:
            parts = [story_ids[at : at + _IN_LIMIT] for at in range(0, len(story_ids), _IN_LIMIT)]
            found = (self.find(table, noun, story_ids=part, states=states, due_by=due_by) for part in parts)
            return tuple(one for part in found for one in part)
        if story_id or story_ids:
            query = query.where(rows.c.story_id.in_([*story_ids, *([story_id] if story_id else [])]))
        if states:
            query = query.where(rows.c.state.in_(states))
        if due_by is not None:
            query = query.where(rows.c.due_us.is_not(None), rows.c.due_us <= _us(due_by)).order_by(rows.c.due_us)
        query = query.order_by(rows.c.key)
        if limit:
            query = query.limit(limit)
        with self._reader() as connection:
            return tuple(
                self._decode(table, key, version, body, noun) for key, version, body in connection.execute(query)
            )

    def count(self, table: str, *, states: Sequence[State | str] = ()) -> int:
        """How many rows a table holds, or how many in `states`."""
        rows = ROWS[table]
        query = sa.select(sa.func.count()).select_from(rows)
        if states:
            query = query.where(rows.c.state.in_(states))
        with self._reader() as connection:
            return int(connection.execute(query).scalar_one())

    def next_due(self, after: datetime | None = None) -> datetime | None:
        """The earliest deadline of a story, ask, cursor or open effect; with `after`, later than that."""
        columns: list[tuple[sa.Column[Any], sa.ColumnElement[bool]]] = [
            (ROWS[name].c.due_us, sa.true()) for name in ("story", "ask", "cursor")
        ]
        columns.append((EFFECT.c.not_before_us, EFFECT.c.status == "open"))
        found = []
        with self._reader() as connection:
            for column, holds in columns:
                later = column.is_not(None) if after is None else column > _us(after)
                found.append(connection.execute(sa.select(sa.func.min(column)).where(holds, later)).scalar())
        due = [micros for micros in found if micros is not None]
        return _moment(min(due)) if due else None

    def open_tasks(self) -> tuple[Task, ...]:
        """Tasks that wait for a worker, in order of (due, id)."""
        query = sa.select(TASK).where(TASK.c.status == "open").order_by(TASK.c.due_us, TASK.c.id)
        with self._reader() as connection:
            return tuple(_task(row) for row in connection.execute(query))

    def task(self, task_id: str) -> Task | None:
        """The task with its present status and tries, or None."""
        with self._reader() as connection:
            row = connection.execute(sa.select(TASK).where(TASK.c.id == task_id)).first()
        return _task(row) if row else None

    def known_tasks(self, task_ids: Sequence[str]) -> frozenset[str]:
        """Which of these ids exist, whatever their status."""
        known: set[str] = set()
        with self._reader() as connection:
            for start in range(0, len(task_ids), _IN_LIMIT):
                part = task_ids[start : start + _IN_LIMIT]
                known.update(connection.execute(sa.select(TASK.c.id).where(TASK.c.id.in_(part))).scalars())
        return frozenset(known)

    def begin_tries(self, task_ids: Sequence[str]) -> None:
        """Count one more start of each task, before it starts: a task that kills its process is then seen."""
        self._count_tries(task_ids, 1)

    def take_back_tries(self, task_ids: Sequence[str]) -> None:
        """Uncount a start that never was: the wake-up was lost."""
        self._count_tries(task_ids, -1)

    def _count_tries(self, task_ids: Sequence[str], by: int) -> None:
        with self._writer() as connection:
            for start in range(0, len(task_ids), _IN_LIMIT):
                part = task_ids[start : start + _IN_LIMIT]
                connection.execute(sa.update(TASK).where(TASK.c.id.in_(part)).values(tries=TASK.c.tries + by))

    def answer(self, result: Result) -> None:
        """Keep a worker's result. A task that is no longer open is left alone: a late or double answer is harmless."""
        self.answer_all((result,))

    def answer_all(self, results: Sequence[Result]) -> None:
        """Keep several results in one transaction."""
        with self._writer() as connection:
            for result in results:
                open_one = (TASK.c.id == result.task_id) & (TASK.c.status == "open")
                taken = connection.execute(sa.update(TASK).where(open_one).values(status="answered"))
                if taken.rowcount:
                    body = result.model_dump_json()
                    connection.execute(sa.insert(RESULT), {"task_id": result.task_id, "body": body})

    def results(self) -> tuple[tuple[Task, Result], ...]:
        """What waits for the Judge, in the order (due, task id): never that of arrival."""
        query = (
            sa.select(TASK, RESULT.c.body.label("answer"))
            .join(RESULT, RESULT.c.task_id == TASK.c.id)
            .where(TASK.c.status == "answered")
            .order_by(TASK.c.due_us, TASK.c.id)
        )
        with self._reader() as connection:
            return tuple((_task(row), Result.model_validate_json(row.answer)) for row in connection.execute(query))

    def open_effects(self, due_by: datetime) -> tuple[Effect, ...]:
        """Outgoing work whose time has come, in the order (not_before, id)."""
        query = sa.select(EFFECT).where(EFFECT.c.status == "open", EFFECT.c.not_before_us <= _us(due_by))
        with self._reader() as connection:
            rows = connection.execute(query.order_by(EFFECT.c.not_before_us, EFFECT.c.id))
            return tuple(Effect.model_validate_json(row.body) for row in rows)

    def audit_rows(self, after: int = 0) -> tuple[AuditRow, ...]:
        """The chain's rows above number `after`."""
        with self._reader() as connection:
            return tuple(audit_book.rows(connection, after))

    def audit_of(self, subject: str) -> tuple[AuditRow, ...]:
        """The chain's rows about one subject, in order."""
        query = sa.select(AUDIT.c.body).where(AUDIT.c.subject == subject).order_by(AUDIT.c.seq)
        with self._reader() as connection:
            return tuple(AuditRow.model_validate_json(row.body) for row in connection.execute(query))

    def payload(self, payload_hash: str) -> dict[str, Any] | None:
        """An audit payload, or None when it was erased or never there."""
        with self._reader() as connection:
            known, value = audit_book.payload(connection, payload_hash)
        return value if known else None

    def erase_payload(self, payload_hash: str) -> None:
        """Erase a payload (personal data). Its hash stays in the chain, which still verifies."""
        with self._writer() as connection:
            connection.execute(sa.update(AUDIT_PAYLOAD).where(AUDIT_PAYLOAD.c.hash == payload_hash).values(body=None))

    def verify_audit(self) -> AuditReport:
        """Check the whole chain and its checkpoints."""
        with self._reader() as connection:
            return audit_book.check(connection)

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

    def _batch(self) -> sa.Connection | None:
        return getattr(self._open, "connection", None)

    @contextmanager
    def _reader(self) -> Iterator[sa.Connection]:
        batch = self._batch()
        if batch is not None:
            with said_plainly(self._name):
                yield batch
            return
        with said_plainly(self._name), self._engine.connect() as plain:
            yield plain.execution_options(reading=True)

    @contextmanager
    def _writer(self) -> Iterator[sa.Connection]:
        batch = self._batch()
        if batch is not None:
            with said_plainly(self._name), batch.begin_nested():
                yield batch
            return
        with said_plainly(self._name), self._writing, self._engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin():
                yield connection


def _insert(connection: sa.Connection, changes: Sequence[Change]) -> None:
    by_table: dict[str, list[dict[str, Any]]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append({"key": change.key, **_values(change)})
    for name, values in by_table.items():
        with said_plainly(f"{name} {values[0]['key']}"):
            connection.execute(_INSERT[name], values)


def _update(connection: sa.Connection, change: Change) -> None:
    old = {"old_key": change.key, "old_version": change.expected}
    if connection.execute(_UPDATE[change.table], {**_values(change), **old}).rowcount != 1:
        raise StaleVersion(f"{change.table} {change.key}")


def _values(change: Change) -> dict[str, Any]:
    version = change.expected + 1
    if getattr(change.noun, "version", version) != version:
        raise Refused("wrong_version", f"{change.table} {change.key} does not carry its own version {version}.")
    return {
        "version": version,
        "story_id": change.story_id,
        "state": change.state,
        "due_us": _us(change.due_at),
        "body": change.noun.model_dump_json(),
    }


def _insert_new(connection: sa.Connection, table: sa.Table, values: list[dict[str, Any]]) -> None:
    """Insert the rows whose id is not there yet: planning twice is harmless."""
    fresh = {row["id"]: row for row in values}
    ids = list(fresh)
    for start in range(0, len(ids), _IN_LIMIT):
        part = ids[start : start + _IN_LIMIT]
        for known in connection.execute(sa.select(table.c.id).where(table.c.id.in_(part))).scalars():
            fresh.pop(known)
    if fresh:
        connection.execute(sa.insert(table), list(fresh.values()))


def _close_task(connection: sa.Connection, task_id: str, status: str) -> None:
    """Close a task; the status `open` hands it out again, its tries kept."""
    connection.execute(sa.update(TASK).where(TASK.c.id == task_id).values(status=status))
    if status == "open":
        connection.execute(sa.delete(RESULT).where(RESULT.c.task_id == task_id))


def _task_values(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "subject": task.subject,
        "status": task.status,
        "tries": task.tries,
        "due_us": _us(task.due_at),
        "body": task.model_dump_json(),
    }


def _task(row: Any) -> Task:
    return Task.model_validate_json(row.body).model_copy(update={"status": row.status, "tries": row.tries})


def _effect_values(effect: Effect) -> dict[str, Any]:
    return {
        "id": effect.id,
        "subject": effect.subject,
        "status": effect.status,
        "not_before_us": _us(effect.not_before),
        "body": effect.model_dump_json(),
    }
