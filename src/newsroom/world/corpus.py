"""A recorded day as `Feeds`: a folder of native feed files, played back by the time each item was first seen.

Folder of a bundled or `newsroom record`ed day::

    sources.yaml          what follows
    feeds/FILE            native bytes exactly as a source sends them (RSS, Atom, JSON Feed, CAP, GeoJSON, lists)

`sources.yaml` keys::

    edition: rehearsal                      # name of the day; required
    title: "A rehearsal day in ..."         # one line for people; optional
    span: {first: 2031-05-14T04:00:00Z, last: 2031-05-15T02:00:00Z}
                                            # an item that would arrive outside is refused as bad_date; optional
    sources:                                # one entry a feed
    - id: harbour-post                      # unique, [a-z0-9.-]; required (becomes Source.id)
      name: "The Harbour Post"              # required
      owner: "Harbour Media"                # ultimate owner; default: the name
      kind: newspaper                       # a SourceKind (or a synonym of data/outlets.yaml: government, tabloid, ...)
      tier: 2                               # 1 best .. 5; required
      country: XX                           # optional, as are language, url, terms
      language: en
      file: harbour-post.rss                # under feeds/; or `files: [a.json, b.json]` for several snapshots
      format: rss                           # one of FORMATS below; required
      delay_s: 180                          # arrival = publication + this many seconds; default 0
      recorded_at: 2031-05-14T09:00:00Z     # or: the whole file arrived at this moment (snapshots, trend lists)
      seen_at: {"hp-0017": 2031-05-14T09:12:00Z}   # or: this item (its own id in the feed) arrived at this moment
      aggregator: true                      # flags, all optional: aggregator opinion satire not_news shop
      publisher_from: link                  # aggregators: link | title_suffix | text_brackets | named_report | itself
    publishers:                             # outlets that aggregators point to; a name or a domain, one a line
    - {name: "Coast Radio", owner: "Coast Broadcasting", tier: 2, kind: broadcaster}
    - {name: "coastradio.example", owner: "Coast Broadcasting", tier: 2, kind: broadcaster}

Formats: rss, atom (both read by one parser), json_feed, cap, nws, usgs, gdacs, gdelt, hackernews, stackoverflow, posts,
trends, most_viewed, current_events, eonet, exploited_flaws, and those of the services (docs/operate.md). A file may be
gzip-packed. The shapes of the JSON lists stand in their parsers.

A day that `newsroom record` wrote has arrivals.jsonl beside sources.yaml (world/recorder.py): it names the files, and when
each came, which goes before everything else here.

When an item arrived, first of: `seen_at` of the entry; `_recorded_at` on the item (JSON formats); `recorded_at` of the
entry; the time the file states for itself (`updated`, `t`, a time in the file name); publication + `delay_s`.

Dates. A readable publication date is kept but is never later than the arrival. A missing or unreadable one gives way to
the arrival time; where the arrival hangs on publication there is nothing to go by and the item is refused (bad_date).

A feed file that cannot be read is one `Refusal` at the day's first moment, an item that cannot be read is one at its
neighbours' time, and everything else goes on. Ids: `Item.id` is derived from source and the feed's own id, which stays
in `Item.guid`; the first of two items with one id is kept and the second is counted.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from newsroom.model.errors import Refused
from newsroom.model.item import Item, Source
from newsroom.model.sample import Sample, engaged
from newsroom.ports import Arrivals, Refusal
from newsroom.world.corpus_layout import Feed, Layout, read_layout, stated_in_name
from newsroom.world.feeds.draft import Draft, Parsed
from newsroom.world.feeds.formats import guess_format, parse_document
from newsroom.world.items import make_item
from newsroom.world.sources import Outlets

_MINUTE = timedelta(minutes=1)


class _Noted(NamedTuple):
    """Something that is not an item but happened at a time: a refusal, the terms of a trend list, a post counted again."""

    at: datetime
    refusal: Refusal | None = None
    trends: dict[str, float] = {}
    counted: tuple[Sample, ...] = ()


class Corpus:
    """A recorded day behind the port `Feeds`. Everything is read and checked when it is opened."""

    def __init__(self, folder: Path) -> None:
        """Read the day in `folder`.

        Raises:
            Refused: no_corpus, bad_source (the day cannot be opened at all).
        """
        layout = read_layout(folder)
        reading = _Reading(layout)
        for feed in layout.feeds:
            reading.read(feed)
        self.name = layout.edition
        self.title = layout.title
        self.sources: tuple[Source, ...] = tuple(feed.source for feed in layout.feeds)
        self.items: tuple[Item, ...] = tuple(sorted(reading.items.values(), key=lambda item: (item.seen_at, item.id)))
        self._noted = sorted(reading.dated_notes(), key=lambda note: note.at)
        self._duplicates = sorted(reading.duplicates)
        self._item_times = [item.seen_at for item in self.items]
        self._noted_times = [note.at for note in self._noted]
        self._by_id = {source.id: source for source in self.sources}
        self._digest = reading.digest.hexdigest()

    async def arrivals(self, since: datetime, until: datetime) -> Arrivals:
        """What arrived after `since` and up to `until`, with its sources; trends are those known at `until`."""
        items = self.items[bisect_right(self._item_times, since) : bisect_right(self._item_times, until)]
        noted = self._noted[bisect_right(self._noted_times, since) : bisect_right(self._noted_times, until)]
        refused = tuple(note.refusal for note in noted if note.refusal is not None)
        named = {item.source_id for item in items} | {refusal.source_id for refusal in refused}
        return Arrivals(
            items=items,
            sources=tuple(self._by_id[source_id] for source_id in sorted(named)),
            refused=refused,
            duplicates=bisect_right(self._duplicates, until) - bisect_right(self._duplicates, since),
            trends=self._trends(until),
            counted=tuple(one for note in noted for one in note.counted),
        )

    def span(self) -> tuple[datetime, datetime]:
        """(first, last): the whole minutes around the day, so that `arrivals(first, last)` is all of it.

        Raises:
            Refused: no_corpus when nothing in it could be read.
        """
        edges = (*self._item_times[:1], *self._item_times[-1:], *self._noted_times[:1], *self._noted_times[-1:])
        if not edges:
            raise Refused("no_corpus", f"No feed of {self.name} could be read.", "See the refusals of each feed.")
        return _minute_before(min(edges)), _minute_before(max(edges)) + _MINUTE

    def fingerprint(self) -> str:
        """SHA-256 over the names and bytes of every file that was read and over what was said of sources and outlets."""
        return self._digest

    def _trends(self, until: datetime) -> dict[str, float]:
        known: dict[str, float] = {}
        for note in self._noted[: bisect_right(self._noted_times, until)]:
            for term, share in note.trends.items():
                known[term] = max(share, known.get(term, 0.0))
        return known


class _Reading:
    """The work of opening a day: one feed after another, what went wrong noted beside what came in."""

    def __init__(self, layout: Layout) -> None:
        self._outlets = Outlets((feed.source for feed in layout.feeds), layout.rated)
        self._span = layout.span
        self._undated: list[Refusal] = []
        self._notes: list[_Noted] = []
        self.items: dict[str, Item] = {}
        self.duplicates: list[datetime] = []
        self._counted: dict[str, list[Sample]] = {}
        self.digest = hashlib.sha256(f"{layout.edition}\x1f{layout.span}\x1f{layout.rated!r}".encode())

    def read(self, feed: Feed) -> None:
        """Take in every file of one feed. A file that cannot be read is refused; the next one is tried."""
        said = (feed.format, feed.way, feed.delay_s, feed.recorded_at, feed.seen_at, *filter(None, (feed.arrivals,)))
        self.digest.update(f"\x1e{feed.source.model_dump_json()}\x1f{said!r}".encode())
        for path in feed.files:
            try:
                data = path.read_bytes()
            except OSError:
                self._refuse(feed, "missing_file", f"{path.name} cannot be read", None)
                continue
            self.digest.update(f"\x1e{path.name}\x1f".encode() + hashlib.sha256(data).digest())
            try:
                came = feed.arrivals.get(path.name)
                parsed = parse_document(data, feed.format or guess_format(data), came.content_type if came else "")
            except Refused as refused:
                self._refuse(feed, refused.code, f"{path.name}: {refused.message}", _whole(feed, None, path))
                continue
            self._take(feed, parsed, _whole(feed, parsed, path))

    def dated_notes(self) -> Iterable[_Noted]:
        """Every note; those without a moment of their own belong to the day's first."""
        times = [item.seen_at for item in self.items.values()] + [note.at for note in self._notes]
        first = min(times, default=None) or (self._span[0] if self._span else None)
        undated = (_Noted(first, refusal) for refusal in self._undated if first is not None)
        return [*self._notes, *undated, *self._counted_again()]

    def _counted_again(self) -> Iterable[_Noted]:
        """Later looks at a post that was seen before; its first look is the item's own."""
        for item_id, looks in sorted(self._counted.items()):
            again = {look.at: look for look in looks if look.at > self.items[item_id].seen_at}
            yield from (_Noted(at, counted=(look,)) for at, look in sorted(again.items()))

    def _take(self, feed: Feed, parsed: Parsed, whole: datetime | None) -> None:
        times: list[datetime] = []
        for draft in parsed.drafts:
            seen_at = self._seen_at(feed, draft, whole)
            if seen_at is None:
                self._refuse(feed, "bad_date", f"{draft.key:.80}: no readable date and no recorded arrival", whole)
                continue
            times.append(seen_at)
            if self._span and not self._span[0] <= seen_at <= self._span[1]:
                self._refuse(feed, "bad_date", f"{draft.key:.80}: dated outside the recorded day", None)
                continue
            item = make_item(draft, feed.source, feed.way, self._outlets, seen_at)
            if item.engagement is not None:
                self._counted.setdefault(item.id, []).append(engaged(item))
            known = self.items.get(item.id)
            # Snapshots list the same item again and again; what counts is when it was seen first.
            if known is None or item.seen_at < known.seen_at:
                self.items[item.id] = item
        moment = whole or min(times, default=None)
        for fault in parsed.faults:
            self._refuse(feed, fault.code, fault.detail, moment)
        if moment is not None:
            self.duplicates += [moment] * parsed.duplicates
            self._notes += [_Noted(moment, trends=parsed.trends)] if parsed.trends else []

    def _seen_at(self, feed: Feed, draft: Draft, whole: datetime | None) -> datetime | None:
        if feed.arrivals:
            return whole
        noted = feed.seen_at.get(draft.key) or draft.recorded or whole
        if noted is not None or draft.published is None:
            return noted
        return draft.published + timedelta(seconds=feed.delay_s)

    def _refuse(self, feed: Feed, code: str, detail: str, at: datetime | None) -> None:
        refusal = Refusal(source_id=feed.source.id, code=code, detail=detail)
        if at is None:
            self._undated.append(refusal)
        else:
            self._notes.append(_Noted(at, refusal))


def _whole(feed: Feed, parsed: Parsed | None, path: Path) -> datetime | None:
    """When the whole file arrived, for formats that are snapshots; None where each item has its own arrival."""
    if path.name in feed.arrivals:
        return feed.arrivals[path.name].at
    if feed.recorded_at is not None:
        return feed.recorded_at
    if feed.format in _SNAPSHOTS and parsed is not None and parsed.stated_at is not None:
        return parsed.stated_at
    return stated_in_name(path)


_SNAPSHOTS = frozenset(("gdacs", "hackernews", "stackoverflow", "posts", "trends", "most_viewed"))


def _minute_before(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole < moment else whole - _MINUTE
