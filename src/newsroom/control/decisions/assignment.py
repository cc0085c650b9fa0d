"""A person hands a story to the council: no auction, but every gate after it (newsroom produce)."""

from datetime import datetime

from newsroom.control.moves import Move, move, story_change
from newsroom.model.story import Story


def assigned(fresh: Story, by: str, now: datetime) -> Move:
    """The new story `fresh` goes to the council with the highest priority, by the word of `by`."""
    step = move(
        fresh, "assigned", now, "a person asked for it", why={"by": by}, priority=1.0, discovered_at=now, version=1
    )
    return step._replace(change=story_change(step.story))
