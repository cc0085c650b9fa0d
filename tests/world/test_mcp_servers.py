"""mcp-server-news and mcp-server-twitter over live sources: what a client of the protocol sees and may ask."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.server import MCPServer

from newsroom.mcp.host import Host
from newsroom.mcp.news import news_server
from newsroom.mcp.twitter import twitter_server
from newsroom.model.errors import Refused
from newsroom.world.apis import ADAPTERS
from newsroom.world.apis.request import Keys
from newsroom.world.feeds.apart import Document
from newsroom.world.feeds.draft import Parsed
from newsroom.world.feeds.formats import parse_document
from newsroom.world.live_feeds import LiveFeeds
from newsroom.world.newsstand import Newsstand
from newsroom.world.watch_list import read_watch_list

SOURCES = """
sources:
- {id: post, name: Halden Post, kind: newspaper, tier: 2, country: XX, url: "https://post.example.com/rss", format: rss}
- {id: search, name: News Search, kind: aggregator, tier: 4, format: newsapi, query: {words: ferry}}
- {id: gone, name: Old Paper, kind: newspaper, tier: 3, enabled: false, why_off: "closed in spring"}
"""
FEED = (
    b"<rss version='2.0'><channel><title>t</title><item><guid>a</guid><title>Ferry late</title></item></channel></rss>"
)
COUNTS = b"""{"data": [{"start": "2031-05-14T08:00:00Z", "end": "2031-05-14T09:00:00Z", "tweet_count": 310}],
    "meta": {"total_tweet_count": 310}}"""
TRENDS = b"""{"data": [{"trend_name": "Halden ferry", "tweet_count": 1200}]}"""


class Clock:
    def now(self) -> datetime:
        return datetime(2031, 5, 14, 12, tzinfo=UTC)


async def parse_here(documents: Sequence[Document]) -> tuple[Parsed | Refused, ...]:
    return tuple(parse_document(document.data, document.format) for document in documents)


@pytest.fixture
async def servers(local_web: Any, tmp_path: Path) -> Any:
    """Both servers over one invented web, by the keys that are set."""
    local_web.page("post.example.com/rss", FEED)
    local_web.pages["api.x.com/2/trends/by/woeid/1?max_trends=50&trend.fields=trend_name%2Ctweet_count"] = (
        lambda asked: (200, {}, TRENDS) if asked.headers.get("authorization") == "Bearer k" else (401, {}, b"")
    )
    local_web.page("api.x.com/2/tweets/counts/recent?query=ferry&granularity=hour", COUNTS)
    (tmp_path / "sources.yaml").write_text(SOURCES)
    watch = read_watch_list(tmp_path / "sources.yaml")
    async with local_web.fetcher() as fetcher:

        def made(**keys: str) -> dict[str, MCPServer]:
            held = Keys(keys)
            live = LiveFeeds(watch, fetcher, parse=parse_here, keys=held)
            stand = Newsstand(live, fetcher, held, Clock(), parse_here)
            return {"news": news_server(live, stand), "twitter": twitter_server(stand)}

        yield made


async def test_every_tool_only_reads_and_knows_its_arguments(servers: Any) -> None:
    """Each says so, and each schema is closed to arguments that it does not name."""
    for name, server in servers().items():
        async with Client(server) as client:
            tools = (await client.list_tools()).tools
            assert tools, name
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
            assert all(tool.description and tool.input_schema["additionalProperties"] is False for tool in tools)
            strange = await client.call_tool(tools[0].name, {"shell": "rm"})
            assert strange.is_error, tools[0].name


async def test_the_catalogue_and_the_newest_of_a_source_are_tools_and_resources(servers: Any) -> None:
    """What is off says why; what is on is read when it is asked for."""
    async with Client(servers()["news"]) as client:
        listed = json.loads((await client.call_tool("catalogue", {})).content[0].text)
        assert {one["id"]: one["off"] for one in listed} == {
            "post": "",
            "search": "NEWSAPI_KEY not set",
            "gone": "closed in spring",
        }
        assert json.loads((await client.read_resource("news://catalogue")).contents[0].text) == listed
        newest = json.loads((await client.call_tool("newest", {"source_id": "post"})).content[0].text)
        assert [item["title"] for item in newest] == ["Ferry late"]
        again = json.loads((await client.read_resource("news://sources/post/newest")).contents[0].text)
        assert again == newest


async def test_every_service_can_be_asked_and_says_what_it_needs(servers: Any) -> None:
    """One tool reaches every adapter but those of X, which have a server of their own; a missing key is named."""
    made = servers()
    async with Client(made["news"]) as client:
        services = json.loads((await client.read_resource("news://services")).contents[0].text)
        assert set(services) == set(ADAPTERS)
    async with Host(made) as host:
        for service, needs in services.items():
            if needs:
                with pytest.raises(Refused) as refused:
                    await host.call("news", "look_up", service=service, words="ferry", sub="halden")
                assert refused.value.code in ("no_key", "no_such_service"), service


async def test_the_reading_side_of_x_is_off_without_a_key_and_on_with_one(servers: Any) -> None:
    """Its tools name the variable; with it, the question goes out with the key."""
    async with Host(servers()) as host:
        with pytest.raises(Refused, match="X_BEARER_TOKEN"):
            await host.call("twitter", "trends")
    async with Host(servers(X_BEARER_TOKEN="k")) as host:
        answer = json.loads(await host.call("twitter", "trends", woeid=1))
        counted = json.loads(await host.call("twitter", "recent_counts", words="ferry", span="hour"))
    assert "halden ferry" in {term.casefold() for term in answer["trends"]}
    assert [(span["start"], span["value"]) for span in counted["counts"]] == [("2031-05-14T08:00:00Z", 310)]


async def test_the_programs_tools_are_those_of_the_contract(servers: Any) -> None:
    """Trends, recent counts and recent search, and nothing that writes."""
    async with Client(servers()["twitter"]) as client:
        tools = {tool.name for tool in (await client.list_tools()).tools}
    assert tools == {"trends", "recent_counts", "recent_search"}
