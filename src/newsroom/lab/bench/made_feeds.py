"""Feeds of any length for measuring: invented events, each told by a few outlets in other words, as RSS documents.

The same numbers give the same bytes everywhere. Words follow events and a common stock as in a day's news: some 40 words
an item, three items an event, names that nobody else bears.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

PER_EVENT = 3
PER_FEED = 50
DAY = datetime(2026, 1, 3, tzinfo=UTC)
_SPAN = timedelta(hours=24)


def document(feed: int, items: int = PER_FEED) -> bytes:
    """The `feed`-th RSS document of `items` items."""
    rows = "".join(_row(number) for number in range(feed * items, (feed + 1) * items))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {feed}</title>{rows}</channel></rss>'.encode()


def seen_at(number: int, of: int) -> datetime:
    """When the `number`-th of `of` items is seen: evenly over one day."""
    return DAY + _SPAN * (number / of)


def _row(number: int) -> str:
    # Items of one event lie a few hundred apart, so that others come between.
    block, place = divmod(number, 300 * PER_EVENT)
    event, told = block * 300 + place % 300, place // 300
    draw = _draws(f"event {event}")
    who, where = _name(next(draw), next(draw)), _name(next(draw), next(draw))
    deed, thing = _one_of("deeds", draw), _name(next(draw), next(draw)).lower() + _one_of("things", draw)
    own = _draws(f"item {number}")
    titles = (
        f"{who} {deed} {thing} in {where}",
        f"{where}: {who} {deed} {thing}",
        f"{thing.title()} in {where}: {who} {deed} it",
    )
    words = [_common(own) for _ in range(34)]
    for at, word in ((3, who), (9, deed), (12, thing), (20, where), (27, thing)):
        words[at] = word
    text = " ".join(words).capitalize()
    link = f"https://outlet{number % 90}.example/news/{number}"
    return (
        f"<item><title>{escape(titles[told])}</title><link>{link}</link><guid>{link}</guid>"
        f"<description>{escape(text)}.</description><pubDate>Sat, 03 Jan 2026 00:00:00 GMT</pubDate></item>"
    )


def _name(one: int, two: int) -> str:
    syllables = _words()["syllables"]
    return "".join((syllables[one % 20], syllables[one // 20 % 20], syllables[two % 20])).capitalize()


def _common(draw: Iterator[int]) -> str:
    """A word of the common stock, or one of two thousand others, the first of them far oftener than the last."""
    rank = next(draw) * next(draw) // 32
    stock, syllables = _words()["stock"], _words()["syllables"]
    if rank < len(stock):
        return stock[rank]
    return syllables[rank % 20] + syllables[rank // 20 % 20] + syllables[rank // 400 % 20] + "n"


def _one_of(kind: str, draw: Iterator[int]) -> str:
    known = _words()[kind]
    return known[next(draw) % len(known)]


@cache
def _words() -> dict[str, tuple[str, ...]]:
    lines = files("newsroom.lab.bench").joinpath("made_words.txt").read_text(encoding="utf-8").splitlines()
    return {kind: tuple(words.split()) for kind, _, words in (line.partition(": ") for line in lines)}


def _draws(of: str) -> Iterator[int]:
    digest = hashlib.sha256(of.encode()).digest()
    while True:
        yield from digest
        digest = hashlib.sha256(digest).digest()
