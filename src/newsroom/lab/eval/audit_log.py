"""A small audit log in the product's own store, signed by its own notary, for tampering with (`newsroom eval audit`)."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newsroom.model.lifecycle import TRANSITIONS, State
from newsroom.model.story import Story
from newsroom.model.task import AuditEntry, AuditReport
from newsroom.ports import Change, Commit
from newsroom.world.audit_notary import CHECKPOINTS, FOLDER, PUBLIC, Notary, seals_of
from newsroom.world.store import SqlStore

NOON = datetime(2031, 5, 14, 12, 0, tzinfo=UTC)
STORIES = ("S1", "S2", "S3", "S4", "S5")
_FIRST: State = TRANSITIONS[0].target


class Log:
    """A log of `entries` rows about five stories; one row in five says that a story was published.

    `own` is what the verifier keeps where no attacker writes: the public key and, once pinned, the last checkpoint.
    """

    def __init__(self, folder: Path, entries: int, every: int) -> None:
        self._folder = folder
        self.home = folder / "home"
        self.database = self.home / "newsroom.db"
        self.checkpoints = self.home / FOLDER / CHECKPOINTS
        self._own = folder / "own"
        self._every = every
        self._versions: dict[str, int] = {}
        if not self._own.is_dir():
            self._own.mkdir(parents=True)
            self.grow(entries)
            if (self.home / FOLDER / PUBLIC).is_file():
                shutil.copy(self.home / FOLDER / PUBLIC, self._own / PUBLIC)

    def copied(self, folder: Path) -> "Log":
        """The same log in another folder, to be tampered with."""
        shutil.copytree(self._folder, folder)
        return Log(folder, 0, self._every)

    def grow(self, entries: int) -> None:
        """Write so many rows through the store, each with the state change it records, and sign where due."""
        with self._store() as store:
            first = len(store.audit_rows()) + 1
            notary = Notary(self.home, rows_between=self._every)
            for number in range(first, first + entries):
                store.commit(self._decision(number))
                if number % self._every == 0:
                    notary.keep_up(store, closing=True)

    def pin(self) -> None:
        """Copy the last signed checkpoint to where the attacker cannot write."""
        notes = self.notes()
        (self._own / CHECKPOINTS).write_text(notes[-1] if notes else "", encoding="utf-8")

    def notes(self) -> list[str]:
        """The signed checkpoints as they lie in the home folder."""
        text = self.checkpoints.read_text(encoding="utf-8") if self.checkpoints.is_file() else ""
        parts = text.split("\n\n")
        return [f"{body.lstrip()}\n\n{signed}\n\n" for body, signed in zip(parts[::2], parts[1::2], strict=False)]

    def keep(self, notes: list[str]) -> None:
        """Put these checkpoints in the home folder."""
        self.checkpoints.parent.mkdir(exist_ok=True)
        self.checkpoints.write_text("".join(notes), encoding="utf-8")

    def verify(self) -> AuditReport:
        """What the product's verifier says, with the verifier's own key and pin."""
        key, pin = self._own / PUBLIC, self._own / CHECKPOINTS
        seals = seals_of(self.home, pin if pin.is_file() else None, key if key.is_file() else None)
        with self._store() as store:
            return store.verify_audit(seals)

    @contextmanager
    def hand(self) -> Iterator[sqlite3.Connection]:
        """The attacker's hand in the database, past the store."""
        raw = sqlite3.connect(self.database)
        try:
            yield raw
            raw.commit()
        finally:
            raw.close()

    @contextmanager
    def _store(self) -> Iterator[SqlStore]:
        store = SqlStore(self.database)
        try:
            yield store
        finally:
            store.close()

    def _decision(self, number: int) -> Commit:
        story_id = STORIES[number % len(STORIES)]
        at = NOON + timedelta(minutes=number)
        payload: dict[str, Any] = {"vote": "no", "veto": True, "confidence": 0.5, "number": number}
        if number % 5 == 4:
            entry = AuditEntry(at=at, actor="Judge", action="publication.published", subject=f"{story_id}-site-{number}",
                               subject_version=1, payload=payload)  # fmt: skip
            return Commit(audit=(entry,))
        version = self._versions.get(story_id, 0) + 1
        self._versions[story_id] = version
        story = _story(story_id, version)
        entry = AuditEntry(at=at, actor="Fact_Checker", action="story.bid", subject=story_id, subject_version=version,
                           payload={**payload, "to": _FIRST})  # fmt: skip
        change = Change("story", story_id, version - 1, story, story_id, _FIRST)
        return Commit(changes=(change,), audit=(entry,))


def _story(story_id: str, version: int) -> Story:
    return Story(id=story_id, slug=story_id.lower(), headline=f"Bridge {story_id} opens", language="en", category="local",
                 item_ids=(), origins=(), first_published_at=NOON, first_seen_at=NOON, last_seen_at=NOON, entered_at=NOON,
                 state=_FIRST, version=version)  # fmt: skip
