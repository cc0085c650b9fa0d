"""The pictures of a story's reports, fetched through the one guarded way out and read in the limited process.

At most six a story, one an owner, the best outlets first: they are looked at, not collected; nothing is kept but what was
measured. What cannot be fetched or read is left out, so that a picture nobody could see counts as absent.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from newsroom.model.errors import NewsroomError, Refused
from newsroom.model.item import Item
from newsroom.model.picture import Picture
from newsroom.world.feeds.apart import PICTURE, Document, parse_apart
from newsroom.world.feeds.draft import Parsed
from newsroom.world.fetch import Fetched

PICTURES_MOST = 6
BYTES_MOST = 8_000_000
SECONDS_MOST = 60.0

ParsePictures = Callable[[Sequence[Document]], Awaitable[Sequence[Parsed | Refused]]]


class Get(Protocol):
    """The part of the fetcher that is used here."""

    async def get(self, url: str, *, max_bytes: int = BYTES_MOST, robots: bool = False) -> Fetched: ...


class Darkroom:
    """Looks at pictures through `fetcher`; `parse` is replaced in tests."""

    def __init__(self, fetcher: Get, parse: ParsePictures = parse_apart) -> None:
        self._fetcher = fetcher
        self._parse = parse

    async def look(self, items: Sequence[Item]) -> tuple[Picture, ...]:
        """What the pictures of `items` say about themselves, in order of the items; none within a minute is none."""
        wanted = chosen(items)
        try:
            async with asyncio.timeout(SECONDS_MOST):
                found = await asyncio.gather(*(self._fetch(item) for item in wanted))
        except TimeoutError:
            return ()
        got = [(item, fetched) for item, fetched in zip(wanted, found, strict=True) if fetched is not None]
        read = await self._parse([Document(fetched.body, PICTURE, fetched.content_type) for _, fetched in got])
        return tuple(
            one.picture.model_copy(update={"item_id": item.id, "url": item.image_url})
            for (item, _), one in zip(got, read, strict=True)
            if not isinstance(one, Refused) and one.picture is not None
        )

    async def _fetch(self, item: Item) -> Fetched | None:
        try:
            return await self._fetcher.get(item.image_url, max_bytes=BYTES_MOST, robots=True)
        except NewsroomError:
            return None


def chosen(items: Sequence[Item]) -> tuple[Item, ...]:
    """Whose pictures are looked at: one an owner and address, outlets of the better tiers first."""
    ranked = sorted(
        (item for item in items if item.image_url), key=lambda item: (item.publisher.tier, item.seen_at, item.id)
    )
    first: dict[str, Item] = {}
    for item in ranked:
        if item.image_url not in {other.image_url for other in first.values()}:
            first.setdefault(item.publisher.owner, item)
    return tuple(list(first.values())[:PICTURES_MOST])
