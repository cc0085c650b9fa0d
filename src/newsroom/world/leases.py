"""Leases on tasks and effects: one holder at a time, by the database's own clock, whatever became of the wake-up."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from newsroom.model.task import Effect, Task
from newsroom.world.dialect import RealUs
from newsroom.world.noun_rows import us
from newsroom.world.tables import EFFECT, TASK
from newsroom.world.work_rows import task_of


def claim_tasks(connection: sa.Connection, real: RealUs, now: datetime, limit: int, lease_s: float) -> tuple[Task, ...]:
    """Open tasks due by `now` whose lease has passed, leased to nobody in particular: they will be woken."""
    due = (
        sa.select(TASK.c.id)
        .where(TASK.c.status == "open", TASK.c.due_us <= us(now), TASK.c.leased_us <= real)
        .order_by(TASK.c.due_us, TASK.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claim = sa.update(TASK).where(TASK.c.id.in_(due)).values(leased_us=real + _us(lease_s), holder="")
    found = (task_of(row) for row in connection.execute(claim.returning(*_TASK)))
    return tuple(sorted(found, key=lambda task: (task.due_at, task.id)))


def begin_task(connection: sa.Connection, real: RealUs, task_id: str, holder: str, lease_s: float) -> Task | None:
    """Take an open task that nobody holds, and count the start."""
    free = (TASK.c.holder == "") | (TASK.c.leased_us <= real)
    begin = (
        sa.update(TASK)
        .where(TASK.c.id == task_id, TASK.c.status == "open", free)
        .values(holder=holder, leased_us=real + _us(lease_s), tries=TASK.c.tries + 1)
    )
    row = connection.execute(begin.returning(*_TASK)).first()
    return task_of(row) if row else None


def hand_back(connection: sa.Connection, task_id: str, holder: str) -> None:
    """Let a held open task go, its start uncounted, for whoever comes next."""
    held = (TASK.c.id == task_id) & (TASK.c.status == "open") & (TASK.c.holder == holder)
    connection.execute(sa.update(TASK).where(held).values(holder="", leased_us=0, tries=TASK.c.tries - 1))


def claim_effect(connection: sa.Connection, real: RealUs, now: datetime, holder: str, lease_s: float) -> Effect | None:
    """The first effect that is due and free, while none is held. The caller has the pen, so two cannot both see that."""
    held = sa.select(EFFECT.c.id).where(EFFECT.c.status == "open", EFFECT.c.holder != "", EFFECT.c.leased_us > real)
    if connection.execute(held.limit(1)).first():
        return None
    free = (
        sa.select(EFFECT.c.id)
        .where(EFFECT.c.status == "open", EFFECT.c.not_before_us <= us(now), EFFECT.c.leased_us <= real)
        .order_by(EFFECT.c.not_before_us, EFFECT.c.id)
        .limit(1)
    )
    claim = sa.update(EFFECT).where(EFFECT.c.id.in_(free)).values(holder=holder, leased_us=real + _us(lease_s))
    row = connection.execute(claim.returning(EFFECT.c.body)).first()
    return Effect.model_validate_json(row.body) if row else None


def release_effect(connection: sa.Connection, real: RealUs, effect_id: str, holder: str, wait_s: float) -> None:
    """Let a held effect go for at least `wait_s`."""
    held = (EFFECT.c.id == effect_id) & (EFFECT.c.holder == holder)
    connection.execute(sa.update(EFFECT).where(held).values(holder="", leased_us=real + _us(wait_s)))


def keep(connection: sa.Connection, table: sa.Table, real: RealUs, row_id: str, holder: str, lease_s: float) -> bool:
    """Lengthen a held lease; False when the row is open no more or another's."""
    held = (table.c.id == row_id) & (table.c.status == "open") & (table.c.holder == holder)
    return connection.execute(sa.update(table).where(held).values(leased_us=real + _us(lease_s))).rowcount == 1


_TASK: tuple[sa.Column[Any], ...] = (TASK.c.id, TASK.c.status, TASK.c.tries, TASK.c.body)


def _us(seconds: float) -> int:
    return int(seconds * 1_000_000)
