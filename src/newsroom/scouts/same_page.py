"""Items that point to one page tell of one thing: a report, and whoever passes its link on."""

import re
from collections.abc import Callable, Container

from newsroom.model.item import Item

_ARTICLE = re.compile(r"^https://[^/]+/(?:.*\d{5,}|.*(?:[^/-]+-){3,}[^/-]+|.*/?\d{4}/\d{1,2}/|watch\?(?:.*&)?v=)")
"""A page of its own: a long number, a date, a slug of four words, a video's id. Fronts and sections hold many things."""


class Pages:
    """Remembers which story each page went to."""

    def __init__(self) -> None:
        self._story_of: dict[str, str] = {}

    def answer(self, item: Item) -> tuple[str, str] | None:
        """(story id, why) when the item's page is in a story already, else None."""
        known = self._story_of.get(item.canonical_url)
        return (known, "tells of the same page as another item of this story") if known else None

    def remember(self, item: Item, story_id: str) -> None:
        """Note the story of an item's page, where the address is one article's."""
        if story_id and _ARTICLE.match(item.canonical_url):
            self._story_of.setdefault(item.canonical_url, story_id)

    def keep(self, current: Callable[[str], str], alive: Container[str]) -> None:
        """Forget the pages of stories that are not `alive` any more; `current` follows a merged story."""
        self._story_of = {page: story_id for page, story_id in self._story_of.items() if current(story_id) in alive}
