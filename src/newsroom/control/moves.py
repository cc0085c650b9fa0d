"""One step of a story: the table's next state, a new version, a deadline, and the audit row that says so (N 5.3)."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from newsroom.model.lifecycle import Event, State, limit_of, next_state
from newsroom.model.story import Story
from newsroom.model.task import AuditEntry
from newsroom.ports import Change

JUDGE = "Judge"


class Move(NamedTuple):
    """A story after its step, the row that writes it, and the audit row that records it."""

    story: Story
    change: Change
    audit: AuditEntry


def move(
    story: Story, event: Event, now: datetime, reason: str, *, why: dict[str, Any] | None = None, **updates: Any
) -> Move:
    """`story` after `event`. `why` joins the audit payload; `updates` are fields of the story that change with it.

    Raises:
        KeyError: the lifecycle has no such arrow.
    """
    target = next_state(story.state, event)
    later = story.model_copy(
        update={
            "state": target,
            "entered_at": now,
            "due_at": deadline(target, now),
            "version": story.version + 1,
            "reason": reason,
            **updates,
        }
    )
    payload = {"from": story.state, "to": target, "event": event, "reason": reason, **(why or {})}
    return Move(later, story_change(later), note(f"story.{event}", later.id, later.version, now, payload))


def deadline(state: State, now: datetime) -> datetime | None:
    """When a stay in `state` that begins now has to end, or None."""
    limit = limit_of(state)
    return now + timedelta(minutes=limit.minutes) if limit else None


def story_change(story: Story) -> Change:
    """The write of a story whose version was raised by one (or is the first)."""
    return Change("story", story.id, story.version - 1, story, story.id, story.state, story.due_at)


def note(
    action: str, subject: str, version: int, now: datetime, payload: dict[str, Any], actor: str = JUDGE
) -> AuditEntry:
    """An audit row of the Judge, or of a named person or agent."""
    return AuditEntry(at=now, actor=actor, action=action, subject=subject, subject_version=version, payload=payload)
