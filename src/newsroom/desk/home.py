"""A newsroom's own store, opened for people's commands: light, so that looking is quick."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.model.errors import Refused
from newsroom.world.store import SqlStore

DATABASE = "newsroom.db"


@contextmanager
def reading(home: Path) -> Iterator[SqlStore]:
    """The home folder's store.

    Raises:
        Refused: there is no newsroom in `home` yet.
        Unavailable: its database cannot be opened.
    """
    file = home / DATABASE
    if not file.exists():
        raise Refused("no_newsroom", f"There is no newsroom in {home}.", "Start one with `newsroom replay rehearsal`.")
    store = SqlStore(file)
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
    store = SqlStore(home / DATABASE)
    try:
        yield store
    finally:
        store.close()
