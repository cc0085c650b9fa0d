"""The few places where SQLite and PostgreSQL say the same thing in other words."""

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from newsroom.ports import Clock

Statement = sa.Select[Any] | sa.Insert | sa.Update | sa.Delete

RealUs = sa.ColumnElement[int]
"""An expression for the real time in microseconds since 1970."""

_PEN = 7_461_001
"""The advisory lock that stands for the one pen; any number, the same in every process."""
_CLAIMS = 7_461_002
"""The one that stands for claiming."""

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
    _lock(connection, _PEN)


def take_the_claims(connection: sa.Connection) -> None:
    """One planner at a time claims what is due, so that each sees what the one before has claimed."""
    _lock(connection, _CLAIMS)


def _lock(connection: sa.Connection, number: int) -> None:
    if is_postgres(connection):
        run(connection, _LOCK, {"number": number})


_LOCK = sa.select(sa.func.pg_advisory_xact_lock(sa.bindparam("number", type_=sa.BigInteger)))


class Among(sa.ColumnElement[bool]):
    """Whether a column's value is one of the list that the statement is given as `name`, of whatever length."""

    inherit_cache = False
    type = sa.Boolean()

    def __init__(self, column: sa.ColumnElement[Any], name: str) -> None:
        self.column = column
        self.name = name


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


_NOTHING: Mapping[str, Any] = MappingProxyType({})


def run(connection: sa.Connection, statement: Statement, values: Mapping[str, Any] = _NOTHING) -> Any:
    """Run a statement that was built once; returns the library's result, whose rows it cannot know the types of.

    Its words are made once for each database: on the path of every decision that costs more than running them.
    """
    words = _words(statement, connection.dialect, tuple(values))
    return connection.exec_driver_sql(words.text, words.given(values))


def run_each(connection: sa.Connection, statement: Statement, values: Sequence[Mapping[str, Any]]) -> int:
    """Run a write once for each of `values`, all of the same names; returns how many rows it touched."""
    words = _words(statement, connection.dialect, tuple(values[0]))
    given = [words.given(one) for one in values]
    return connection.exec_driver_sql(words.text, given[0] if len(given) == 1 else given).rowcount


class _Words(NamedTuple):
    """A statement in a database's words. `order` is empty where values are given by name."""

    text: str
    order: tuple[str, ...]
    own: dict[str, Any]

    def given(self, values: Mapping[str, Any]) -> Any:
        every = {**self.own, **values} if self.own else values
        if not self.order:
            return dict(every)
        return tuple(_plain(every[name]) for name in self.order)


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list) else value


@lru_cache(maxsize=512)
def _words(statement: Statement, dialect: sa.Dialect, names: tuple[str, ...]) -> _Words:
    keys = list(names) if isinstance(statement, sa.Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    own = {name: value for name, value in compiled.params.items() if value is not None}
    return _Words(str(compiled), tuple(getattr(compiled, "positiontup", None) or ()), own)


def insert_missing(connection: sa.Connection, table: sa.Table, values: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key is not there yet; the others stay as they are."""
    if values:
        run_each(connection, _insert_missing(table, is_postgres(connection)), values)


@cache
def _insert_missing(table: sa.Table, on_server: bool) -> sa.Insert:
    make = postgresql.insert if on_server else sqlite.insert
    return make(table).on_conflict_do_nothing()


@cache
def upsert(table: sa.Table, on_server: bool) -> sqlite.Insert | postgresql.Insert:
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
