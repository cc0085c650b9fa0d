"""Services asked live, from key to item: through the one way out, the limited process, and back – or off, with a reason."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsroom.model.errors import Refused
from newsroom.ports import Arrivals
from newsroom.world.apis.request import Keys
from newsroom.world.feeds.apart import Document, parse_apart
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.formats import parse_document
from newsroom.world.live_feeds import LiveFeeds
from newsroom.world.watch_list import read_watch_list

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)
ANSWERS = Path(__file__).parent / "api_answers"
KEYS = Keys(
    {"NEWSAPI_KEY": "n-key", "REDDIT_CLIENT_ID": "id", "REDDIT_CLIENT_SECRET": "r-key", "X_BEARER_TOKEN": "x-key"}
)
SOURCES = """
sources:
- {id: search, name: News Search, kind: aggregator, tier: 4, format: newsapi, query: {country: gb}}
- {id: talk, name: Talk, kind: community link, tier: 5, format: reddit, query: {sub: halden}}
- {id: square, name: X search, kind: social, tier: 5, format: x_search, query: {words: ferry, limit: 10}}
- {id: top, name: Hacker News, kind: community link, tier: 5, format: hackernews_api, query: {limit: 2}}
- {id: clips, name: TikTok trends, kind: trend, tier: 5, format: import_csv, url: "file:imports/tiktok.csv"}
- {id: quakes, name: Quakes, kind: official-alert, tier: 1, format: usgs, url: "https://quakes.example.com/day.geojson"}
"""
NEWS = "newsapi.org/v2/top-headlines?country=gb&pageSize=100&page=1"
TALK = "oauth.reddit.com/r/halden/hot?raw_json=1&limit=100"
SQUARE = (
    "api.x.com/2/tweets/search/recent?query=ferry&max_results=10&tweet.fields=created_at%2Clang%2Cpublic_metrics%2Centities"
    "&expansions=author_id&user.fields=created_at%2Cpublic_metrics"
)
TOP = "hacker-news.firebaseio.com/v0/topstories.json?orderBy=%22$key%22&limitToFirst=2"
QUAKE = """{"features": [{"id": "q1", "properties": {"mag": %s, "place": "12 km N of Halden", "time": 1936602000000,
"type": "earthquake"}, "geometry": {"coordinates": [9.5, 54.5, 10.0]}}]}"""


def stored(name: str) -> bytes:
    """One stored answer."""
    return (ANSWERS / name).read_bytes()


@pytest.fixture
def web(local_web: Any) -> Any:
    """Every service answers well, and only to its own key; Reddit's first token has run out."""
    tokens = iter(("old", "new"))

    def only(headers: dict[str, str], body: bytes) -> Any:
        def answer(asked: Any) -> tuple[int, dict[str, str], bytes]:
            right = all(asked.headers.get(name) == value for name, value in headers.items())
            return (200, {}, body) if right else (401, {}, b"{}")

        return answer

    local_web.pages |= {
        NEWS: only({"x-api-key": "n-key"}, stored("newsapi.json")),
        "www.reddit.com/api/v1/access_token": lambda _: (200, {}, b'{"access_token": "%s"}' % next(tokens).encode()),
        TALK: only({"authorization": "Bearer new"}, stored("reddit.json")),
        SQUARE: only({"authorization": "Bearer x-key"}, stored("x_search.json")),
    }
    local_web.page(TOP, stored("hackernews_top.json"))
    local_web.page("hacker-news.firebaseio.com/v0/item/49000001.json", stored("hackernews_item.json"))
    local_web.page("hacker-news.firebaseio.com/v0/item/49000002.json", stored("hackernews_job.json"))
    local_web.page("quakes.example.com/day.geojson", (QUAKE % "6.1").encode())
    return local_web


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with the sources, and a list that somebody put there."""
    (tmp_path / "sources.yaml").write_text(SOURCES)
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "tiktok.csv").write_text("term,rank\npier,1\n")
    return tmp_path


async def parse_here(documents: Sequence[Document]) -> tuple[Parsed | Refused, ...]:
    """As the limited process does, in this one."""
    return tuple([_read(document) for document in documents])


def _read(document: Document) -> Parsed | Refused:
    try:
        return parse_document(document.data, document.format)
    except Refused as refused:
        return refused


def over(fetcher: Any, home: Path, keys: Keys, parse: Any = parse_here) -> LiveFeeds:
    """The home's sources, live."""
    return LiveFeeds(read_watch_list(home / "sources.yaml"), fetcher, parse=parse, keys=keys, home=home)


async def heard(web: Any, home: Path, keys: Keys, parse: Any = parse_here) -> Arrivals:
    """What arrives at noon."""
    async with web.fetcher() as fetcher:
        return await over(fetcher, home, keys, parse).arrivals(NOON - timedelta(hours=2), NOON)


async def test_every_service_brings_its_items(web: Any, home: Path) -> None:
    """A token that has run out is asked for anew, once; a report counts for its outlet, whoever points to it."""
    arrived = await heard(web, home, KEYS, parse_apart)
    assert not arrived.refused
    assert Counter(item.source_id for item in arrived.items) == {
        "search": 1,
        "talk": 2,
        "square": 1,
        "top": 1,
        "quakes": 1,
    }
    by_source = {item.source_id: item for item in arrived.items if item.source_id != "talk"}
    assert by_source["search"].publisher.name == "post.example"
    assert by_source["search"].canonical_url == "https://post.example/2031/05/14/ferry-to-the-islands-stops"
    assert arrived.trends == {"pier": 1.0}
    assert [asked.method for asked in web.asked if asked.host == "www.reddit.com"] == ["POST", "POST"]


async def test_no_key_leaves_its_host(web: Any, home: Path) -> None:
    """Each secret is seen by its own service alone, and never in an address."""
    await heard(web, home, KEYS)
    for asked in web.asked:
        shown = f"{asked.path} {asked.headers} {asked.body!r}"
        for secret, host in {"n-key": "newsapi.org", "x-key": "api.x.com", "Basic ": "www.reddit.com"}.items():
            assert (secret in shown) <= (asked.host == host)
        assert "key" not in asked.path.replace("%22$key%22", "")


async def test_without_keys_the_open_services_go_on(web: Any, home: Path) -> None:
    """Each one that is off says which key it wants, and is not asked."""
    async with web.fetcher() as fetcher:
        live = over(fetcher, home, Keys())
        arrived = await live.arrivals(NOON - timedelta(hours=2), NOON)
    assert {off.source.id: off.why for off in live.watch.off} == {
        "search": "NEWSAPI_KEY not set",
        "talk": "REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET not set",
        "square": "X_BEARER_TOKEN not set",
    }
    assert {item.source_id for item in arrived.items} == {"top", "quakes"}
    assert not {asked.host for asked in web.asked} & {"newsapi.org", "api.x.com", "www.reddit.com"}


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (401, b"{}", "key_refused"),
        (429, b"{}", "unavailable"),
        (500, b"", "unavailable"),
        (200, stored("newsapi_bad_key.json"), "api_key"),
        (200, stored("newsapi_too_often.json"), "api_limit"),
        (200, b"<html>", "not_well_formed"),
    ],
)
async def test_a_service_that_says_no_is_one_refusal(web: Any, home: Path, status: int, body: bytes, code: str) -> None:
    """The others are heard as ever."""
    web.pages[NEWS] = lambda _: (status, {}, body)
    arrived = await heard(web, home, KEYS)
    assert [(one.source_id, one.code) for one in arrived.refused] == [("search", code)]
    assert {item.source_id for item in arrived.items} >= {"talk", "square", "quakes"}


async def test_a_revised_reading_arrives_as_a_second_edition(web: Any, home: Path) -> None:
    """The same list again brings nothing; another magnitude does."""
    async with web.fetcher() as fetcher:
        live = over(fetcher, home, Keys())
        for minutes, magnitude, readings in ((0, "6.1", 1), (30, "6.1", 1), (90, "5.8", 2)):
            web.page("quakes.example.com/day.geojson", (QUAKE % magnitude).encode())
            arrived = await live.arrivals(NOON - timedelta(hours=1), NOON + timedelta(minutes=minutes))
            quakes = {item.id: item.guid for item in arrived.items if item.source_id == "quakes"}
            assert list(quakes.values()) == ["q1"] * readings
