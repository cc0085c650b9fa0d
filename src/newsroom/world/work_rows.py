"""Work in motion: tasks, the results that answer them, and effects; each changes its status by compare-and-set."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from newsroom.model.errors import StaleVersion
from newsroom.model.task import Effect, Result, Task
from newsroom.world.dialect import Among, insert_missing
from newsroom.world.noun_rows import us
from newsroom.world.statements import run
from newsroom.world.tables import EFFECT, LEASE, OPEN, RESULT, TASK

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Built once, like those of the nouns.
_WAITS = TASK.c.status.in_((OPEN, sa.literal_column("'answered'")))
_GIVEN_UP = TASK.c.status == "failed"
_ROW = sa.bindparam("row", type_=sa.String)
_TO = sa.bindparam("to", type_=sa.String)
_CLOSE_TASK = sa.update(TASK).where(TASK.c.id == _ROW, _WAITS).values(status=_TO)
_REOPEN_TASK = sa.update(TASK).where(TASK.c.id == _ROW, _WAITS | _GIVEN_UP).values(status=_TO)
_CLOSE_EFFECT = sa.update(EFFECT).where(EFFECT.c.id == _ROW, EFFECT.c.status == OPEN).values(status=_TO)
_LET_GO = sa.delete(LEASE).where(LEASE.c.id == _ROW)
AS_TASK = (TASK.c.id, TASK.c.status, TASK.c.tries, TASK.c.body)
"""The columns of `task_of`, in its order."""
_OPEN_TASKS = sa.select(*AS_TASK).where(TASK.c.status == OPEN).order_by(TASK.c.due_us, TASK.c.id)
_TASK = sa.select(*AS_TASK).where(TASK.c.id == _ROW)
_KNOWN = sa.select(TASK.c.id).where(Among(TASK.c.id, "rows"))
_COUNT = (
    sa.update(TASK).where(Among(TASK.c.id, "rows")).values(tries=TASK.c.tries + sa.bindparam("by", type_=sa.Integer))
)
_ANSWERED = sa.update(TASK).where(TASK.c.id == _ROW, TASK.c.status == OPEN).values(status="answered")
_KEEP_RESULT = sa.insert(RESULT)
_DROP_RESULT = sa.delete(RESULT).where(RESULT.c.task_id == _ROW)
_RESULTS = (
    sa.select(*AS_TASK, RESULT.c.body)
    .join(RESULT, RESULT.c.task_id == TASK.c.id)
    .where(TASK.c.status == sa.literal_column("'answered'"))
    .order_by(TASK.c.due_us, TASK.c.id)
)
_OPEN_EFFECTS = (
    sa.select(EFFECT.c.body)
    .where(EFFECT.c.status == OPEN, EFFECT.c.not_before_us <= sa.bindparam("due", type_=sa.BigInteger))
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
    run(connection, _LET_GO, {"row": task_id})
    step = _REOPEN_TASK if status == "open" else _CLOSE_TASK
    if run(connection, step, {"row": task_id, "to": status}).touched != 1:
        raise StaleVersion(f"task {task_id}")
    if status == "open":
        run(connection, _DROP_RESULT, {"row": task_id})


def close_effect(connection: sa.Connection, effect_id: str, status: str) -> None:
    """Close an effect.

    Raises:
        StaleVersion: it is closed already.
    """
    run(connection, _LET_GO, {"row": effect_id})
    if run(connection, _CLOSE_EFFECT, {"row": effect_id, "to": status}).touched != 1:
        raise StaleVersion(f"effect {effect_id}")


def open_tasks(connection: sa.Connection) -> tuple[Task, ...]:
    """Tasks that wait for a worker, in order of (due, id)."""
    return tuple(task_of(*row) for row in run(connection, _OPEN_TASKS).rows)


def task(connection: sa.Connection, task_id: str) -> Task | None:
    """One task with its present status and tries."""
    found = run(connection, _TASK, {"row": task_id}).rows
    return task_of(*found[0]) if found else None


def known_tasks(connection: sa.Connection, task_ids: Sequence[str]) -> frozenset[str]:
    """Which of these ids exist, whatever their status."""
    return frozenset(key for (key,) in run(connection, _KNOWN, {"rows": list(task_ids)}).rows)


def count_tries(connection: sa.Connection, task_ids: Sequence[str], by: int) -> None:
    """Add `by` to the tries of each task."""
    run(connection, _COUNT, {"rows": list(task_ids), "by": by})


def answer(connection: sa.Connection, result: Result) -> None:
    """Keep a result. A task that is no longer open is left alone: a late or double answer is harmless."""
    run(connection, _LET_GO, {"row": result.task_id})
    if run(connection, _ANSWERED, {"row": result.task_id}).touched:
        run(connection, _KEEP_RESULT, {"task_id": result.task_id, "body": result.model_dump_json()})


def results(connection: sa.Connection) -> tuple[tuple[Task, Result], ...]:
    """What waits for the Judge, in the order (due, task id): never that of arrival."""
    rows = run(connection, _RESULTS).rows
    return tuple((task_of(*row[:-1]), Result.model_validate_json(row[-1])) for row in rows)


def open_effects(connection: sa.Connection, due_by: datetime) -> tuple[Effect, ...]:
    """Outgoing work whose time has come, in the order (not_before, id)."""
    rows = run(connection, _OPEN_EFFECTS, {"due": us(due_by)}).rows
    return tuple(Effect.model_validate_json(body) for (body,) in rows)


def task_of(task_id: str, status: str, tries: int, body: str) -> Task:
    """A row of the table as a task; status and tries are the row's."""
    try:
        read = Task.model_validate_json(body)
    except ValidationError:
        read = _unreadable(task_id, body)
    return read.model_copy(update={"status": status, "tries": tries})


def _unreadable(task_id: str, body: str) -> Task:
    """A task that a newer version wrote: nobody here does it, so it will be parked under its own id."""
    known = json.loads(body)
    return Task(
        id=task_id,
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
