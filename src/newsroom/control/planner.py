"""The Planner: from the state as it is to the tasks it calls for, and nothing remembered in between (C 1.1).

Level-triggered: it asks what is missing now, never what happened. A task's id is derived from what it is for, so
planning twice, or again after a crash, gives the same tasks; the store keeps the first of each id.
"""

from datetime import datetime

from newsroom.control.plans import council, intake, publishing, renewal, studio
from newsroom.control.snapshot import Snapshot
from newsroom.model.task import Task


def plan(view: Snapshot, now: datetime) -> tuple[Task, ...]:
    """Every task that the present state calls for, known ones included, in a fixed order."""
    return (
        *intake.plan(view, now),
        *(task for case in view.cases for task in council.plan(case, now)),
        *(task for case in view.cases for task in renewal.plan(case, now)),
        *(task for case in view.cases for task in studio.plan(case, now)),
        *(task for case in view.cases for task in publishing.plan(case, now)),
    )
