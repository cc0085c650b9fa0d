"""Items under one headline, word for word, tell of one thing: a report set again, or carried by another outlet."""

from collections.abc import Callable, Container

from newsroom.model.item import Item
from newsroom.model.text import fold
from newsroom.scouts.headlines import headline_kind
from newsroom.scouts.same_frame import Frame, frame_of
from newsroom.scouts.story_features import bare_title

FEWEST_WORDS = 6
"""A shorter headline may stand over two things ("Storm warning")."""


class Titles:
    """Remembers which story each headline went to last."""

    def __init__(self) -> None:
        self._story_of: dict[Frame, str] = {}

    def answer(self, item: Item) -> tuple[str, str] | None:
        """(story id, why) when the item's headline is in a story already, else None."""
        known = self._story_of.get(_telling(item))
        return (known, "has the headline of another item of this story") if known else None

    def remember(self, item: Item, story_id: str) -> None:
        """Note the story of an item's headline, where it is long enough to tell one thing."""
        if story_id and (frame := _telling(item)):
            self._story_of[frame] = story_id

    def keep(self, current: Callable[[str], str], alive: Container[str]) -> None:
        """Forget the headlines of stories that are not `alive` any more; `current` follows a merged story."""
        self._story_of = {frame: story_id for frame, story_id in self._story_of.items() if current(story_id) in alive}


def _telling(item: Item) -> Frame:
    """The words of a report's headline; none of what fills a form (readings, alerts), nor of what is no report."""
    if item.kind in ("reading", "alert") or item.opinion or item.satire or item.not_news:
        return ()
    frame = frame_of(fold(bare_title(item)))
    return frame if len(frame) >= FEWEST_WORDS and headline_kind(item.title) == "report" else ()
