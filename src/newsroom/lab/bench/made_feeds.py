"""Feeds of any length for measuring: invented events, each told by a few outlets in other words, as RSS documents.

The same numbers give the same bytes everywhere. The texts say nothing, but cost what news costs. Measured, in brackets
on a recorded day's English items: 45 words an item (46), of them small ones 0.30 (0.28); 44.6 tokens that the sentence
model reads of an item (43.9); terms an item 28 (28), half of them in fewer than 1.7 items of a thousand (3.4), a tenth
in more than 34 (41). Two events hardly ever share a name.
"""

import hashlib
from bisect import bisect
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate
from xml.sax.saxutils import escape

PER_EVENT = 3
PER_FEED = 50
OUTLETS = 90
DAY = datetime(2026, 1, 3, tzinfo=UTC)
_SPAN = timedelta(hours=24)
_LENGTHS = (0, 16, 24, 24, 34, 50, 80)
"""Words of a description, in turn: as in a day's news a quarter has hardly any, and a tenth has eighty."""
_SMALL_OF_256 = 72
_COMMON_RANKS = 8
"""The first so many words are used about equally often; after them the n-th is used as 1/n."""
_SHORTEST = 3
_SHORT = 5
"""Letters of the shortest word of the stock, and of the longest that names are made of."""


def document(feed: int, items: int = PER_FEED) -> bytes:
    """The `feed`-th RSS document of `items` items, all of one outlet."""
    rows = "".join(_row(number, feed) for number in range(feed * items, (feed + 1) * items))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {feed}</title>{rows}</channel></rss>'.encode()


def outlet(feed: int) -> str:
    """The host of the outlet whose feed this is."""
    return f"outlet{feed % OUTLETS}.example"


def seen_at(number: int, of: int) -> datetime:
    """When the `number`-th of `of` items is seen: evenly over one day."""
    return DAY + _SPAN * (number / of)


def _row(number: int, feed: int) -> str:
    # Items of one event lie a few hundred apart, so that others come between.
    block, place = divmod(number, 300 * PER_EVENT)
    event, told = block * 300 + place % 300, place // 300
    draw = _draws(f"event {event}")
    who, where = _name(draw), _name(draw)
    deed, thing = _one_of("deeds", draw), _one_of("things", draw)
    own = _draws(f"item {number}")
    more = " ".join(_prose(own, 7))
    titles = (
        f"{who} {deed} {thing} in {where} {more}",
        f"{where}: {who} {deed} {thing} {more}",
        f"{thing.title()} in {where}: {who} {deed} it {more}",
    )
    words = _prose(own, _LENGTHS[number % len(_LENGTHS)])
    for at, word in ((3, who), (9, deed), (12, thing), (20, where), (27, thing)):
        words[at : at + 1] = [word] if at < len(words) else []
    text = f"{' '.join(words).capitalize()}." if words else ""
    link = f"https://{outlet(feed)}/news/{number}"
    return (
        f"<item><title>{escape(titles[told])}</title><link>{link}</link><guid>{link}</guid>"
        f"<description>{escape(text)}</description><pubDate>Sat, 03 Jan 2026 00:00:00 GMT</pubDate></item>"
    )


def _prose(draw: Iterator[int], count: int) -> list[str]:
    return [_one_of("small", draw) if next(draw) < _SMALL_OF_256 else _common(draw) for _ in range(count)]


def _common(draw: Iterator[int]) -> str:
    words, reach = _stock()
    return words[bisect(reach, reach[-1] * ((next(draw) * 256 + next(draw)) / 65_536))]


def _name(draw: Iterator[int]) -> str:
    """Two short words as one: some ten million names, which cost a reader of word pieces what a name costs."""
    short = _short()
    return "".join(short[(next(draw) * 256 + next(draw)) % len(short)] for _ in range(2)).capitalize()


def _one_of(kind: str, draw: Iterator[int]) -> str:
    known = _words()[kind]
    return known[next(draw) % len(known)]


@cache
def _stock() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The sentence model's own English words, commonest first, and up to where each reaches on a line of all uses."""
    lines = files("newsroom.data").joinpath("models/minilm-vocab.txt").read_text(encoding="utf-8").split()
    small = frozenset(_words()["small"])
    words = tuple(
        word for word in lines if word.isascii() and word.isalpha() and len(word) >= _SHORTEST and word not in small
    )
    return words, tuple(accumulate(1 / (rank + _COMMON_RANKS) for rank in range(len(words))))


@cache
def _short() -> tuple[str, ...]:
    return tuple(word for word in _stock()[0] if len(word) <= _SHORT)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    lines = files("newsroom.lab.bench").joinpath("made_words.txt").read_text(encoding="utf-8").splitlines()
    return {kind: tuple(words.split()) for kind, _, words in (line.partition(": ") for line in lines)}


def _draws(of: str) -> Iterator[int]:
    digest = hashlib.sha256(of.encode()).digest()
    while True:
        yield from digest
        digest = hashlib.sha256(digest).digest()
