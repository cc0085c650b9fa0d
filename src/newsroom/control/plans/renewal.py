"""Evidence for a story that grew after its vote: read again before the script, and again once a video is out (N 3.1)."""

from datetime import datetime

from newsroom.control.plans.task import task
from newsroom.control.snapshot import Case
from newsroom.model.story import Story
from newsroom.model.task import Task


def plan(case: Case, now: datetime) -> tuple[Task, ...]:
    """The reading that this case lacks: none while its claims were made of every item that it has."""
    if not outgrown(case.story) or not (_to_be_written(case) or case.story.state in ("PUBLISHING", "PUBLISHED")):
        return ()
    story = case.story
    attempt = f"{story.round}.{len(story.item_ids)}"
    return (task("renewal", "Fact_Checker", "council", story.id, story.version, now, attempt),)


def outgrown(story: Story) -> bool:
    """Whether items came that the story's newest claims have not read."""
    return len(story.item_ids) > story.items_read


def _to_be_written(case: Case) -> bool:
    return case.story.state == "PRODUCING" and any(production.stage == "script" for production in case.productions)
