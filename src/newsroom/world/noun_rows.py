"""Rows of nouns: how they are written under their version, and how they are asked for."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from newsroom.model.errors import Refused, StaleVersion
from newsroom.ports import Change
from newsroom.world.database import said_plainly
from newsroom.world.dialect import run
from newsroom.world.tables import EFFECT, ROWS

IN_LIMIT = 500
"""How many values one `IN` is given."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Built once: on the path of every commit, making a statement costs more than running it.
_INSERT = {name: sa.insert(rows) for name, rows in ROWS.items()}
_UPDATE = {
    name: sa.update(rows)
    .where(rows.c.key == sa.bindparam("old_key"), rows.c.version == sa.bindparam("old_version"))
    .values({column: sa.bindparam(column) for column in ("version", "story_id", "state", "due_us", "body")})
    for name, rows in ROWS.items()
}


def us(moment: datetime | None) -> int | None:
    """A moment as whole microseconds since 1970."""
    return None if moment is None else (moment - _EPOCH) // timedelta(microseconds=1)


def moment(micros: int) -> datetime:
    """The moment of `us`."""
    return _EPOCH + timedelta(microseconds=micros)


def write(connection: sa.Connection, changes: Sequence[Change]) -> None:
    """Write every change: new rows table by table, then each update as a compare-and-set.

    Raises:
        StaleVersion: a row is at another version than it was read at, or exists already.
    """
    by_table: dict[str, list[dict[str, Any]]] = {}
    for change in changes:
        if change.expected == 0:
            by_table.setdefault(change.table, []).append({"key": change.key, **_values(change)})
    for name, values in by_table.items():
        with said_plainly(f"{name} {values[0]['key']}"):
            run(connection, _INSERT[name], values)
    for change in changes:
        if change.expected:
            _update(connection, change)


def _update(connection: sa.Connection, change: Change) -> None:
    old = {"old_key": change.key, "old_version": change.expected}
    if run(connection, _UPDATE[change.table], [{**_values(change), **old}]) != 1:
        raise StaleVersion(f"{change.table} {change.key}")


def _values(change: Change) -> dict[str, Any]:
    version = change.expected + 1
    if getattr(change.noun, "version", version) != version:
        raise Refused("wrong_version", f"{change.table} {change.key} does not carry its own version {version}.")
    return {
        "version": version,
        "story_id": change.story_id,
        "state": change.state,
        "due_us": us(change.due_at),
        "body": change.noun.model_dump_json(),
    }


Values = dict[str, Any]
"""What a statement is run with. Statements are built once for each shape: building one costs more than running it."""

Rows = tuple["sa.Select[str, int, str]", Values]
"""A statement for (key, version, body), and its values."""

_FEW = 8
"""Up to so many values are compared one by one, which the library prepares once; a longer list is an IN."""


def by_keys(table: str, keys: Sequence[str]) -> Rows:
    """(key, version, body) of these keys."""
    return _by_keys(table, min(len(keys), _FEW + 1)), _values_of("key", keys)


@cache
def _by_keys(table: str, keys: int) -> "sa.Select[str, int, str]":
    rows = ROWS[table]
    return sa.select(rows.c.key, rows.c.version, rows.c.body).where(_one_of(rows.c.key, "key", keys))


def filed(table: str, *, story_ids: Sequence[str], states: Sequence[str], due_by: datetime | None, limit: int) -> Rows:
    """(key, version, body) of the rows filed so, ordered by deadline and key with `due_by`, else by key."""
    shape = (min(len(story_ids), _FEW + 1), min(len(states), _FEW + 1), due_by is not None, bool(limit))
    values = {**_values_of("story", story_ids), **_values_of("state", states)}
    if due_by is not None:
        values["due"] = us(due_by)
    if limit:
        values["most"] = limit
    return _filed(table, *shape), values


@cache
def _filed(table: str, stories: int, states: int, due: bool, limited: bool) -> "sa.Select[str, int, str]":
    rows = ROWS[table]
    query = sa.select(rows.c.key, rows.c.version, rows.c.body)
    if stories:
        query = query.where(_one_of(rows.c.story_id, "story", stories))
    if states:
        query = query.where(_one_of(rows.c.state, "state", states))
    if due:
        query = query.where(rows.c.due_us.is_not(None), rows.c.due_us <= sa.bindparam("due")).order_by(rows.c.due_us)
    query = query.order_by(rows.c.key)
    return query.limit(sa.bindparam("most")) if limited else query


def counted(table: str, states: Sequence[str]) -> tuple["sa.Select[int]", Values]:
    """How many rows a table holds, or how many in `states`."""
    return _counted(table, min(len(states), _FEW + 1)), _values_of("state", states)


@cache
def _counted(table: str, states: int) -> "sa.Select[int]":
    rows = ROWS[table]
    query = sa.select(sa.func.count()).select_from(rows)
    return query.where(_one_of(rows.c.state, "state", states)) if states else query


def _one_of(column: "sa.Column[Any]", name: str, count: int) -> sa.ColumnElement[bool]:
    if count > _FEW:
        return column.in_(sa.bindparam(f"{name}_list", expanding=True))
    return sa.or_(sa.false(), *(column == sa.bindparam(f"{name}_{number}") for number in range(count)))


def _values_of(name: str, values: Sequence[str]) -> Values:
    if len(values) > _FEW:
        return {f"{name}_list": list(values)}
    return {f"{name}_{number}": value for number, value in enumerate(values)}


def next_due(connection: sa.Connection, after: datetime | None) -> datetime | None:
    """The earliest deadline of a story, ask, cursor or open effect; with `after`, later than that."""
    columns: list[tuple[sa.Column[Any], sa.ColumnElement[bool]]] = [
        (ROWS[name].c.due_us, sa.true()) for name in ("story", "ask", "cursor")
    ]
    columns.append((EFFECT.c.not_before_us, EFFECT.c.status == "open"))
    found = []
    for column, holds in columns:
        later = column.is_not(None) if after is None else column > us(after)
        found.append(connection.execute(sa.select(sa.func.min(column)).where(holds, later)).scalar())
    due = [micros for micros in found if micros is not None]
    return moment(min(due)) if due else None
