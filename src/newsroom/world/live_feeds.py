"""The watched sources, live: polled at a pace that follows how often each one has news, politely, never crashing.

With no network every source reports `unavailable` once per failed attempt and the newsroom goes on with what it has. A
source that answers and has nothing to say for far longer than usual reports `silent`, once for each silence. A poll
waits so long and no longer: a slow host's answer is taken by the next one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

from newsroom.model.errors import NewsroomError, Refused, Rejected, Unavailable
from newsroom.model.item import Item, Source
from newsroom.model.sample import Sample, engaged
from newsroom.ports import Arrivals, Refusal
from newsroom.world.apis import follow
from newsroom.world.apis.request import Keys
from newsroom.world.asking import Answer, Asker, Get
from newsroom.world.feeds.apart import Document, parse_apart
from newsroom.world.feeds.draft import Draft, Parsed
from newsroom.world.fetch import Fetched, Later
from newsroom.world.items import make_item
from newsroom.world.pace import Pace
from newsroom.world.sources import Outlets
from newsroom.world.watch_list import Watched, WatchList

GONE_FOR = timedelta(hours=24)
KEPT = timedelta(hours=48)
TRENDS_KEPT = timedelta(hours=24)
PATIENCE_S = 30.0
ROUNDS = 4
"""A document and what it points to, page after page, within one poll."""
_NEVER_EMPTY = frozenset(("", "rss", "atom", "json_feed"))
"""Feeds of reports; of a list of alerts or a search, nothing is an ordinary answer."""

Parse = Callable[[Sequence[Document]], Awaitable[tuple[Parsed | Refused, ...]]]


class Record(Protocol):
    """Keeps what a source sent (lab/record.py)."""

    def take(self, watched: Watched, answer: Fetched, at: datetime) -> None: ...


class _Heard(NamedTuple):
    watched: Watched
    answer: Answer
    fetched: Fetched


class LiveFeeds:
    """The port `Feeds` over live sources. What was seen in the last 48 hours can be asked for again. Close it when done."""

    def __init__(
        self,
        watch: WatchList,
        fetcher: Get,
        poll_minutes: int = 5,
        parse: Parse = parse_apart,
        *,
        keys: Keys | None = None,
        home: Path | None = None,
        record: Record | None = None,
    ) -> None:
        """Sources whose key is not in `keys` are left out; `home` holds imported lists; `record` hears every document."""
        held = keys or Keys()
        self.watch = watch.with_keys(tuple(held))
        self._watched = {w.source.id: w for w in self.watch.watched}
        self._outlets = Outlets((w.source for w in watch.watched), watch.rated)
        self._asker = Asker(fetcher, held, home or Path())
        self._parse = parse
        self._record = record
        self._paces = {own_id: _pace(w, poll_minutes) for own_id, w in self._watched.items()}
        self._under_way: dict[str, asyncio.Task[tuple[Answer, ...]]] = {}
        self._items: dict[str, Item] = {}
        self._refused: list[tuple[datetime, Refusal]] = []
        self._duplicates: list[datetime] = []
        self._counted: list[Sample] = []
        self._trends: dict[str, tuple[datetime, dict[str, float]]] = {}
        self._busy = asyncio.Lock()
        self.sources: tuple[Source, ...] = tuple(w.source for w in self.watch.watched)

    async def __aenter__(self) -> "LiveFeeds":
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def arrivals(self, since: datetime, until: datetime) -> Arrivals:
        """What was first seen after `since` and up to `until`; sources that are due at `until` are polled before."""
        async with self._busy:
            await self._poll(until, tuple(self._watched))
        items = self._seen(since, until)
        refused = tuple(refusal for at, refusal in self._refused if since < at <= until)
        named = {item.source_id for item in items} | {refusal.source_id for refusal in refused}
        return Arrivals(
            items=items,
            sources=tuple(w.source for own_id, w in self._watched.items() if own_id in named),
            refused=refused,
            duplicates=sum(1 for at in self._duplicates if since < at <= until),
            trends=self._trends_at(until),
            counted=tuple(one for one in self._counted if since < one.at <= until),
        )

    async def newest(self, source_id: str, now: datetime) -> tuple[Item, ...]:
        """What one source sent in the last 48 hours; it alone is polled, if it is due.

        Raises:
            Refused: no_such_source.
        """
        if source_id not in self._watched:
            raise Refused("no_such_source", f"No watched source is called {source_id:.60}.", "See the catalogue.")
        async with self._busy:
            await self._poll(now, (source_id,))
        return tuple(item for item in self._seen(now - KEPT, now) if item.source_id == source_id)

    def _seen(self, since: datetime, until: datetime) -> tuple[Item, ...]:
        seen = (item for item in self._items.values() if since < item.seen_at <= until)
        return tuple(sorted(seen, key=lambda item: (item.seen_at, item.id)))

    async def _poll(self, now: datetime, wanted: Sequence[str]) -> None:
        for own_id in wanted:
            pace = self._paces[own_id]
            if own_id not in self._under_way and (pace.due is None or pace.due <= now):
                asking = self._asker.regular(self._watched[own_id], pace, now)
                self._under_way[own_id] = asyncio.create_task(asking)
        over = asyncio.get_running_loop().time() + PATIENCE_S
        for _ in range(ROUNDS):
            left = over - asyncio.get_running_loop().time()
            if not self._under_way or left <= 0:
                break
            await asyncio.wait(self._under_way.values(), timeout=left)
            await self._hear([own_id for own_id, task in self._under_way.items() if task.done()], now)
        self._forget(now - KEPT)

    async def _hear(self, answered: Sequence[str], now: datetime) -> None:
        heard: list[_Heard] = []
        order = {own_id: place for place, own_id in enumerate(self._watched)}
        for own_id in sorted(answered, key=order.__getitem__):
            for answer in self._under_way.pop(own_id).result():
                if isinstance(answer.result, NewsroomError):
                    self._failed(self._watched[own_id], answer.result, now, answer.first)
                elif answer.result.unchanged:
                    self._answered(self._watched[own_id], now, 0, empty=False)
                else:
                    heard.append(_Heard(self._watched[own_id], answer, answer.result))
        documents = [Document(h.fetched.body, h.answer.request.format, h.fetched.content_type) for h in heard]
        parsed = await self._parse(documents) if documents else ()
        for one, document in zip(heard, parsed, strict=True):
            self._take(one, document, now)

    def _take(self, heard: _Heard, parsed: Parsed | Refused, now: datetime) -> None:
        watched, (request, _, first), fetched = heard
        own_id = watched.source.id
        if self._record is not None:
            self._record.take(watched, fetched, now)
        if isinstance(parsed, Refused):
            self._failed(watched, parsed, now, first)
            return
        pace = self._paces[own_id]
        fresh = [draft for draft in parsed.drafts if pace.is_new(draft.edition)]
        for draft in fresh:
            item = make_item(draft, watched.source, watched.way, self._outlets, now)
            self._items.setdefault(item.id, item)
        new = {draft.edition for draft in fresh}
        again = (draft for draft in parsed.drafts if draft.engagement is not None and draft.edition not in new)
        self._counted += [engaged(make_item(one, watched.source, watched.way, self._outlets, now)) for one in again]
        for fault in parsed.faults if fresh else ():
            self._note(watched, fault.code, fault.detail, now)
        self._duplicates += [now] * (parsed.duplicates if fresh else 0)
        if parsed.trends:
            self._trends[own_id] = (now, dict(parsed.trends))
        if fresh or parsed.trends:
            pace.habit.heard(_moments(fresh, now))
        if first:
            # Only now: a validator of a document that could not be read would hide its next version.
            pace.etag, pace.modified = fetched.etag, fetched.modified
            empty = not (parsed.drafts or parsed.faults or parsed.trends or parsed.more)
            self._answered(watched, now, len(fresh), empty)
        requests = follow(request, parsed.more)
        if requests and own_id not in self._under_way:
            self._under_way[own_id] = asyncio.create_task(self._asker.further(watched, requests))

    def _answered(self, watched: Watched, now: datetime, fresh: int, empty: bool) -> None:
        pace = self._paces[watched.source.id]
        pace.went_well(now, fresh)
        strange = pace.habit.alarm(now, empty and watched.format in _NEVER_EMPTY)
        if strange:
            self._note(watched, "silent", f"{watched.source.name} {strange}", now)

    def _failed(self, watched: Watched, error: NewsroomError, now: datetime, first: bool) -> None:
        wait = timedelta(seconds=error.after_s) if isinstance(error, Later) else timedelta()
        for_good = isinstance(error, Rejected) or error.code == "robots_disallow"
        if first or wait:
            self._paces[watched.source.id].failed(now, GONE_FOR if for_good else wait)
        code = "unavailable" if isinstance(error, Unavailable) else error.code
        self._note(watched, code, error.message, now)

    def _note(self, watched: Watched, code: str, detail: str, now: datetime) -> None:
        self._refused.append((now, Refusal(source_id=watched.source.id, code=code, detail=detail)))

    def _trends_at(self, now: datetime) -> dict[str, float]:
        known: dict[str, float] = {}
        for at, trends in self._trends.values():
            for term, share in trends.items() if at > now - TRENDS_KEPT else ():
                known[term] = max(share, known.get(term, 0.0))
        return known

    def _forget(self, before: datetime) -> None:
        self._items = {own_id: item for own_id, item in self._items.items() if item.seen_at >= before}
        self._refused = [(at, refusal) for at, refusal in self._refused if at >= before]
        self._duplicates = [at for at in self._duplicates if at >= before]
        self._counted = [one for one in self._counted if one.at >= before]


def _pace(watched: Watched, poll_minutes: int) -> Pace:
    hours = watched.entry.get("expect_hours")
    minutes = max(poll_minutes, int(watched.entry.get("poll_minutes") or 0))
    return Pace(timedelta(minutes=minutes), timedelta(hours=hours) if hours else None)


def _moments(fresh: Sequence[Draft], now: datetime) -> list[datetime]:
    """When these items are dated, none later than now; what has no date counts for the moment it came."""
    return [min(draft.published, now) if draft.published else now for draft in fresh] or [now]
