"""What was durably committed, kept beside the database: the memory that the invariants compare everything with.

A commit enters here at the moment it can no longer be lost. Later every row of the database must be what is written
here: nothing acknowledged is missing, nothing is there that nobody committed.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsroom.model.base import Noun
from newsroom.model.story import Story
from newsroom.model.task import AuditEntry, Effect, Task
from newsroom.ports import Commit


@dataclass(frozen=True)
class Step:
    """One durable commit: who made it and when, and the nouns it replaced (None where a row is new)."""

    by: str
    at: datetime
    commit: Commit
    before: dict[tuple[str, str], Noun | None]

    def story_before(self, story_id: str) -> Story | None:
        """The story as it was before this commit, where the commit wrote it."""
        found = self.before.get(("story", story_id))
        return found if isinstance(found, Story) else None


@dataclass
class Ledger:
    """The committed state as a plain memory."""

    rows: dict[tuple[str, str], Noun] = field(default_factory=dict)
    due: dict[tuple[str, str], datetime] = field(default_factory=dict)
    of_story: dict[tuple[str, str], dict[str, Noun]] = field(default_factory=lambda: defaultdict(dict))
    tasks: dict[str, Task] = field(default_factory=dict)
    open_tasks: set[str] = field(default_factory=set)
    asked: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    closed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    effects: dict[str, Effect] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    reached: Counter[str] = field(default_factory=Counter)
    arrows: Counter[str] = field(default_factory=Counter)
    transitions: int = 0
    commits: int = 0

    def take(self, commit: Commit, by: str, at: datetime) -> Step:
        """Enter one durable commit."""
        before = {(one.table, one.key): self.rows.get((one.table, one.key)) for one in commit.changes}
        for change in commit.changes:
            where = (change.table, change.key)
            self.rows[where] = change.noun
            self.of_story[(change.table, change.story_id)][change.key] = change.noun
            self.due.pop(where, None)
            if change.due_at is not None:
                self.due[where] = change.due_at
        for task in commit.tasks:
            self.asked.setdefault((task.kind, task.agent, task.subject, str(task.brief.get("attempt"))), task.id)
            if task.id not in self.tasks:
                self.tasks[task.id] = task
                self.open_tasks.add(task.id)
        for effect in commit.effects:
            self.effects.setdefault(effect.id, effect)
            self.due.setdefault(("effect", effect.id), effect.not_before)
        for effect_id, _ in commit.closed_effects:
            self.due.pop(("effect", effect_id), None)
        for task_id, status in commit.closed_tasks:
            self.closed[task_id].append(status)
            (self.open_tasks.add if status == "open" else self.open_tasks.discard)(task_id)
        self.audit.extend(commit.audit)
        self.commits += 1
        self.transitions += any(change.table != "cursor" for change in commit.changes)
        self._count_arrows(commit)
        return Step(by, at, commit, before)

    def _count_arrows(self, commit: Commit) -> None:
        for entry in commit.audit:
            if entry.action.startswith("story.") and "from" in entry.payload:
                payload: dict[str, Any] = entry.payload
                self.reached[payload["to"]] += 1
                self.arrows[f"{payload['from']} {payload['event']} {payload['to']}"] += 1

    def open_work(self, now: datetime) -> bool:
        """Whether some task is open, or some effect whose time has come."""
        return bool(self.open_tasks) or any(table == "effect" and at <= now for (table, _), at in self.due.items())

    def stories(self) -> tuple[Story, ...]:
        """Every story as it is now, in order of id."""
        return tuple(self.all("story", Story))

    def all(self, table: str, noun: type[Any]) -> list[Any]:
        """The rows of one table, in order of key."""
        found = [(key, row) for (name, key), row in self.rows.items() if name == table]
        return [row for _, row in sorted(found, key=lambda pair: pair[0]) if isinstance(row, noun)]

    def about(self, table: str, story_id: str) -> list[Any]:
        """The rows of one table that belong to one story, in order of key."""
        return [row for _, row in sorted(self.of_story[(table, story_id)].items())]
