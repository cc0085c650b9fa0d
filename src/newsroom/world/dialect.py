"""The few places where SQLite and PostgreSQL say the same thing in other words."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from newsroom.ports import Clock
from newsroom.world.statements import run, run_each

Upsert = sqlite.Insert | postgresql.Insert

RealUs = sa.ColumnElement[int]
"""An expression for the real time in microseconds since 1970."""

_PEN = 7_461_001
"""The advisory lock that stands for the one pen; any number, the same in every process."""

_SERVER_US = sa.select(
    sa.cast(sa.extract("epoch", sa.func.clock_timestamp()) * 1_000_000, sa.BigInteger)
).scalar_subquery()
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
        run(connection, _TAKE_PEN)


_TAKE_PEN = sa.select(sa.func.pg_advisory_xact_lock(sa.literal_column(str(_PEN))))


class Among(sa.ColumnElement[bool]):
    """Whether a column's value is one of the list that the statement is given as `name`, of whatever length."""

    inherit_cache = False
    type = sa.Boolean()

    def __init__(self, column: sa.ColumnElement[Any], name: str) -> None:
        self.column = column
        self.name = name

    def self_group(self, against: Any = None) -> "Among":
        """Itself: put as a question of truth ("IN (...) = 1"), it would hide the column's index from SQLite."""
        del against
        return self


@compiles(Among, "sqlite")
def _among_json(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    values = compiler.process(sa.bindparam(element.name, type_=sa.String), **options)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(Among, "postgresql")
def _among_array(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    values = compiler.process(sa.bindparam(element.name, type_=postgresql.ARRAY(sa.String)), **options)
    return f"{column} = ANY ({values})"


def insert_missing(connection: sa.Connection, table: sa.Table, values: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key is not there yet; the others stay as they are."""
    if values:
        run_each(connection, _insert_missing(table, is_postgres(connection)), values)


@cache
def _insert_missing(table: sa.Table, on_server: bool) -> sa.Insert:
    make = postgresql.insert if on_server else sqlite.insert
    return make(table).on_conflict_do_nothing()


@cache
def upsert(table: sa.Table, on_server: bool) -> Upsert:
    """An insert that may say what becomes of a row that is there."""
    return postgresql.insert(table) if on_server else sqlite.insert(table)


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
