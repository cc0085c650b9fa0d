"""The real store as one simulated process sees it: it may die before or after a write, find the disk full or slow, be
kept waiting by another writer, or never hear that its write was kept. What was kept enters the ledger.

With `whole_passes` a batch is the store's own transaction. Without, each commit of a batch stands by itself, as if many
servers were writing between them: a Judge has to be right then too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from newsroom.lab.simulation.crash import Crash
from newsroom.lab.simulation.faults import Faults
from newsroom.lab.simulation.seen import Seen, asked
from newsroom.model.errors import StaleVersion, Unavailable
from newsroom.ports import Commit, Store

_FORGETS: dict[str, tuple[str, ...]] = {
    "answer": ("open_tasks", "task", "results"),
    "answer_all": ("open_tasks", "task", "results"),
    "begin_tries": ("open_tasks", "task"),
    "take_back_tries": ("open_tasks", "task"),
    "begin_task": ("open_tasks", "task"),
    "hand_back": ("open_tasks", "task"),
    "claim_tasks": (),
    "keep_task": (),
    "claim_effect": (),
    "keep_effect": (),
    "release_effect": (),
}
"""What each plain write changes the answers to: a lease alone changes none, a start changes a task's tries."""

_ANSWERS = frozenset({"answer", "answer_all"})
_OF_NOUNS = frozenset({"find", "get", "get_many", "count"})
_READS = _OF_NOUNS | {"results", "open_tasks", "task", "known_tasks", "open_effects"}
_SLOW_MS = (500, 15_000)


class Surroundings(Protocol):
    """What a shaky store needs of the world around it."""

    faults: Faults
    writer: "ShakyStore | None"
    seen: Seen

    def between(self, who: str) -> None: ...

    def kept(self, commits: list[Commit], who: str) -> None: ...

    def wrote(self, who: str) -> None: ...

    def next_due(self, table: str) -> datetime: ...

    def slow(self, low_ms: int, high_ms: int) -> None: ...


class ShakyStore:
    """`ports.Store` for one process. After `gone` every call dies: a dead process writes nothing."""

    def __init__(self, store: Store, who: str, world: Surroundings, whole_passes: bool) -> None:
        self._store = store
        self._who = who
        self._world = world
        self._whole_passes = whole_passes
        self._batched: list[Commit] | None = None
        self._seen: Seen | None = None
        self.gone = False

    def __getattr__(self, name: str) -> Any:
        made = self._made(name)
        # Found at once from now on.
        setattr(self, name, made)
        return made

    def _made(self, name: str) -> Any:
        real = getattr(self._store, name)
        if name in _FORGETS:
            return self._writing(real)
        return self._reading(real) if name in _READS else real

    def _reading(self, real: Callable[..., Any]) -> Callable[..., Any]:
        name, of_nouns = real.__name__, real.__name__ in _OF_NOUNS

        def read(*args: Any, **named: Any) -> Any:
            self._alive()
            self._world.between(self._who)
            if self._world.faults.fires("crash_in_a_read", self._who):
                raise Crash
            seen = self._seen or self._world.seen
            if name == "known_tasks":
                return seen.planned(args[0], real)
            by = args[0] if name == "open_effects" else named.get("due_by")
            if by is not None and not self._batched and self._world.next_due(args[0] if of_nouns else "effect") > by:
                # The ledger, which the database is held against at the end, has nothing that is due.
                return ()
            return seen.answer(args[0] if of_nouns else name, asked(name, args, named), partial(real, *args, **named))

        return read

    def _writing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        name = real.__name__

        def write(*args: Any) -> Any:
            self._before()
            answer = real(*args)
            (self._seen or self._world.seen).forget(*_FORGETS[name])
            if self._batched is None:
                if name in _ANSWERS:
                    self._world.wrote(self._who)
                self._after()
            return answer

        return write

    def commit(self, commit: Commit) -> None:
        """Write one decision whole, or fail like a machine."""
        self._before()
        try:
            self._store.commit(commit)
        except StaleVersion:
            self._world.faults.saw("version_conflict", self._who)
            raise
        (self._seen or self._world.seen).wrote(commit)
        if self._batched is not None:
            self._batched.append(commit)
            return
        self._world.kept([commit], self._who)
        self._after()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Several commits as one, unless this seed takes passes apart."""
        self._alive()
        if not self._whole_passes or self._batched is not None:
            yield
            return
        self._lock_held()
        self._world.writer, self._batched, self._seen = self, [], Seen(self._world.seen)
        try:
            with self._store.batch():
                yield
                if self._world.faults.fires("crash_before_commit", self._who):
                    raise Crash
            kept = self._batched
            self._world.seen = self._seen
        finally:
            self._world.writer, self._batched, self._seen = None, None, None
        self._world.kept(kept, self._who)
        self._after()

    def _before(self) -> None:
        self._alive()
        faults = self._world.faults
        self._world.between(self._who)
        if self._batched is not None:
            return
        self._lock_held()
        if faults.fires("crash_before_commit", self._who):
            raise Crash
        if faults.fires("store_full", self._who):
            raise Unavailable("store_full", "The disk is full: nothing was written.", "Free some space.")
        if faults.fires("store_slow", self._who):
            self._world.slow(*_SLOW_MS)

    def _lock_held(self) -> None:
        other = self._world.writer
        if (other is not None and other is not self) or self._world.faults.fires("store_busy", self._who):
            raise Unavailable("store_busy", "Another process holds the database.", "Stop it, or try again.")

    def _after(self) -> None:
        faults = self._world.faults
        if faults.fires("crash_after_commit", self._who):
            raise Crash
        if faults.fires("commit_unacknowledged", self._who):
            raise Unavailable("store_away", "The connection was lost after the commit.", "Try again.")

    def _alive(self) -> None:
        if self.gone:
            raise Crash
