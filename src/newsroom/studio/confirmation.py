"""No video of what one voice alone reports, however well it scored (N 1.1: two independent confirmations)."""

from newsroom.model.brief import Hold
from newsroom.model.story import Story

ORIGINS_MIN = 2


def unconfirmed(story: Story) -> Hold | None:
    """The hold of a story with fewer than two independent origins; None when it has them."""
    if story.confirmations >= ORIGINS_MIN:
        return None
    reason = f"{story.confirmations} independent source is too few for a video: {ORIGINS_MIN} are wanted. More reports are needed."
    return Hold(story_id=story.id, code="one_source", reason=reason, usable=0)
