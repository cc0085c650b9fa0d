"""A recorded day is what the sources sent: replayed, it gives the items that the live look took, and holds no key."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsroom.lab.record import listen
from newsroom.model.errors import Refused
from newsroom.ports import Arrivals
from newsroom.world.apis.request import Keys
from newsroom.world.corpus import Corpus
from newsroom.world.live_feeds import LiveFeeds
from newsroom.world.recorder import ARRIVALS, Recorder, without_secrets
from newsroom.world.watch_list import WatchList, read_watch_list

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)
SOURCES = """
sources:
- {id: post, name: Halden Post, owner: Halden Media, kind: newspaper, tier: 2, country: XX, language: en,
   url: "https://post.example.com/rss"}
- {id: radio, name: Coast Radio, kind: broadcaster, tier: 2, url: "https://radio.example.com/feed.json", format: json_feed}
- {id: quakes, name: Quake Office, kind: official-alert, tier: 1, url: "https://quakes.example.com/day", format: usgs}
- {id: down, name: Far Away, kind: blog, tier: 4, url: "https://down.example.com/rss", format: rss}
- {id: paid, name: News Search, kind: aggregator, tier: 4, format: newsapi, query: {words: ferry}}
publishers:
- {name: Coast Radio, owner: Coast Broadcasting, tier: 2, kind: broadcaster}
"""
KEY = "k3y-that-must-not-be-kept"


def rss(*titles: str) -> bytes:
    items = "".join(
        f"<item><guid>{t}</guid><title>{t} in Halden é</title><pubDate>Wed, 14 May 2031 09:0{n}:00 GMT</pubDate></item>"
        for n, t in enumerate(titles)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode("latin-1")


def json_feed(*titles: str) -> bytes:
    items = [{"id": t, "title": f"{t} on air", "date_published": "2031-05-14T10:00:00Z"} for t in titles]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "r", "items": items}).encode()


def quakes(magnitude: float) -> bytes:
    shock = {"mag": magnitude, "place": "10 km S of Halden", "time": 1936519200000, "updated": 1936519200000,
             "type": "earthquake", "status": "automatic", "title": f"M {magnitude} - Halden"}  # fmt: skip
    feature = {"type": "Feature", "id": "xx1", "properties": shock,
               "geometry": {"type": "Point", "coordinates": [10.0, 59.0, 5.0]}}  # fmt: skip
    meta = {"generated": 1936519200000, "title": "day"}
    return json.dumps({"type": "FeatureCollection", "metadata": meta, "features": [feature]}).encode()


@pytest.fixture
def watch(tmp_path: Path) -> WatchList:
    (tmp_path / "sources.yaml").write_text(SOURCES)
    return read_watch_list(tmp_path / "sources.yaml")


async def live_look(web: Any, watch: WatchList, recorder: Recorder, then: Callable[[], None]) -> Arrivals:
    """Two looks, ten minutes apart; `then` changes the web between them."""
    keys = Keys({"NEWSAPI_KEY": KEY})
    async with web.fetcher() as fetcher, LiveFeeds(watch, fetcher, 5, keys=keys, record=recorder) as live:
        await live.arrivals(NOON - timedelta(minutes=5), NOON)
        then()
        later = NOON + timedelta(minutes=10)
        await live.arrivals(NOON, later)
        return await live.arrivals(NOON - timedelta(minutes=5), later)


async def test_what_was_recorded_gives_the_items_that_the_live_look_took(
    local_web: Any, watch: WatchList, tmp_path: Path
) -> None:
    """Item by item the same, ids, texts and moments, in several formats, over sources that failed or were repeated."""
    local_web.page("post.example.com/rss", rss("a", "b"), Content_Type="text/xml; charset=iso-8859-1")
    local_web.page("radio.example.com/feed.json", json_feed("r"))
    local_web.page("quakes.example.com/day", quakes(4.1))

    def then() -> None:
        local_web.page("post.example.com/rss", rss("c", "a", "b"), Content_Type="text/xml; charset=iso-8859-1")
        local_web.page("quakes.example.com/day", quakes(4.3))

    out = tmp_path / "day"
    took = await live_look(local_web, watch, Recorder(out, watch, NOON), then)
    day = Corpus(out)
    assert day.items == took.items
    assert {item.guid for item in day.items} >= {"a", "b", "c", "r"}
    assert {item.source_id for item in day.items} == {"post", "radio", "quakes"}
    assert any("é" in item.title for item in day.items)
    replayed = await day.arrivals(*day.span())
    assert replayed.items == took.items


async def test_the_bytes_are_those_that_came_and_no_key_is_among_them(
    local_web: Any, watch: WatchList, tmp_path: Path
) -> None:
    """Every file is a body as it was sent; neither header nor address keeps a key; the same bytes twice are one file."""
    bodies = {rss("a"), json_feed("r"), quakes(4.1)}
    local_web.page("post.example.com/rss", rss("a"))
    local_web.page("radio.example.com/feed.json", json_feed("r"))
    local_web.page("quakes.example.com/day", quakes(4.1))
    await live_look(local_web, watch, Recorder(tmp_path / "day", watch, NOON), lambda: None)
    files = {file.read_bytes() for file in (tmp_path / "day" / "feeds").iterdir()}
    assert files == bodies
    everything = b"".join(file.read_bytes() for file in (tmp_path / "day").rglob("*") if file.is_file())
    assert KEY.encode() not in everything
    assert b"authorization" not in everything.lower()
    assert "k3y" not in without_secrets(f"https://x.example.com/?q=a&apiKey={KEY}")


async def test_a_recording_that_was_cut_off_goes_on_and_can_be_replayed(
    local_web: Any, watch: WatchList, tmp_path: Path
) -> None:
    """Half a line at the end is dropped; the next start appends; what was there stays."""
    out = tmp_path / "day"
    local_web.page("post.example.com/rss", rss("a"))
    await live_look(local_web, watch, Recorder(out, watch, NOON), lambda: None)
    with (out / ARRIVALS).open("ab") as lines:
        lines.write(b'{"source": "post", "fi')
    assert [item.guid for item in Corpus(out).items] == ["a"]
    local_web.page("post.example.com/rss", rss("b", "a"))
    await live_look(local_web, watch, Recorder(out, watch, NOON), lambda: None)
    assert sorted(item.guid for item in Corpus(out).items) == ["a", "b"]


def test_a_folder_that_holds_something_else_is_left_alone(watch: WatchList, tmp_path: Path) -> None:
    """Nothing is written among a person's own files."""
    with pytest.raises(Refused, match="something else"):
        Recorder(tmp_path, watch, NOON)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sources.yaml"]


async def test_the_command_listens_until_it_is_told_to_stop(local_web: Any, watch: WatchList, tmp_path: Path) -> None:
    """It looks, says what came and what did not, and what it kept can be replayed at once."""
    local_web.page("post.example.com/rss", rss("a", "b"))
    recorder, stop, said = Recorder(tmp_path / "day", watch, NOON), asyncio.Event(), []

    class Clock:
        def now(self) -> datetime:
            return NOON

    def say(words: str) -> None:
        said.append(words)
        if "documents" in words:
            stop.set()

    async with local_web.fetcher() as fetcher, LiveFeeds(watch, fetcher, record=recorder) as live:
        await listen(live, recorder, Clock(), stop, 0.0, say)
    assert "12:00:00 UTC: 1 documents, 2 new items." in said
    assert any(line.startswith("down: gone") for line in said)
    assert [item.guid for item in Corpus(tmp_path / "day").items] in (["a", "b"], ["b", "a"])
