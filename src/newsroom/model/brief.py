"""What the studio is handed for one video, and its answer when there is too little to say (N 3.1; decisions 2, 3)."""

from newsroom.model.base import Noun, UtcTime
from newsroom.model.channel import Channel
from newsroom.model.claim import Claim
from newsroom.model.item import Item
from newsroom.model.story import Story
from newsroom.model.verdict import Condition


class StudioBrief(Noun):
    """One approved story for one channel. Pure data: everything a script may lean on.

    `items` are the story's items that were read (source n-grams and evidence checks); `conditions` are the verdict's;
    `suggestions` are the voters' (B4); `publishers` maps an owner to the outlet name to say aloud (an owner that is
    missing is named by its evidence's `outlet`); `now` is the planned publication time, time words resolve against it
    in the channel's zone; `lexicon` maps a written name to how it is spoken.
    """

    story: Story
    claims: tuple[Claim, ...]
    items: tuple[Item, ...]
    channel: Channel
    now: UtcTime
    conditions: tuple[Condition, ...] = ()
    suggestions: tuple[str, ...] = ()
    publishers: dict[str, str] = {}
    lexicon: dict[str, str] = {}


class Hold(Noun):
    """No script: too little can be said truly. `code` is stable, `reason` one human sentence, `usable` the claims left.

    Codes: `thin` (fewer than five usable claims), `short` (usable claims make fewer words than the shortest video),
    `no_hook` (nothing safe to open on), `one_source` (one independent origin alone), `language` (no usable claim is in English).
    """

    story_id: str
    code: str
    reason: str
    usable: int
