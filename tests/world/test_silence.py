"""A source that answers and has nothing to say: how long is strange, said once, cleared by news; and a slow one waits for nobody."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.model.errors import Refused
from newsroom.world import live_feeds
from newsroom.world.apis.request import Keys
from newsroom.world.feeds.apart import Document
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.formats import parse_document
from newsroom.world.fetch import Fetched
from newsroom.world.live_feeds import LiveFeeds
from newsroom.world.pace import SHORTEST_SILENCE, Habit, Pace
from newsroom.world.watch_list import WatchList, read_watch_list

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def heard(*hours_before: float, stated: timedelta | None = None) -> Habit:
    habit = Habit(stated)
    habit.heard(NOON - hours * HOUR for hours in hours_before)
    return habit


def test_a_busy_source_is_strange_after_six_hours() -> None:
    """News every half hour until noon: at five it may be a quiet afternoon, at seven it is not."""
    habit = heard(*(n / 2 for n in range(20)))
    assert habit.alarm(NOON + 5 * HOUR) == ""
    assert "nothing new since 2031-05-14 12:00 UTC" in habit.alarm(NOON + 7 * HOUR)


def test_the_alarm_is_given_once_and_news_clears_it() -> None:
    """The next silence is told again."""
    habit = heard(*range(10))
    assert habit.alarm(NOON + 20 * HOUR)
    assert not habit.alarm(NOON + 30 * HOUR)
    habit.heard([NOON + 31 * HOUR])
    assert not habit.alarm(NOON + 32 * HOUR)
    assert habit.alarm(NOON + 120 * HOUR)


def test_its_nights_are_its_own() -> None:
    """A paper that writes by day only is not strange in the morning: its longest gap of two weeks is known."""
    days = [24 * day + hour for day in range(5) for hour in range(0, 12, 2)]
    assert not heard(*days).alarm(NOON + 14 * HOUR)
    assert heard(*days).alarm(NOON + 25 * HOUR)


def test_a_weekly_source_is_given_weeks_and_a_stated_gap_counts() -> None:
    """Four times the usual gap; what an entry states goes before what was learnt."""
    assert not heard(*(24 * 7 * n for n in range(8))).alarm(NOON + 21 * 24 * HOUR)
    assert heard(*(24 * 7 * n for n in range(8))).alarm(NOON + 29 * 24 * HOUR)
    assert heard(0, stated=3 * HOUR).alarm(NOON + 13 * HOUR)
    assert not heard(0, stated=3 * HOUR).alarm(NOON + 11 * HOUR)


def test_of_a_source_that_nobody_knows_nothing_is_said() -> None:
    """Two reports make no habit; an empty document where there are always reports speaks for itself."""
    assert not heard(0, 1).alarm(NOON + 1_000 * HOUR)
    assert "holds nothing" in heard(0, 1).alarm(NOON + HOUR, empty=True)
    assert Habit().alarm(NOON, empty=True)


@given(st.lists(st.floats(0, 2_000), max_size=40), st.floats(0, 5_000))
def test_no_history_makes_six_hours_strange(hours: list[float], later: float) -> None:
    """Whatever came before; and a moment before the last news is no silence at all."""
    habit = heard(*hours)
    patience = habit.patience()
    assert patience is None or patience >= SHORTEST_SILENCE
    alarm = habit.alarm(NOON + later * HOUR)
    if hours and later - -min(hours) < 6:
        assert not alarm


@given(st.lists(st.booleans(), max_size=60))
def test_the_pace_stays_between_its_minutes_and_an_hour(news: list[bool]) -> None:
    """However a source behaves."""
    pace, now = Pace(timedelta(minutes=5)), NOON
    for one in news:
        pace.went_well(now, int(one))
        assert pace.due is not None
        assert timedelta(minutes=5) <= pace.due - now <= HOUR
        now = pace.due


SOURCES = """
sources:
- {id: post, name: Halden Post, kind: newspaper, tier: 2, url: "https://post.example.com/rss", format: rss}
- {id: quakes, name: Quake Office, kind: official-alert, tier: 1, url: "https://quakes.example.com/day", format: usgs}
"""


def rss(*dated: tuple[str, datetime]) -> bytes:
    items = "".join(
        f"<item><guid>{g}</guid><title>News {g}</title><pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for g, at in dated
    )
    return f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()


async def parse_here(documents: Sequence[Document]) -> tuple[Parsed | Refused, ...]:
    return tuple(parse_document(document.data, document.format) for document in documents)


def listed(tmp_path: Path, text: str = SOURCES) -> WatchList:
    (tmp_path / "sources.yaml").write_text(text)
    return read_watch_list(tmp_path / "sources.yaml")


async def test_a_valid_and_silent_feed_is_an_observation_with_a_code(local_web: Any, tmp_path: Path) -> None:
    """Learnt from the feed's own dates, it is told on the first look after a start too; an alert list may be empty."""
    last = NOON - 30 * HOUR
    local_web.page("post.example.com/rss", rss(*((str(n), last - n * HOUR / 2) for n in range(12))))
    empty = {"type": "FeatureCollection", "metadata": {}, "features": []}
    local_web.page("quakes.example.com/day", json.dumps(empty).encode())
    async with local_web.fetcher() as fetcher, LiveFeeds(listed(tmp_path), fetcher, parse=parse_here) as live:
        first = await live.arrivals(NOON - HOUR, NOON)
        second = await live.arrivals(NOON, NOON + 2 * HOUR)
        local_web.page("post.example.com/rss", b"<rss version='2.0'><channel><title>t</title></channel></rss>")
        third = await live.arrivals(NOON + 2 * HOUR, NOON + 4 * HOUR)
    assert [(r.source_id, r.code) for r in first.refused] == [("post", "silent")]
    assert not second.refused
    assert not third.refused


async def test_a_feed_that_turns_empty_is_told(local_web: Any, tmp_path: Path) -> None:
    """Valid, and nothing in it, where there was news an hour ago."""
    local_web.page("post.example.com/rss", rss(("a", NOON)))
    async with local_web.fetcher() as fetcher, LiveFeeds(listed(tmp_path), fetcher, parse=parse_here) as live:
        assert not [r for r in (await live.arrivals(NOON - HOUR, NOON)).refused if r.source_id == "post"]
        local_web.page("post.example.com/rss", b"<rss version='2.0'><channel><title>t</title></channel></rss>")
        later = await live.arrivals(NOON, NOON + HOUR)
    assert [(r.source_id, r.code) for r in later.refused if r.source_id == "post"] == [("post", "silent")]


class Slow:
    """One host that answers when it is let, one at once."""

    def __init__(self) -> None:
        self.let = asyncio.Event()

    async def get(self, url: str, **_: object) -> Fetched:
        if "quakes" in url:
            await self.let.wait()
        return Fetched(url, rss(("late" if "quakes" in url else "prompt", NOON)))

    async def post_form(self, url: str, fields: object, **_: object) -> Fetched:
        raise AssertionError("no source here needs a token")


async def test_a_slow_host_keeps_nobody_waiting_and_is_heard_by_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its question stays under way, it is not asked twice, and its answer arrives when it comes."""
    monkeypatch.setattr(live_feeds, "PATIENCE_S", 0.05)
    slow = Slow()
    watch = listed(tmp_path, SOURCES.replace("format: usgs", "format: rss"))
    async with LiveFeeds(watch, slow, parse=parse_here) as live:
        first = await live.arrivals(NOON - HOUR, NOON)
        slow.let.set()
        second = await live.arrivals(NOON, NOON + HOUR / 12)
    assert [item.guid for item in first.items] == ["prompt"]
    assert [item.guid for item in second.items] == ["late"]


async def test_a_service_behind_a_token_is_asked_with_it_and_again_with_a_new_one(
    local_web: Any, tmp_path: Path
) -> None:
    """The form goes first, the bearer is kept, and one that has run out is replaced once."""
    tokens, asked = ["old", "new"], []
    local_web.pages["www.reddit.com/api/v1/access_token"] = lambda _: (
        200, {}, json.dumps({"access_token": tokens.pop(0)}).encode(),
    )  # fmt: skip

    def listing(request: Any) -> tuple[int, dict[str, str], bytes]:
        asked.append(request.headers.get("authorization"))
        if request.headers.get("authorization") != "Bearer new":
            return 401, {}, b""
        return 200, {}, json.dumps({"kind": "Listing", "data": {"children": [], "after": None}}).encode()

    local_web.pages["oauth.reddit.com/r/halden/new?raw_json=1&limit=5"] = listing
    text = "sources:\n- {id: r, name: R, kind: community link, tier: 5, format: reddit, query: {sub: halden, sort: new, limit: 5}}\n"
    keys = Keys({"REDDIT_CLIENT_ID": "i", "REDDIT_CLIENT_SECRET": "s"})
    async with (
        local_web.fetcher() as fetcher,
        LiveFeeds(listed(tmp_path, text), fetcher, parse=parse_here, keys=keys) as live,
    ):
        arrived = await live.arrivals(NOON - HOUR, NOON)
    assert asked == ["Bearer old", "Bearer new"]
    assert not arrived.refused
    assert not [path for path in local_web.paths("oauth.reddit.com") if path == "/robots.txt"]
