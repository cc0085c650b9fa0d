"""What the clustering answers: where an item went, and which stories turned out to be one."""

from datetime import datetime
from typing import NamedTuple


class Assignment(NamedTuple):
    """Where an item went. `story_id` is empty when it belongs to no story.

    `similarity` is 0 to 1, 1 at its founding: one half is just enough to be let in.
    """

    story_id: str
    is_new: bool
    similarity: float
    why: str


class Joined(NamedTuple):
    """Two stories that turned out to be one: what `gone` tells is told by `kept` since
    `at`, when the item that showed it was seen."""

    gone: str
    kept: str
    at: datetime
    why: str
