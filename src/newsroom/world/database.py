"""Opening the one database: SQLite in a file (WAL, synchronous=FULL) or PostgreSQL by URL, at the newest migration."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from newsroom.model.errors import NewsroomError, Refused, StaleVersion, Unavailable
from newsroom.world.statements import say

HEAD = "0005"
_BUSY_MS = 10_000
_MIGRATING = 7_461_000
"""The advisory lock of the one process that migrates; any number, the same in every process."""
_STOPPED_S = 10
"""How long a transaction may stand still: a process that was stopped inside one then gives way to the others."""
_SERVER = f"-c idle_in_transaction_session_timeout={_STOPPED_S}s -c lock_timeout={_BUSY_MS}ms"
_EXAMPLE = "Write it as postgresql://user@host/newsroom."
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(where: Path | str) -> sa.Engine:
    """An engine on a database whose tables are up to date. `where` is a file, or a URL such as postgresql://.

    Raises:
        Refused: the URL is not one of PostgreSQL.
        Unavailable: the folder cannot be written, the disk is full, or the server does not answer.
    """
    with said_plainly(name_of(where)):
        engine = _sqlite(where) if isinstance(where, Path) else server(where)
        _migrate(engine)
    return engine


def open_hints(where: Path | str) -> sa.Engine:
    """A second engine on the same database, for writes that may be lost when the machine stops: leases are only hints."""
    if isinstance(where, Path):
        engine = _sqlite(where)
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=NORMAL"))
        return engine
    return server(where, " -c synchronous_commit=off")


def for_one_thing(engine: sa.Engine) -> sa.Engine:
    """The same connections for who says one thing at a time and needs no transaction."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine.execution_options(reading=True)


def name_of(where: Path | str) -> str:
    """What people are told; never an address, which may hold a password."""
    return str(where) if isinstance(where, Path) else "the database"


def _sqlite(file: Path) -> sa.Engine:
    if not file.parent.is_dir():
        try:
            file.parent.mkdir(parents=True)
        except OSError as error:
            raise Unavailable(
                "store_unwritable",
                f"The folder {file.parent} cannot be made: {error.strerror}.",
                "Choose another --home.",
            ) from error
    engine = sa.create_engine(
        f"sqlite:///{file}",
        connect_args={"timeout": _BUSY_MS / 1000, "check_same_thread": False},
        # Readers have no transaction and writers end their own: rolling back at each return is a third of a read.
        pool_reset_on_return=None,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def server(url: str, more: str = "") -> sa.Engine:
    """An engine on a PostgreSQL server, nothing asked of it yet; `more` are further options of its sessions.

    Raises:
        Refused: the address is none of PostgreSQL's.
    """
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise Refused("bad_setting", "DATABASE_URL is no address of a database.", _EXAMPLE) from error
    if address.get_backend_name() not in ("postgresql", "postgres"):
        raise Refused("bad_setting", f"{address.get_backend_name()} is no database that we know.", _EXAMPLE)
    options = {"options": _SERVER + more, "connect_timeout": 5, "application_name": "newsroom"}
    return sa.create_engine(
        address.set(drivername="postgresql+psycopg"),
        connect_args=options,
        isolation_level="READ COMMITTED",
        pool_size=8,
    )


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own BEGIN is switched off, so that a writer can take its lock before it reads.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    # FULL: a published post whose row is lost at power loss would be published twice.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin(connection: sa.Connection) -> None:
    # A writer takes its lock before it reads; a reader asks one thing at a time and needs no transaction.
    options = connection.get_execution_options()
    if not options.get("reading", False):
        say(connection, "BEGIN IMMEDIATE" if options.get("writing", False) else "BEGIN")


def _migrate(engine: sa.Engine) -> None:
    if _revision(engine) == HEAD:
        return
    # Alembic is slow to import and needed once in a database's life.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(engine: sa.Engine) -> str:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or "")


@contextmanager
def said_plainly(what: str) -> Iterator[None]:
    """Turn the database's own errors into the newsroom's: stale (a key exists) or unavailable (disk, lock, server)."""
    try:
        yield
    except NewsroomError:
        raise
    except sa.exc.IntegrityError as error:
        raise StaleVersion(what) from error
    except (sa.exc.DatabaseError, sa.exc.InterfaceError) as error:
        raise _unavailable(str(error.orig), what) from error
    except (sa.exc.TimeoutError, sa.exc.InvalidRequestError) as error:
        # The pool has no connection left, or the one in use was lost inside a transaction.
        raise _unavailable(str(error), what) from error


def _unavailable(text: str, what: str) -> Unavailable:
    lowered = text.lower()
    if "full" in lowered or "no space" in lowered:
        return Unavailable("store_full", f"The disk is full: nothing was written to {what}.", "Free some space.")
    if "readonly" in lowered or "unable to open" in lowered or "permission" in lowered:
        return Unavailable("store_unwritable", f"The database {what} cannot be written.", "Check the folder's rights.")
    if "not a database" in lowered or "malformed" in lowered:
        return Unavailable("store_damaged", f"{what} is damaged, or no database.", "Restore a backup; keep the file.")
    if "locked" in lowered or "busy" in lowered or "lock timeout" in lowered or "deadlock" in lowered:
        return Unavailable("store_busy", "Another process holds the database.", "Stop it, or try again.")
    return Unavailable("store_away", f"The database does not answer: {text}.", "Check DATABASE_URL or the disk.")
