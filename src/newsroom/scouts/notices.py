"""Where revisions of an official alert or reading belong: to the story of what they revise, whatever their words say.

Order of precedence for one notice:
1. a test, exercise, draft or message between systems belongs to no story;
2. a notice whose id, or one of whose references, was met before joins that story;
3. what takes back a notice that nobody met founds nothing, and the notice, should it come late, founds nothing either;
4. anything else goes the way of every item.
"""

from collections.abc import Callable, Container

from newsroom.model.item import Item
from newsroom.model.standing import is_for_the_public, notice_keys, takes_back


class Notices:
    """Remembers which story each notice went to. Feed it every item, in the order of assignment."""

    def __init__(self) -> None:
        self._story_of: dict[tuple[str, str], str] = {}
        self._taken_back: set[tuple[str, str]] = set()

    def answer(self, item: Item) -> tuple[str, str] | None:
        """(story id, why) for a notice that these rules place, "" for no story; None for every other item."""
        if not is_for_the_public(item):
            return "", "not meant for the public: a test, an exercise or a draft"
        keys = notice_keys(item)
        known = next((self._story_of[key] for key in keys if key in self._story_of), None)
        if known is not None:
            return known, "revises an official notice of this story"
        if takes_back(item):
            self._taken_back.update(keys)
            return "", "takes back a notice that is in no story"
        if keys and keys[0] in self._taken_back:
            return "", "was taken back before it came"
        return None

    def remember(self, item: Item, story_id: str) -> None:
        """Note the story of a notice; what it refers to belongs there too, even if it comes later."""
        for key in notice_keys(item) if story_id else ():
            self._story_of.setdefault(key, story_id)

    def keep(self, current: Callable[[str], str], alive: Container[str]) -> None:
        """Forget the notices of stories that are not `alive` any more; `current` follows a merged story."""
        self._story_of = {key: story_id for key, story_id in self._story_of.items() if current(story_id) in alive}
