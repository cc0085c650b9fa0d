"""The real databases that seeds run on: SQLite files in memory-backed storage, emptied and used again from seed to seed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from newsroom.lab.simulation.timeline import START, Timeline
from newsroom.world.store import SqlStore

_MEMORY = Path("/dev/shm")


class RealTime:
    """The machine's clock of the run that is on, for leases: it never jumps."""

    def __init__(self) -> None:
        self.timeline: Timeline | None = None

    def now(self) -> datetime:
        """Real time since the run began, on a calendar."""
        return START if self.timeline is None else self.timeline.real()


class Databases:
    """One file, opened apart by each judge and once by everybody else, so that each batch is its own transaction."""

    def __init__(self, folder: Path) -> None:
        self._empty = folder / "empty.db"
        self._file = folder / "newsroom.db"
        self.real = RealTime()
        SqlStore(self._empty).close()
        shutil.copyfile(self._empty, self._file)
        self.stores = tuple(SqlStore(self._file, self.real) for _ in range(3))

    def begin(self, timeline: Timeline) -> None:
        """An empty database for the next seed."""
        for store in self.stores:
            store.close()
        for left in self._file.parent.glob(f"{self._file.name}*"):
            left.unlink()
        shutil.copyfile(self._empty, self._file)
        self.real.timeline = timeline

    def close(self) -> None:
        """Let the files go."""
        for store in self.stores:
            store.close()


@contextmanager
def databases() -> Iterator[Databases]:
    """Databases in a folder of their own, in memory where the machine has such a place."""
    with tempfile.TemporaryDirectory(prefix="newsroom-sim-", dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        made = Databases(Path(folder))
        try:
            yield made
        finally:
            made.close()
