"""Leases on tasks and effects: one holder at a time, by the database's own clock, whatever became of the wake-up."""

from datetime import datetime
from functools import cache

import sqlalchemy as sa

from newsroom.model.task import Effect, Task
from newsroom.ports import Waiting
from newsroom.world.dialect import Real, RealUs
from newsroom.world.noun_rows import us
from newsroom.world.tables import EFFECT, TASK
from newsroom.world.work_rows import task_of

_LEASE = sa.bindparam("lease_us", type_=sa.BigInteger)
_NOW = sa.bindparam("now_us", type_=sa.BigInteger)
_HOLDER = sa.bindparam("by", type_=sa.String)
_ROW = sa.bindparam("row", type_=sa.String)
_MOST = sa.bindparam("most", type_=sa.Integer)


def claim_tasks(
    connection: sa.Connection, real: Real, now: datetime, limit: int, lease_s: float
) -> tuple[Waiting, ...]:
    """Open tasks due by `now` whose lease has passed, leased to nobody in particular: they will be woken."""
    values = {"now_us": us(now), "most": limit, "lease_us": _us(lease_s), **real.values}
    found = connection.execute(_claim_tasks(real.us), values).all()
    ordered = sorted(found, key=lambda row: (row.due_us, row.id))
    return tuple(Waiting(row.id, row.tier, row.tries) for row in ordered)


def begin_task(connection: sa.Connection, real: Real, task_id: str, holder: str, lease_s: float) -> Task | None:
    """Take an open task that nobody holds, and count the start."""
    values = {"row": task_id, "by": holder, "lease_us": _us(lease_s), **real.values}
    row = connection.execute(_begin_task(real.us), values).first()
    return task_of(row) if row else None


def hand_back(connection: sa.Connection, task_id: str, holder: str) -> None:
    """Let a held open task go, its start uncounted, for whoever comes next."""
    held = (TASK.c.id == task_id) & (TASK.c.status == "open") & (TASK.c.holder == holder)
    connection.execute(sa.update(TASK).where(held).values(holder="", leased_us=0, tries=TASK.c.tries - 1))


def claim_effect(connection: sa.Connection, real: Real, now: datetime, holder: str, lease_s: float) -> Effect | None:
    """The first effect that is due and free, while none is held. The caller has the pen, so two cannot both see that."""
    held = (EFFECT.c.status == "open") & (EFFECT.c.holder != "") & (EFFECT.c.leased_us > real.us)
    if connection.execute(sa.select(EFFECT.c.id).where(held).limit(1), real.values).first():
        return None
    free = (
        sa.select(EFFECT.c.id)
        .where(EFFECT.c.status == "open", EFFECT.c.not_before_us <= _NOW, EFFECT.c.leased_us <= real.us)
        .order_by(EFFECT.c.not_before_us, EFFECT.c.id)
        .limit(1)
    )
    claim = sa.update(EFFECT).where(EFFECT.c.id.in_(free)).values(holder=_HOLDER, leased_us=real.us + _LEASE)
    values = {"now_us": us(now), "by": holder, "lease_us": _us(lease_s), **real.values}
    row = connection.execute(claim.returning(EFFECT.c.body), values).first()
    return Effect.model_validate_json(row.body) if row else None


def release_effect(connection: sa.Connection, real: Real, effect_id: str, holder: str, wait_s: float) -> None:
    """Let a held effect go for at least `wait_s`."""
    held = (EFFECT.c.id == effect_id) & (EFFECT.c.holder == holder)
    let_go = sa.update(EFFECT).where(held).values(holder="", leased_us=real.us + _us(wait_s))
    connection.execute(let_go, real.values)


def keep(connection: sa.Connection, table: sa.Table, real: Real, row_id: str, holder: str, lease_s: float) -> bool:
    """Lengthen a held lease; False when the row is open no more or another's."""
    values = {"row": row_id, "by": holder, "lease_us": _us(lease_s), **real.values}
    return connection.execute(_keep(table, real.us), values).rowcount == 1


# Built once for each database: making such a statement costs more than running it.


@cache
def _claim_tasks(real: RealUs) -> sa.sql.dml.ReturningUpdate[int, str, str, int]:
    due = (
        sa.select(TASK.c.id)
        .where(TASK.c.status == "open", TASK.c.due_us <= _NOW, TASK.c.leased_us <= real)
        .order_by(TASK.c.due_us, TASK.c.id)
        .limit(_MOST)
        .with_for_update(skip_locked=True)
    )
    claim = sa.update(TASK).where(TASK.c.id.in_(due)).values(leased_us=real + _LEASE, holder="")
    return claim.returning(TASK.c.due_us, TASK.c.id, TASK.c.tier, TASK.c.tries)


@cache
def _begin_task(real: RealUs) -> sa.sql.dml.ReturningUpdate[str, str, int, str]:
    free = (TASK.c.holder == "") | (TASK.c.leased_us <= real)
    begin = (
        sa.update(TASK)
        .where(TASK.c.id == _ROW, TASK.c.status == "open", free)
        .values(holder=_HOLDER, leased_us=real + _LEASE, tries=TASK.c.tries + 1)
    )
    return begin.returning(TASK.c.id, TASK.c.status, TASK.c.tries, TASK.c.body)


@cache
def _keep(table: sa.Table, real: RealUs) -> sa.Update:
    held = (table.c.id == _ROW) & (table.c.status == "open") & (table.c.holder == _HOLDER)
    return sa.update(table).where(held).values(leased_us=real + _LEASE)


def _us(seconds: float) -> int:
    return int(seconds * 1_000_000)
