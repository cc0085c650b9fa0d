"""What can be asked of the sources beyond their regular arrivals: the catalogue, one source's newest, one question."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from newsroom.model.errors import NewsroomError, Refused
from newsroom.model.item import Item, Source
from newsroom.ports import Clock
from newsroom.world.apis import ADAPTERS
from newsroom.world.apis.request import Keys
from newsroom.world.asking import Asker, Get
from newsroom.world.feeds.apart import Document, parse_apart
from newsroom.world.feeds.draft import Parsed
from newsroom.world.live_feeds import LiveFeeds, Parse
from newsroom.world.pace import Pace
from newsroom.world.watch_list import Watched


class Newsstand:
    """Live sources to be asked one at a time. `keys` are those of the source adapters."""

    def __init__(self, live: LiveFeeds, fetcher: Get, keys: Keys, clock: Clock, parse: Parse = parse_apart) -> None:
        self._live = live
        self._keys = keys
        self._asker = Asker(fetcher, keys, Path())
        self._clock = clock
        self._parse = parse

    def catalogue(self) -> tuple[dict[str, Any], ...]:
        """Every listed source with its facts and format; `off` says why one is not asked, "" for those that are."""
        on = [(w.source, w.format, "") for w in self._live.watch.watched]
        off = [(o.source, o.format, o.why) for o in self._live.watch.off]
        return tuple({**source.json_dict(), "format": kind, "off": why} for source, kind, why in (*on, *off))

    def adapters(self) -> dict[str, list[str]]:
        """Every service that can be asked a question, and the variables it still needs."""
        return {name: [key for key in one.needs if key not in self._keys] for name, one in ADAPTERS.items()}

    async def newest(self, source_id: str) -> tuple[Item, ...]:
        """What a source sent in the last 48 hours, oldest first; it is polled if it is due.

        Raises:
            Refused: no_such_source.
        """
        return await self._live.newest(source_id, self._clock.now())

    async def look_up(self, service: str, query: Mapping[str, Any]) -> Parsed:
        """One question to one service, first page: its posts or articles as drafts, its trends.

        Raises:
            Refused: no_such_service, no_key, bad_source (the query), or the parser's own.
            Rejected, Unavailable: as the fetcher's.
        """
        if service not in ADAPTERS or service.startswith("import_"):
            raise Refused("no_such_service", f"No service is called {service:.40}.", f"Known: {', '.join(ADAPTERS)}.")
        source = Source(id=f"asked.{service}", name=service, owner=service, kind="aggregator", tier=5)
        asked = Watched(source, service, "itself", {"query": dict(query)})
        answer = (await self._asker.regular(asked, Pace(timedelta()), self._clock.now()))[0]
        if isinstance(answer.result, NewsroomError):
            raise answer.result
        parsed = (await self._parse([Document(answer.result.body, service, answer.result.content_type)]))[0]
        if isinstance(parsed, Refused):
            raise parsed
        return parsed
