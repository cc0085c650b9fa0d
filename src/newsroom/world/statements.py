"""Statements that are built once and run often: their words are made once for each database, and the driver runs them.

On the path of every decision, making a statement and wrapping its rows costs more than running it. What the driver
raises is raised as the library would have, and a connection that was lost is given up as the library would.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa

Statement = sa.Select[Any] | sa.Insert | sa.Update | sa.Delete

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Done(NamedTuple):
    """What a statement came to: its rows, in the order of its columns, and how many it touched."""

    rows: Sequence[tuple[Any, ...]]
    touched: int


def run(connection: sa.Connection, statement: Statement, values: Mapping[str, Any] = _NOTHING) -> Done:
    """Run a statement with these values; a list is what `dialect.Among` looks into."""
    words = _words(statement, connection.dialect, tuple(values))
    return _run(connection, words.text, words.given(values), many=False)


def run_each(connection: sa.Connection, statement: Statement, values: Sequence[Mapping[str, Any]]) -> None:
    """Run a write once for each of `values`, all of the same names."""
    words = _words(statement, connection.dialect, tuple(values[0]))
    given = [words.given(one) for one in values]
    _run(connection, words.text, given if len(given) > 1 else given[0], many=len(given) > 1)


def say(connection: sa.Connection, words: str) -> None:
    """Say something to the database that has no values, such as BEGIN."""
    _run(connection, words, (), many=False)


def _run(connection: sa.Connection, words: str, given: Any, *, many: bool) -> Done:
    held = connection.connection
    cursor = held.cursor()
    driver = connection.dialect.loaded_dbapi
    try:
        (cursor.executemany if many else cursor.execute)(words, given)
        return Done(cursor.fetchall() if cursor.description else [], cursor.rowcount)
    except driver.Error as error:
        lost = connection.dialect.is_disconnect(error, held.dbapi_connection, cursor)
        if lost:
            connection.invalidate(error)
        raise sa.exc.DBAPIError.instance(
            words, None, error, driver.Error, connection_invalidated=lost, dialect=connection.dialect
        ) from error
    finally:
        cursor.close()


class _Words(NamedTuple):
    """A statement in a database's words. `order` is empty where values are given by name; `own` are those it holds."""

    text: str
    order: tuple[str, ...]
    own: dict[str, Any]

    def given(self, values: Mapping[str, Any]) -> Any:
        every = {**self.own, **values} if self.own else values
        if not self.order:
            return dict(every)
        return [json.dumps(one) if isinstance(one, list) else one for one in map(every.__getitem__, self.order)]


@lru_cache(maxsize=512)
def _words(statement: Statement, dialect: sa.Dialect, names: tuple[str, ...]) -> _Words:
    keys = list(names) if isinstance(statement, sa.Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    own = {name: value for name, value in compiled.params.items() if value is not None}
    return _Words(str(compiled), tuple(getattr(compiled, "positiontup", None) or ()), own)
