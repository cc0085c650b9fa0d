"""Intake and scouting: read the sources when it is time, then every scout looks at what they brought (N 1, 2.1)."""

from datetime import datetime, timedelta

from newsroom.control.plans.task import task
from newsroom.control.policy import INTAKE_EVERY
from newsroom.control.records import Cursor, Tick
from newsroom.control.snapshot import Snapshot
from newsroom.model.task import Task

SCOUTS = ("Wire_Scout", "Social_Scout", "Semantic_Scout", "Geo_Scout")


def plan(view: Snapshot, now: datetime) -> tuple[Task, ...]:
    """The intake that is due, and one scan a scout for each open tick."""
    due = view.cursor is not None and view.cursor.next_at <= now and not finished(view.cursor)
    intake = (_intake(view.cursor, now),) if due and view.cursor else ()
    return (*intake, *(scan for tick in view.ticks for scan in _scans(tick, now)))


def finished(cursor: Cursor) -> bool:
    """True when a replay has read its whole span."""
    return cursor.end is not None and cursor.at >= cursor.end


def next_look(cursor: Cursor) -> datetime:
    """When intake looks again after the look at `cursor.next_at`: on the five-minute grid, the end included."""
    step = cursor.next_at + INTAKE_EVERY
    return step if cursor.end is None or cursor.next_at >= cursor.end else min(step, cursor.end)


def _intake(cursor: Cursor, now: datetime) -> Task:
    brief = {"since": cursor.at.isoformat(), "until": cursor.next_at.isoformat()}
    return task("intake", "", "scout", cursor.id, cursor.version, now, f"{brief['since']}/{brief['until']}", brief)


def _scans(tick: Tick, now: datetime) -> tuple[Task, ...]:
    waiting = [scout for scout in SCOUTS if scout not in tick.scanned_by]
    return tuple(task("scan", scout, "scout", tick.id, tick.version, now, 1) for scout in waiting)


def grid(moment: datetime) -> datetime:
    """The five-minute mark at or before `moment`."""
    return moment - timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)
