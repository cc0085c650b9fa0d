"""Rows of nouns: how they are written under their version, and how they are asked for."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from newsroom.model.errors import Refused, StaleVersion
from newsroom.ports import Change
from newsroom.world.database import said_plainly
from newsroom.world.dialect import Among
from newsroom.world.statements import run, run_each
from newsroom.world.tables import EFFECT, OPEN, ROWS

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
            run_each(connection, _INSERT[name], values)
    for change in changes:
        if change.expected:
            _update(connection, change)


def _update(connection: sa.Connection, change: Change) -> None:
    old = {"old_key": change.key, "old_version": change.expected}
    if run(connection, _UPDATE[change.table], {**_values(change), **old}).touched != 1:
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


Asked = tuple["sa.Select[Any]", dict[str, Any]]
"""A statement, and what it is given. Statements are built once for each shape: building one costs more than running it."""


def by_keys(table: str, keys: Sequence[str]) -> Asked:
    """(key, version, body) of these keys."""
    return _by_keys(table), {"keys": list(keys)}


@cache
def _by_keys(table: str) -> "sa.Select[Any]":
    rows = ROWS[table]
    return sa.select(rows.c.key, rows.c.version, rows.c.body).where(Among(rows.c.key, "keys"))


def filed(table: str, *, story_ids: Sequence[str], states: Sequence[str], due_by: datetime | None, limit: int) -> Asked:
    """(key, version, body) of the rows filed so, ordered by deadline and key with `due_by`, else by key."""
    values: dict[str, Any] = {"stories": list(story_ids), "states": list(states), "due": us(due_by), "most": limit}
    given = {name: value for name, value in values.items() if value}
    return _filed(table, frozenset(given)), given


@cache
def _filed(table: str, given: frozenset[str]) -> "sa.Select[Any]":
    rows = ROWS[table]
    query = sa.select(rows.c.key, rows.c.version, rows.c.body)
    if "stories" in given:
        query = query.where(Among(rows.c.story_id, "stories"))
    if "states" in given:
        query = query.where(Among(rows.c.state, "states"))
    if "due" in given:
        due = sa.bindparam("due", type_=sa.BigInteger)
        query = query.where(rows.c.due_us.is_not(None), rows.c.due_us <= due).order_by(rows.c.due_us)
    query = query.order_by(rows.c.key)
    return query.limit(sa.bindparam("most", type_=sa.Integer)) if "most" in given else query


def counted(table: str, states: Sequence[str]) -> Asked:
    """How many rows a table holds, or how many in `states`."""
    return _counted(table, bool(states)), {"states": list(states)} if states else {}


@cache
def _counted(table: str, by_state: bool) -> "sa.Select[Any]":
    rows = ROWS[table]
    query = sa.select(sa.func.count()).select_from(rows)
    return query.where(Among(rows.c.state, "states")) if by_state else query


def next_due(connection: sa.Connection, after: datetime | None) -> datetime | None:
    """The earliest deadline of a story, ask, cursor or open effect; with `after`, later than that."""
    found = (run(connection, query, {"after": us(after) or 0}).rows for query in _NEXT_DUE)
    due = [micros for ((micros,),) in found if micros is not None]
    return moment(min(due)) if due else None


def _earliest(column: "sa.Column[Any]", *holds: sa.ColumnElement[bool]) -> "sa.Select[Any]":
    return sa.select(sa.func.min(column)).where(column > sa.bindparam("after", type_=sa.BigInteger), *holds)


_NEXT_DUE = (
    *(_earliest(ROWS[name].c.due_us, ROWS[name].c.due_us.is_not(None)) for name in ("story", "ask", "cursor")),
    _earliest(EFFECT.c.not_before_us, EFFECT.c.status == OPEN),
)
