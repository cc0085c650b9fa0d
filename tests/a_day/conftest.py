"""One finished day, opened: a story by words of its reports, what a story went through, what it may say at its end."""

from collections.abc import Iterator
from typing import Any

import pytest

from newsroom.control.pages import story_page
from newsroom.council.evidence import build
from newsroom.model.claim import Claim
from newsroom.model.item import Item
from newsroom.model.page import StoryPage
from newsroom.model.story import Story
from newsroom.world.language import SpacyLanguage
from newsroom.world.store import SqlStore


class Day:
    """The store of a finished replay, read the way an editor would."""

    def __init__(self, store: SqlStore, result: dict[str, Any]) -> None:
        self.store = store
        self.result = result
        self.stories = store.find("story", Story)
        self.items = {item.id: item for item in store.find("item", Item)}
        self._language = SpacyLanguage()

    def story(self, words: str) -> Story:
        """The one story that a report with these words in its headline belongs to."""
        named = {item.id for item in self.items.values() if words in item.title}
        found = [story for story in self.stories if named & set(story.item_ids)]
        assert len(found) == 1, f"{words!r} is in {[story.headline for story in found]}"
        return found[0]

    def page(self, words: str) -> StoryPage:
        return story_page(self.store, self.story(words).id)

    def way(self, story: Story) -> list[str]:
        """The states the story went through, in order."""
        rows = [row for row in self.store.audit_of(story.id) if row.action.startswith("story.")]
        return [(self.store.payload(row.payload_hash) or {})["to"] for row in rows]

    def sent(self, story: Story) -> tuple[Item, ...]:
        return tuple(self.items[one] for one in story.item_ids)

    def claims_at_the_end(self, words: str) -> tuple[Claim, ...]:
        """What the whole of the story's reports, late ones too, says when it is read into claims."""
        story = self.story(words)
        return build(self.sent(story), story.origins, self._language)


@pytest.fixture(scope="module")
def day(rehearsal: Any) -> Iterator[Day]:
    """The rehearsal day without videos, finished."""
    store = SqlStore(rehearsal.home / "newsroom.db")
    yield Day(store, rehearsal.result)
    store.close()
