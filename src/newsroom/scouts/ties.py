"""What places an item in a story before any likeness is measured: what it refers to (notices.py), the page that it
tells of (same_page.py), another item's headline (same_title.py)."""

from collections.abc import Callable, Container

from newsroom.model.item import Item
from newsroom.scouts.notices import Notices
from newsroom.scouts.same_page import Pages
from newsroom.scouts.same_title import Titles


class Ties:
    """Remembers the ties of every item. Feed it every item, in the order of assignment."""

    def __init__(self) -> None:
        self._notices = Notices()
        self._pages = Pages()
        self._titles = Titles()

    def answer(self, item: Item) -> tuple[str, str] | None:
        """(story id, why) for an item that is tied, "" for one that belongs to no story; None for every other item."""
        for known in (self._notices, self._pages, self._titles):
            placed = known.answer(item)
            if placed is not None:
                return placed
        return None

    def remember(self, item: Item, story_id: str) -> None:
        """Note where an item went; an empty id for no story."""
        self._notices.remember(item, story_id)
        self._pages.remember(item, story_id)
        self._titles.remember(item, story_id)

    def keep(self, current: Callable[[str], str], alive: Container[str]) -> None:
        """Forget what is tied to stories that are not `alive` any more; `current` follows a merged story."""
        self._notices.keep(current, alive)
        self._pages.keep(current, alive)
        self._titles.keep(current, alive)
