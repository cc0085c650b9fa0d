"""The strategic tier's work: a plan and a time for each platform, and the analysis when the watch is over (N 4)."""

from datetime import datetime

from newsroom.control.plans.task import task
from newsroom.control.snapshot import Case
from newsroom.model.task import Task


def plan(case: Case, now: datetime) -> tuple[Task, ...]:
    """Strategy, then timing, until the publications stand; feedback once the watch is over."""
    story = case.story
    if story.state == "PUBLISHING" and not case.publications:
        kind, agent = ("timing", "Timing_Oracle") if case.finding("strategy") else ("strategy", "Platform_Strategist")
        return (task(kind, agent, "strategic", story.id, story.version, now, story.round),)
    if story.state == "PUBLISHED" and story.due_at is not None and story.due_at <= now:
        return (task("feedback", "Feedback_Analyst", "strategic", story.id, story.version, now, story.round),)
    return ()
