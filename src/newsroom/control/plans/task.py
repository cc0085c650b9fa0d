"""Making a task whose id says what it is for."""

from datetime import datetime
from typing import Any

from newsroom.model.ids import derive
from newsroom.model.task import Task, Tier


def task(
    kind: str,
    agent: str,
    tier: Tier,
    subject: str,
    seen: int,
    now: datetime,
    attempt: object,
    brief: dict[str, Any] | None = None,
) -> Task:
    """A task of `attempt` (a round, a revision): the same four give the same id, whenever it is planned."""
    return Task(
        id=derive("task", kind, agent, subject, attempt),
        kind=kind,
        agent=agent,
        tier=tier,
        subject=subject,
        seen=seen,
        due_at=now,
        brief={"attempt": str(attempt), **(brief or {})},
    )
