"""`newsroom bench ingest`: how fast news becomes stories, in one process and one thread, in CPU seconds.

Parsing untrusted bytes, naming items, finding copies and clustering are the product's own parts; the feeds are made up
(`made_feeds`). What is measured is this process' CPU, so that a busy machine changes little.
"""

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from newsroom.lab.bench import made_feeds
from newsroom.lab.bench.form import Baseline, Figure, document
from newsroom.model.item import Item, Source
from newsroom.scouts.clustering import StoryIndex
from newsroom.scouts.meaning import ReadMeanings, reader, unread
from newsroom.scouts.near_copies import copy_groups
from newsroom.world.embeddings import SentenceVectors, is_installed
from newsroom.world.feeds.formats import parse_document
from newsroom.world.items import make_item
from newsroom.world.sources import Outlets

ITEMS = 50_000
SMALLER = 10
"""How many times fewer items are open where cost per item is compared."""
_MEASURED = 1_000
_SLICES = 4
"""Items over which the cost at one size is taken, and in how many slices."""
_EMBEDDED = 300
_WARMING = 200
_ROUNDS = 3
"""How often the throughput is taken; the least CPU of each part counts, for what is more is the machine's."""
_SOURCES = tuple(
    Source(
        id=host, name=host, owner=host, kind="newspaper", tier=3, country="GB", language="en", url=f"https://{host}/rss"
    )
    for host in map(made_feeds.outlet, range(made_feeds.OUTLETS))
)


class Spent(NamedTuple):
    """CPU seconds of one run over some items, in parts."""

    items: int
    parsed: float
    copies: float
    placed: float

    @property
    def per_s(self) -> float:
        """Items a CPU second, all parts together."""
        return self.items / (self.parsed + self.copies + self.placed)


def _best(rounds: Sequence[Spent]) -> Spent:
    parts = zip(*((one.parsed, one.copies, one.placed) for one in rounds), strict=True)
    return Spent(rounds[0].items, *(min(part) for part in parts))


def _cheapest(index: StoryIndex, feeds: "Iterator[_Read]") -> Spent:
    """The cheapest of a few slices at one size: a single pass says as much of the machine's mood as of the index."""
    slices = [_take(index, feeds, _MEASURED // _SLICES) for _ in range(_SLICES)]
    return min(slices, key=lambda one: one.placed / one.items)


def measure(*, items: int = ITEMS, say: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """The bench's document. `items` are open in the large index, a tenth of them in the small one."""
    # Word lists and the language table load once a process; that is no cost of an item.
    _take(StoryIndex(), _ingested(_WARMING), _WARMING)
    small = items // SMALLER
    say(f"{small:,} items, {_ROUNDS} times")
    first = _best([_take(StoryIndex(), _ingested(items), small) for _ in range(_ROUNDS - 1)])
    index, feeds = StoryIndex(), _ingested(items)
    first = _best([first, _take(index, feeds, small)])
    low = _cheapest(index, feeds)
    say(f"{items:,} items")
    _take(index, feeds, items - small - 2 * _MEASURED)
    high = _cheapest(index, feeds)
    say(f"{_EMBEDDED} items with meanings")
    figures = [
        Figure("parsed, named, copies found, clustered by words", first.per_s, "1/CPU s", ">= 1000"),
        Figure("of that parsed and named", first.items / first.parsed, "1/CPU s"),
        Figure("of that copies found", first.items / first.copies, "1/CPU s"),
        Figure("of that clustered", first.items / first.placed, "1/CPU s"),
        Figure(
            f"cost of an item with {items:,} open",
            1000 * high.placed / high.items,
            "ms",
            "<= 1.3 times",
            Baseline(f"with {small:,} open", 1000 * low.placed / low.items),
            (high.placed / high.items) / (low.placed / low.items),
        ),
    ]
    if is_installed():
        read = reader(SentenceVectors())
        read(_first_items())
        with_meanings = _best([_take(StoryIndex(), _ingested(_EMBEDDED), _EMBEDDED, read) for _ in range(_ROUNDS)])
        figures.append(Figure("the same with meanings", with_meanings.per_s, "1/CPU s", ">= 50"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures.append(Figure("peak memory", peak, "MiB", "<= 1536"))
    return document(
        "ingest",
        figures,
        {
            "items": items,
            "feeds": "made up as news is: 44 words an item, 90 outlets",
            "threads": 1,
            "warmed_up": _WARMING,
        },
    )


class _Read(NamedTuple):
    items: tuple[Item, ...]
    spent: float


def _ingested(of: int) -> Iterator[_Read]:
    outlets = Outlets(_SOURCES)
    for feed in range(of // made_feeds.PER_FEED):
        data, source = made_feeds.document(feed), _SOURCES[feed % made_feeds.OUTLETS]
        began = time.process_time()
        drafts = parse_document(data, "rss").drafts
        first = feed * made_feeds.PER_FEED
        named = (
            make_item(draft, source, "itself", outlets, made_feeds.seen_at(first + at, of))
            for at, draft in enumerate(drafts)
        )
        items = tuple({item.id: item for item in named}.values())
        yield _Read(items, time.process_time() - began)


def _first_items() -> tuple[Item, ...]:
    return next(_ingested(made_feeds.PER_FEED)).items[:1]


def _take(index: StoryIndex, feeds: Iterator[_Read], count: int, read: ReadMeanings = unread) -> Spent:
    taken, parsed, copies, placed = 0, 0.0, 0.0, 0.0
    while taken < count:
        batch = next(feeds)
        began = time.process_time()
        copy_groups(batch.items)
        middle = time.process_time()
        index.rebuild(batch.items, read)
        placed += time.process_time() - middle
        copies += middle - began
        parsed += batch.spent
        taken += len(batch.items)
    return Spent(taken, parsed, copies, placed)
