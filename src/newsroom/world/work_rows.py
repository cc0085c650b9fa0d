"""Work in motion: tasks, the results that answer them, and effects; each changes its status by compare-and-set."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from newsroom.model.errors import StaleVersion
from newsroom.model.task import Effect, Result, Task
from newsroom.world.dialect import insert_missing
from newsroom.world.noun_rows import IN_LIMIT, us
from newsroom.world.tables import EFFECT, RESULT, TASK

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Built once, like those of the nouns.
_CLOSE_TASK = (
    sa.update(TASK)
    .where(TASK.c.id == sa.bindparam("task"), TASK.c.status.in_(("open", "answered")))
    .values(status=sa.bindparam("to"))
)
_REOPEN_TASK = (
    sa.update(TASK)
    .where(TASK.c.id == sa.bindparam("task"), TASK.c.status.in_(("open", "answered", "failed")))
    .values(status=sa.bindparam("to"), holder="", leased_us=0)
)
_CLOSE_EFFECT = (
    sa.update(EFFECT)
    .where(EFFECT.c.id == sa.bindparam("effect"), EFFECT.c.status == "open")
    .values(status=sa.bindparam("to"))
)
_OPEN_TASKS = sa.select(TASK).where(TASK.c.status == "open").order_by(TASK.c.due_us, TASK.c.id)
_TASK = sa.select(TASK).where(TASK.c.id == sa.bindparam("task"))
_ANSWERED = sa.update(TASK).where(TASK.c.id == sa.bindparam("task"), TASK.c.status == "open").values(status="answered")
_RESULTS = (
    sa.select(TASK, RESULT.c.body.label("answer"))
    .join(RESULT, RESULT.c.task_id == TASK.c.id)
    .where(TASK.c.status == "answered")
    .order_by(TASK.c.due_us, TASK.c.id)
)
_OPEN_EFFECTS = (
    sa.select(EFFECT)
    .where(EFFECT.c.status == "open", EFFECT.c.not_before_us <= sa.bindparam("due"))
    .order_by(EFFECT.c.not_before_us, EFFECT.c.id)
)


def add_tasks(connection: sa.Connection, tasks: Sequence[Task]) -> None:
    """Insert the tasks whose id is not there yet: planning twice is harmless."""
    # In the order of their ids, so that two planners that insert the same ones wait for each other and not crosswise.
    insert_missing(connection, TASK, [_task_values(one) for one in sorted(tasks, key=lambda one: one.id)])


def add_effects(connection: sa.Connection, effects: Sequence[Effect]) -> None:
    """Insert the effects whose id is not there yet."""
    insert_missing(connection, EFFECT, [_effect_values(effect) for effect in effects])


def close_task(connection: sa.Connection, task_id: str, status: str) -> None:
    """Close a task; the status `open` hands it out again, its tries kept, also one that was given up.

    Raises:
        StaleVersion: it is closed already: another decided on its result.
    """
    step = _REOPEN_TASK if status == "open" else _CLOSE_TASK
    if connection.execute(step, {"task": task_id, "to": status}).rowcount != 1:
        raise StaleVersion(f"task {task_id}")
    if status == "open":
        connection.execute(sa.delete(RESULT).where(RESULT.c.task_id == task_id))


def close_effect(connection: sa.Connection, effect_id: str, status: str) -> None:
    """Close an effect.

    Raises:
        StaleVersion: it is closed already.
    """
    if connection.execute(_CLOSE_EFFECT, {"effect": effect_id, "to": status}).rowcount != 1:
        raise StaleVersion(f"effect {effect_id}")


def open_tasks(connection: sa.Connection) -> tuple[Task, ...]:
    """Tasks that wait for a worker, in order of (due, id)."""
    return tuple(task_of(row) for row in connection.execute(_OPEN_TASKS))


def task(connection: sa.Connection, task_id: str) -> Task | None:
    """One task with its present status and tries."""
    row = connection.execute(_TASK, {"task": task_id}).first()
    return task_of(row) if row else None


def known_tasks(connection: sa.Connection, task_ids: Sequence[str]) -> frozenset[str]:
    """Which of these ids exist, whatever their status."""
    known: set[str] = set()
    for start in range(0, len(task_ids), IN_LIMIT):
        part = task_ids[start : start + IN_LIMIT]
        known.update(connection.execute(sa.select(TASK.c.id).where(TASK.c.id.in_(part))).scalars())
    return frozenset(known)


def count_tries(connection: sa.Connection, task_ids: Sequence[str], by: int) -> None:
    """Add `by` to the tries of each task."""
    for start in range(0, len(task_ids), IN_LIMIT):
        part = task_ids[start : start + IN_LIMIT]
        connection.execute(sa.update(TASK).where(TASK.c.id.in_(part)).values(tries=TASK.c.tries + by))


def answer(connection: sa.Connection, result: Result) -> None:
    """Keep a result. A task that is no longer open is left alone: a late or double answer is harmless."""
    if connection.execute(_ANSWERED, {"task": result.task_id}).rowcount:
        connection.execute(sa.insert(RESULT), {"task_id": result.task_id, "body": result.model_dump_json()})


def results(connection: sa.Connection) -> tuple[tuple[Task, Result], ...]:
    """What waits for the Judge, in the order (due, task id): never that of arrival."""
    return tuple((task_of(row), Result.model_validate_json(row.answer)) for row in connection.execute(_RESULTS))


def open_effects(connection: sa.Connection, due_by: datetime) -> tuple[Effect, ...]:
    """Outgoing work whose time has come, in the order (not_before, id)."""
    rows = connection.execute(_OPEN_EFFECTS, {"due": us(due_by)})
    return tuple(Effect.model_validate_json(row.body) for row in rows)


def task_of(row: Any) -> Task:
    """A row of the table as a task; status and tries are the row's."""
    try:
        read = Task.model_validate_json(row.body)
    except ValidationError:
        read = _unreadable(row)
    return read.model_copy(update={"status": row.status, "tries": row.tries})


def _unreadable(row: Any) -> Task:
    """A task that a newer version wrote: nobody here does it, so it will be parked under its own id."""
    known = json.loads(row.body)
    return Task(
        id=row.id,
        kind=f"unreadable {known.get('kind', '')}".strip(),
        agent="",
        tier="scout",
        subject=str(known.get("subject", "")),
        seen=0,
        due_at=_EPOCH,
    )


def _task_values(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "subject": task.subject,
        "tier": task.tier,
        "status": task.status,
        "tries": task.tries,
        "due_us": us(task.due_at),
        "body": task.model_dump_json(),
    }


def _effect_values(effect: Effect) -> dict[str, Any]:
    return {
        "id": effect.id,
        "subject": effect.subject,
        "status": effect.status,
        "not_before_us": us(effect.not_before),
        "body": effect.model_dump_json(),
    }
