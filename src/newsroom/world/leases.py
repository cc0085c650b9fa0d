"""Leases on tasks and effects: one holder at a time, by the database's own clock, whatever became of the wake-up.

Who needs both rows takes the lease before the task, here and in `work_rows`: two that wait for each other then never do.
"""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from newsroom.model.task import Effect, Task
from newsroom.ports import Waiting
from newsroom.world.dialect import Real, RealUs, Upsert, is_postgres, upsert
from newsroom.world.noun_rows import us
from newsroom.world.statements import run, run_each
from newsroom.world.tables import EFFECT, LEASE, OPEN, TASK
from newsroom.world.work_rows import AS_TASK, task_of

_UNTIL = sa.bindparam("lease_us", type_=sa.BigInteger)
_NOW = sa.bindparam("now_us", type_=sa.BigInteger)
_HOLDER = sa.bindparam("by", type_=sa.String)
_ROW = sa.bindparam("row", type_=sa.String)
_MOST = sa.bindparam("most", type_=sa.Integer)

_BEGIN = (
    sa.update(TASK).where(TASK.c.id == _ROW, TASK.c.status == OPEN).values(tries=TASK.c.tries + 1).returning(*AS_TASK)
)
_LET_GO = sa.delete(LEASE).where(LEASE.c.id == _ROW, LEASE.c.holder == _HOLDER)
_UNCOUNT = sa.update(TASK).where(TASK.c.id == _ROW, TASK.c.status == OPEN).values(tries=TASK.c.tries - 1)


def claim_tasks(connection: sa.Connection, real: Real, limit: int, lease_s: float) -> tuple[Waiting, ...]:
    """Open tasks whose lease has passed, in the order (due, id), leased to nobody in particular: they will be woken."""
    asked = {"most": limit, **real.values}
    lease = {"lease_us": _us(lease_s), **real.values}
    if is_postgres(connection):
        free = run(connection, _claim(real.us), {**asked, **lease}).rows
    else:
        free = run(connection, _unclaimed(real.us), asked).rows
        if free:
            run_each(connection, _take(False, real.us), [{"row": row[0], "by": "", **lease} for row in free])
    return tuple(Waiting(*row[:3]) for row in free)


def begin_task(connection: sa.Connection, real: Real, task_id: str, holder: str, lease_s: float) -> Task | None:
    """Take an open task that nobody holds, and count the start."""
    if not _taken(connection, real, task_id, holder, lease_s):
        return None
    begun = run(connection, _BEGIN, {"row": task_id}).rows
    if not begun:
        run(connection, _LET_GO, {"row": task_id, "by": holder})
    return task_of(*begun[0]) if begun else None


def hand_back(connection: sa.Connection, task_id: str, holder: str) -> None:
    """Let a held open task go, its start uncounted, for whoever comes next."""
    if run(connection, _LET_GO, {"row": task_id, "by": holder}).touched:
        run(connection, _UNCOUNT, {"row": task_id})


def claim_effect(connection: sa.Connection, real: Real, now: datetime, holder: str, lease_s: float) -> Effect | None:
    """The first effect that is due and free, while none is held. The caller has the pen, so two cannot both see that."""
    if run(connection, _held_effect(real.us), real.values).rows:
        return None
    free = run(connection, _free_effect(real.us), {"now_us": us(now), **real.values}).rows
    if not free or not _taken(connection, real, free[0][0], holder, lease_s):
        return None
    return Effect.model_validate_json(free[0][1])


def release_effect(connection: sa.Connection, real: Real, effect_id: str, holder: str, wait_s: float) -> None:
    """Let a held effect go for at least `wait_s`."""
    values = {"row": effect_id, "by": holder, "lease_us": _us(wait_s), **real.values}
    run(connection, _release(real.us), values)


def keep(connection: sa.Connection, table: sa.Table, real: Real, row_id: str, holder: str, lease_s: float) -> bool:
    """Lengthen a held lease; False when the row is open no more or another's."""
    values = {"row": row_id, "by": holder, "lease_us": _us(lease_s), **real.values}
    return run(connection, _keep(table, real.us), values).touched == 1


def _taken(connection: sa.Connection, real: Real, row_id: str, holder: str, lease_s: float) -> bool:
    values = {"row": row_id, "by": holder, "lease_us": _us(lease_s), **real.values}
    return run(connection, _take(is_postgres(connection), real.us), values).touched == 1


# Built once for each database: making such a statement costs more than running it.


@cache
def _unclaimed(real: RealUs) -> sa.Select[Any]:
    leased = sa.exists().where(LEASE.c.id == TASK.c.id, LEASE.c.until_us > real)
    return (
        sa.select(TASK.c.id, TASK.c.tier, TASK.c.tries, TASK.c.due_us)
        .where(TASK.c.status == OPEN, ~leased)
        .order_by(TASK.c.due_us, TASK.c.id)
        .limit(_MOST)
    )


@cache
def _claim(real: RealUs) -> sa.Select[Any]:
    """On a server, all in one statement: what another claims at the same moment is left to that one."""
    free = _unclaimed(real).cte("free")
    nobody: sa.ColumnElement[str] = sa.literal_column("''")
    lease = upsert(LEASE, True).from_select(
        [LEASE.c.id, LEASE.c.until_us, LEASE.c.holder], sa.select(free.c.id, real + _UNTIL, nobody)
    )
    took = _where(LEASE.c.until_us <= real, lease).returning(LEASE.c.id).cte("took")
    return sa.select(free).join(took, took.c.id == free.c.id).order_by(free.c.due_us, free.c.id)


@cache
def _take(on_server: bool, real: RealUs) -> sa.Insert:
    lease = upsert(LEASE, on_server).values(id=_ROW, holder=_HOLDER, until_us=real + _UNTIL)
    return _where((LEASE.c.holder == "") | (LEASE.c.until_us <= real), lease)


def _where(free: sa.ColumnElement[bool], lease: Upsert) -> sa.Insert:
    """Write a lease where there is none, or where the one that is there is `free`."""
    return lease.on_conflict_do_update(
        index_elements=[LEASE.c.id],
        set_={"holder": lease.excluded.holder, "until_us": lease.excluded.until_us},
        where=free,
    )


@cache
def _held_effect(real: RealUs) -> sa.Select[Any]:
    return (
        sa.select(EFFECT.c.id)
        .join(LEASE, LEASE.c.id == EFFECT.c.id)
        .where(EFFECT.c.status == OPEN, LEASE.c.holder != "", LEASE.c.until_us > real)
        .limit(1)
    )


@cache
def _free_effect(real: RealUs) -> sa.Select[Any]:
    leased = sa.exists().where(LEASE.c.id == EFFECT.c.id, LEASE.c.until_us > real)
    return (
        sa.select(EFFECT.c.id, EFFECT.c.body)
        .where(EFFECT.c.status == OPEN, EFFECT.c.not_before_us <= _NOW, ~leased)
        .order_by(EFFECT.c.not_before_us, EFFECT.c.id)
        .limit(1)
    )


@cache
def _release(real: RealUs) -> sa.Update:
    held = (LEASE.c.id == _ROW) & (LEASE.c.holder == _HOLDER)
    return sa.update(LEASE).where(held).values(holder="", until_us=real + _UNTIL)


@cache
def _keep(table: sa.Table, real: RealUs) -> sa.Update:
    is_open = sa.exists().where(table.c.id == LEASE.c.id, table.c.status == OPEN)
    held = (LEASE.c.id == _ROW) & (LEASE.c.holder == _HOLDER) & is_open
    return sa.update(LEASE).where(held).values(until_us=real + _UNTIL)


def _us(seconds: float) -> int:
    return int(seconds * 1_000_000)
