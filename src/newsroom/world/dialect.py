"""The few places where SQLite and PostgreSQL say the same thing in other words."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from newsroom.ports import Clock

RealUs = sa.ColumnElement[int]
"""An expression for the real time in microseconds since 1970."""

_PEN = 7_461_001
"""The advisory lock that stands for the one pen; any number, the same in every process."""

_SERVER_US = sa.cast(sa.extract("epoch", sa.func.clock_timestamp()) * 1_000_000, sa.BigInteger)
_OWN_US = sa.bindparam("real_us", type_=sa.BigInteger)


def is_postgres(connection: sa.Connection) -> bool:
    """Whether the truth is on a PostgreSQL server."""
    return connection.dialect.name == "postgresql"


def take_the_pen(connection: sa.Connection) -> None:
    """One writer of the Global State at a time, until the end of this transaction.

    On SQLite a writing transaction is that already. On PostgreSQL it also makes every later read of the transaction
    see what the writer before has written (READ COMMITTED), and gives the audit chain one head.
    """
    if is_postgres(connection):
        connection.execute(_TAKE_PEN)


_TAKE_PEN = sa.select(sa.func.pg_advisory_xact_lock(sa.literal(_PEN, sa.BigInteger)))


def insert_missing(connection: sa.Connection, table: sa.Table, values: Sequence[dict[str, Any]]) -> None:
    """Insert the rows whose key is not there yet; the others stay as they are."""
    if values:
        run(connection, _insert_missing(table, is_postgres(connection)), values)


def run(connection: sa.Connection, statement: sa.Insert | sa.Update, values: Sequence[dict[str, Any]]) -> int:
    """Run a plain write once for each of `values`, all of the same names; returns how many rows it touched.

    The words are made once for each statement and database: on the path of every commit that costs more than the write.
    """
    words, order = _words(statement, connection.dialect, tuple(values[0]))
    given = [tuple(one[name] for name in order) for one in values] if order else [dict(one) for one in values]
    return connection.exec_driver_sql(words, given[0] if len(given) == 1 else given).rowcount


@lru_cache(maxsize=512)
def _words(
    statement: sa.Insert | sa.Update, dialect: sa.Dialect, names: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    keys = list(names) if isinstance(statement, sa.Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    return str(compiled), tuple(getattr(compiled, "positiontup", None) or ())


@cache
def _insert_missing(table: sa.Table, on_server: bool) -> sa.Insert:
    make = postgresql.insert if on_server else sqlite.insert
    return make(table).on_conflict_do_nothing()


class Real(NamedTuple):
    """The real time of a statement: the server's own clock for all machines, this machine's where it is alone.

    `us` is the expression, the same object for the same database, so that statements may be built once; `values` what
    it has to be given.
    """

    us: RealUs
    values: dict[str, int]


def real_time(connection: sa.Connection, clock: Clock) -> Real:
    """Now, in microseconds since 1970."""
    if is_postgres(connection):
        return Real(_SERVER_US, {})
    return Real(_OWN_US, {"real_us": int(clock.now().timestamp() * 1_000_000)})
