"""Live sources: asked at their own pace, politely, and a newsroom without a network goes on."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsroom.model.errors import NewsroomError, Refused, Rejected, Unavailable
from newsroom.world.feeds.apart import Document
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.formats import parse_document
from newsroom.world.fetch import Fetched, Later
from newsroom.world.live_feeds import LiveFeeds
from newsroom.world.watch_list import WatchList, read_watch_list

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)
SOURCES = """
sources:
- {id: post, name: Halden Post, kind: newspaper, tier: 2, url: "https://post.example.com/rss", format: rss}
- {id: radio, name: Coast Radio, kind: broadcaster, tier: 2, url: "https://radio.example.com/rss"}
- {id: away, name: Far Away, kind: blog, tier: 4, url: "https://off.example.com/", enabled: false}
"""


def rss(*guids: str) -> bytes:
    items = "".join(f"<item><guid>{g}</guid><title>News {g}</title></item>" for g in guids)
    return f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()


class Desk:
    """Stands where the web would: what each address answers next, and who was asked with which ETag."""

    def __init__(self, **answers: list[Fetched | NewsroomError]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str]] = []

    async def get(self, url: str, *, etag: str = "", **_: object) -> Fetched:
        name = url.partition("//")[2].partition(".")[0]
        self.asked.append((name, etag))
        answer = self.answers[name].pop(0)
        if isinstance(answer, NewsroomError):
            raise answer
        return answer

    async def post_form(self, url: str, fields: object, **_: object) -> Fetched:
        raise AssertionError("no source here needs a token")


async def parse_here(documents: Sequence[Document]) -> tuple[Parsed | Refused, ...]:
    found: list[Parsed | Refused] = []
    for document in documents:
        try:
            found.append(parse_document(document.data, document.format or "rss"))
        except Refused as refused:
            found.append(refused)
    return tuple(found)


@pytest.fixture
def watch(tmp_path: Path) -> WatchList:
    (tmp_path / "sources.yaml").write_text(SOURCES)
    return read_watch_list(tmp_path / "sources.yaml")


def got(data: bytes, etag: str = "") -> Fetched:
    return Fetched("https://x.example.com/", data, etag=etag)


async def test_new_items_arrive_once_and_can_be_asked_for_again(watch: WatchList) -> None:
    """A feed repeats what it sent; only the new items arrive, seen at the moment of the poll."""
    desk = Desk(post=[got(rss("a"), '"1"'), got(rss("b", "a"))], radio=[got(rss("r")), got(rss("r"))])
    live = LiveFeeds(watch, desk, poll_minutes=5, parse=parse_here)
    first = await live.arrivals(NOON - timedelta(minutes=5), NOON)
    later = NOON + timedelta(minutes=6)
    second = await live.arrivals(NOON, later)
    assert sorted(i.guid for i in first.items) == ["a", "r"]
    assert [(i.guid, i.seen_at) for i in second.items] == [("b", later)]
    assert (await live.arrivals(NOON - timedelta(minutes=5), NOON)).items == first.items
    assert ("post", '"1"') in desk.asked


async def test_a_quiet_source_is_asked_less_often(watch: WatchList) -> None:
    """The pause grows with every poll that brings nothing, up to an hour."""
    desk = Desk(post=[got(rss("a")) for _ in range(200)], radio=[got(rss("r")) for _ in range(200)])
    live = LiveFeeds(watch, desk, poll_minutes=5, parse=parse_here)
    for minute in range(0, 600, 5):
        await live.arrivals(NOON, NOON + timedelta(minutes=minute))
    assert len([name for name, _ in desk.asked if name == "post"]) < 20


async def test_without_a_network_each_source_is_unavailable_and_tried_ever_later(watch: WatchList) -> None:
    """Nothing crashes; attempts thin out."""
    down = Unavailable("unresolved", "no network")
    desk = Desk(post=[down] * 50, radio=[down] * 50)
    live = LiveFeeds(watch, desk, poll_minutes=5, parse=parse_here)
    arrived = await live.arrivals(NOON - timedelta(minutes=1), NOON)
    assert [(r.source_id, r.code) for r in arrived.refused] == [("post", "unavailable"), ("radio", "unavailable")]
    for minute in range(0, 24 * 60, 5):
        await live.arrivals(NOON, NOON + timedelta(minutes=minute))
    assert len(desk.asked) < 24


async def test_a_server_that_asks_to_wait_is_waited_for(watch: WatchList) -> None:
    """Retry-After counts when it is longer than our own pause; a final no is asked again a day later."""
    again = [got(rss("a")), got(rss("a"))]
    desk = Desk(post=[Later("busy", 7_200.0), *again], radio=[Rejected("gone", "404"), got(rss("r"))])
    live = LiveFeeds(watch, desk, poll_minutes=5, parse=parse_here)
    for minute in (0, 60, 119):
        await live.arrivals(NOON, NOON + timedelta(minutes=minute))
    assert len(desk.asked) == 2
    await live.arrivals(NOON, NOON + timedelta(minutes=121))
    await live.arrivals(NOON, NOON + timedelta(hours=25))
    assert [name for name, _ in desk.asked[:2]] == ["post", "radio"]
    assert desk.asked[2][0] == "post"


async def test_a_broken_feed_is_refused_and_the_other_is_read(watch: WatchList) -> None:
    """Its validator is forgotten, so that the mended version is fetched whole."""
    desk = Desk(post=[got(b"<html/>", '"bad"'), got(rss("a"))], radio=[got(rss("r"))])
    live = LiveFeeds(watch, desk, poll_minutes=5, parse=parse_here)
    arrived = await live.arrivals(NOON - timedelta(minutes=1), NOON)
    assert [i.guid for i in arrived.items] == ["r"]
    assert [(r.source_id, r.code) for r in arrived.refused] == [("post", "not_a_feed")]
    desk.answers["radio"] = [got(rss("r"))]
    await live.arrivals(NOON, NOON + timedelta(minutes=11))
    assert ("post", "") in desk.asked[2:]


async def test_a_post_that_is_listed_again_is_counted_again_and_is_no_new_item(tmp_path: Path) -> None:
    """Its interactions at each later poll are samples of the item that it was at first sight; unread lists add none."""
    (tmp_path / "sources.yaml").write_text(
        "sources:\n- {id: square, name: Square, kind: social, tier: 5, format: posts, url: 'https://square.example.com/'}"
    )
    lists = [
        f'{{"platform": "square", "posts": [{{"id": "p1", "text": "Water on the quay", "interactions": {count}}}]}}'
        for count in (400, 9_000)
    ]
    desk = Desk(square=[got(text.encode()) for text in lists])
    live = LiveFeeds(read_watch_list(tmp_path / "sources.yaml"), desk, poll_minutes=5, parse=parse_here)
    later = NOON + timedelta(minutes=20)
    first = await live.arrivals(NOON - timedelta(minutes=5), NOON)
    second = await live.arrivals(NOON, later)
    assert (len(first.items), first.counted) == (1, ())
    assert second.items == ()
    assert [(one.subject, one.at, one.value) for one in second.counted] == [(first.items[0].id, later, 9_000)]
