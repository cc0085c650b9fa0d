"""What a parser hands over: drafts of items, what it refused, and trend terms – before anyone knows whose they are."""

from typing import NamedTuple

from newsroom.model.base import Noun, UtcTime
from newsroom.model.fact_check import FactCheck
from newsroom.model.item import Alert, Engagement, ItemKind, Place
from newsroom.model.picture import Picture


class Draft(Noun):
    """One item as a feed gave it, already plain text. `key` is the feed's own id, or one made from link or content.

    `published` is None when the date is missing or unreadable, `recorded` when no recorder noted the arrival.
    `revision` is what the feed changes under one key (a magnitude, a colour); empty where it never does.
    `links` are (label, address) pairs of the body; `named` is an outlet that the feed itself names as the origin.
    `fact_checks` are reviews of claims that the item publishes.
    """

    key: str
    url: str
    title: str
    text: str
    snapshot: str
    published: UtcTime | None = None
    recorded: UtcTime | None = None
    language: str = ""
    author: str = ""
    image_url: str = ""
    kind: ItemKind = "article"
    links: tuple[tuple[str, str], ...] = ()
    named: str = ""
    place: Place | None = None
    engagement: Engagement | None = None
    alert: Alert | None = None
    not_news: bool = False
    revision: str = ""
    fact_checks: tuple[FactCheck, ...] = ()

    @property
    def edition(self) -> str:
        """What tells this draft from every other of its source, and from its own earlier revisions."""
        return f"{self.key}#{self.revision}" if self.revision else self.key


class Fault(Noun):
    """One item, or the tail of a document, that was not accepted; the rest was."""

    code: str
    detail: str


class Count(Noun):
    """How many posts matched within a span that a service counted: `value` posts from `start` to `end`."""

    start: UtcTime
    end: UtcTime
    value: int


class Parsed(NamedTuple):
    """A document read to its end. `stated_at` is when the document says it was made, None when it does not.

    `more` are ids or page marks of further documents, as a stranger wrote them, for world/apis to ask for.
    `picture` is what a picture says about itself; it has no drafts.
    """

    drafts: tuple[Draft, ...] = ()
    faults: tuple[Fault, ...] = ()
    duplicates: int = 0
    trends: dict[str, float] = {}
    stated_at: UtcTime | None = None
    more: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    picture: Picture | None = None
