"""A newsroom's own store, opened for people's commands: light, so that looking is quick.

A newsroom lives in the database that DATABASE_URL names, or in its home's own file. A replayed day always lies in the
home's file, and is what is shown where there is one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.control.records import Edition
from newsroom.model.errors import Refused
from newsroom.settings import servers
from newsroom.world.store import SqlStore

DATABASE = "newsroom.db"


def kept_in(home: Path) -> Path | str:
    """Where the newsroom that this home shows is kept: a file, or the address of a database."""
    url = servers(home).database_url
    return url if url and not holds_replay(home) else home / DATABASE


def holds_replay(home: Path) -> bool:
    """Whether the home's own file holds a replayed day."""
    file = home / DATABASE
    if not file.exists():
        return False
    store = SqlStore(file)
    try:
        return store.get("edition", "edition", Edition) is not None
    finally:
        store.close()


@contextmanager
def reading(home: Path) -> Iterator[SqlStore]:
    """The home folder's store.

    Raises:
        Refused: there is no newsroom in `home` yet.
        Unavailable: its database cannot be opened.
    """
    where = kept_in(home)
    if isinstance(where, Path) and not where.exists():
        raise Refused("no_newsroom", f"There is no newsroom in {home}.", "Start one with `newsroom replay rehearsal`.")
    store = SqlStore(where)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opening(home: Path) -> Iterator[SqlStore]:
    """The home folder's store, made where there is none: what is decided before the first day counts from its start.

    Raises:
        Unavailable: its database cannot be opened or made.
    """
    store = SqlStore(kept_in(home))
    try:
        yield store
    finally:
        store.close()
