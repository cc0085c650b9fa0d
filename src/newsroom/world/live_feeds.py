"""The watched sources, live: polled at a pace that follows how often each one has news, politely, never crashing.

A source that brings something new is asked sooner (down to the setting's minutes), a quiet one later (up to an hour),
a failing one ever later (up to six hours, or as long as it asks). With no network every source reports `unavailable`
once per failed attempt and the newsroom goes on with what it has.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import yaml

from newsroom.model.errors import NewsroomError, Refused, Rejected, Unavailable
from newsroom.model.item import Item, Source
from newsroom.ports import Arrivals, Refusal
from newsroom.world.feeds.apart import Document, parse_apart
from newsroom.world.feeds.draft import Parsed
from newsroom.world.fetch import Fetched, Later
from newsroom.world.items import make_item
from newsroom.world.sources import Outlets, Way, read_source, way_of

SLOWEST = timedelta(hours=1)
LONGEST_BACK_OFF = timedelta(hours=6)
GONE_FOR = timedelta(hours=24)
KEPT = timedelta(hours=48)
KEYS_KEPT = 5_000
AT_ONCE = 8

Parse = Callable[[Sequence[Document]], Awaitable[tuple[Parsed | Refused, ...]]]


class Get(Protocol):
    """The part of the fetcher that is used here."""

    async def get(self, url: str, *, etag: str = "", modified: str = "") -> Fetched: ...


class Watched(NamedTuple):
    """One source to poll: where, in which format ("" = guess), and how it names outlets behind it."""

    source: Source
    format: str
    way: Way


class WatchList(NamedTuple):
    """The user's sources.yaml, read: what to poll, and the outlets rated in it."""

    watched: tuple[Watched, ...]
    rated: tuple[dict[str, Any], ...] = ()


def watch_list(file: str) -> WatchList:
    """The home's sources.yaml, or the bundled catalogue where there is none."""
    if Path(file).exists():
        return read_watch_list(Path(file))
    with resources.as_file(resources.files("newsroom").joinpath("data/sources.yaml")) as bundled:
        return read_watch_list(bundled)


def read_watch_list(path: Path) -> WatchList:
    """The sources that `path` lists: keys of a corpus' sources.yaml with `url` instead of files; `enabled: false` skips.

    Raises:
        Refused: bad_source with the entry's place.
    """
    try:
        described = yaml.safe_load(path.read_bytes()) or {}
    except OSError as error:
        raise Refused("bad_source", f"{path} cannot be read.", "Run `newsroom init` to write one.") from error
    except yaml.YAMLError as error:
        raise Refused("bad_source", f"{path.name} is no readable YAML: {error}.", "Mend the file.") from error
    entries = described.get("sources") if isinstance(described, dict) else described
    watched = []
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict) or not entry.get("enabled", True):
            continue
        source = read_source(entry, f"{path.name}, {entry.get('id')}")
        way = way_of(source, str(entry.get("publisher_from") or ""))
        watched.append(Watched(source, str(entry.get("format") or ""), way))
    rated = described.get("publishers") if isinstance(described, dict) else None
    return WatchList(tuple(watched), tuple(e for e in rated or () if isinstance(e, dict)))


class _Pace:
    """What is remembered of one source between polls."""

    def __init__(self, shortest: timedelta) -> None:
        self.shortest = shortest
        self.interval = shortest
        self.due: datetime | None = None
        self.failures = 0
        self.etag = ""
        self.modified = ""
        self.keys: dict[str, None] = {}

    def went_well(self, now: datetime, fresh: int) -> None:
        self.failures = 0
        self.interval = max(self.shortest, self.interval * 0.7) if fresh else min(SLOWEST, self.interval * 1.5)
        self.due = now + self.interval

    def failed(self, now: datetime, at_least: timedelta) -> None:
        self.failures += 1
        back_off = min(LONGEST_BACK_OFF, self.shortest * 2 ** min(self.failures, 10))
        self.due = now + max(back_off, at_least)

    def is_new(self, key: str) -> bool:
        if key in self.keys:
            return False
        self.keys[key] = None
        if len(self.keys) > KEYS_KEPT:
            del self.keys[next(iter(self.keys))]
        return True


class LiveFeeds:
    """The port `Feeds` over live sources. What was seen in the last 48 hours can be asked for again."""

    def __init__(self, watch: WatchList, fetcher: Get, poll_minutes: int = 5, parse: Parse = parse_apart) -> None:
        self._watched = watch.watched
        self._outlets = Outlets((w.source for w in watch.watched), watch.rated)
        self._fetcher = fetcher
        self._parse = parse
        self._paces = {w.source.id: _Pace(timedelta(minutes=poll_minutes)) for w in watch.watched}
        self._items: dict[str, Item] = {}
        self._refused: list[tuple[datetime, Refusal]] = []
        self._duplicates: list[datetime] = []
        self._trends: dict[str, float] = {}
        self._busy = asyncio.Lock()
        self.sources: tuple[Source, ...] = tuple(w.source for w in watch.watched)

    async def arrivals(self, since: datetime, until: datetime) -> Arrivals:
        """What was first seen after `since` and up to `until`; sources that are due at `until` are polled before."""
        async with self._busy:
            await self._poll(until)
        items = sorted(
            (item for item in self._items.values() if since < item.seen_at <= until),
            key=lambda item: (item.seen_at, item.id),
        )
        refused = tuple(refusal for at, refusal in self._refused if since < at <= until)
        named = {item.source_id for item in items} | {refusal.source_id for refusal in refused}
        return Arrivals(
            items=tuple(items),
            sources=tuple(w.source for w in self._watched if w.source.id in named),
            refused=refused,
            duplicates=sum(1 for at in self._duplicates if since < at <= until),
            trends=dict(self._trends),
        )

    async def _poll(self, now: datetime) -> None:
        due = [w for w in self._watched if (d := self._paces[w.source.id].due) is None or d <= now]
        gate = asyncio.Semaphore(AT_ONCE)
        answers = await asyncio.gather(*(self._fetch(watched, gate) for watched in due))
        fetched: list[tuple[Watched, Fetched]] = []
        for watched, answer in zip(due, answers, strict=True):
            if isinstance(answer, NewsroomError):
                self._failed(watched, answer, now)
            elif answer.unchanged:
                self._paces[watched.source.id].went_well(now, 0)
            else:
                fetched.append((watched, answer))
        parsed = await self._parse([Document(f.body, w.format, f.content_type) for w, f in fetched]) if fetched else ()
        for (watched, answer), document in zip(fetched, parsed, strict=True):
            self._take(watched, answer, document, now)
        self._forget(now - KEPT)

    async def _fetch(self, watched: Watched, gate: asyncio.Semaphore) -> Fetched | NewsroomError:
        pace = self._paces[watched.source.id]
        async with gate:
            try:
                return await self._fetcher.get(watched.source.url, etag=pace.etag, modified=pace.modified)
            except NewsroomError as error:
                return error

    def _failed(self, watched: Watched, error: NewsroomError, now: datetime) -> None:
        wait = timedelta(seconds=error.after_s) if isinstance(error, Later) else timedelta()
        wait = GONE_FOR if isinstance(error, Rejected) else wait
        self._paces[watched.source.id].failed(now, wait)
        code = "unavailable" if isinstance(error, Unavailable) else error.code
        self._refused.append((now, Refusal(source_id=watched.source.id, code=code, detail=error.message)))

    def _take(self, watched: Watched, answer: Fetched, parsed: Parsed | Refused, now: datetime) -> None:
        pace = self._paces[watched.source.id]
        if isinstance(parsed, Refused):
            self._failed(watched, parsed, now)
            return
        fresh = [draft for draft in parsed.drafts if pace.is_new(draft.key)]
        for draft in fresh:
            item = make_item(draft, watched.source, watched.way, self._outlets, now)
            self._items.setdefault(item.id, item)
        for fault in parsed.faults if fresh else ():
            self._refused.append((now, Refusal(source_id=watched.source.id, code=fault.code, detail=fault.detail)))
        self._duplicates += [now] * (parsed.duplicates if fresh else 0)
        self._trends.update(parsed.trends)
        # Only now: a validator of a document that could not be read would hide its next version.
        pace.etag, pace.modified = answer.etag, answer.modified
        pace.went_well(now, len(fresh))

    def _forget(self, before: datetime) -> None:
        self._items = {own_id: item for own_id, item in self._items.items() if item.seen_at >= before}
        self._refused = [(at, refusal) for at, refusal in self._refused if at >= before]
        self._duplicates = [at for at in self._duplicates if at >= before]
