"""The host and mcp-server-news: everything outside goes through one logged, bounded, switchable door."""

from datetime import UTC, datetime, timedelta

import pytest
from mcp.server import MCPServer
from mcp.types import ToolAnnotations

from newsroom.mcp.host import Allowance, Host
from newsroom.mcp.news import NewsThroughHost, news_server
from newsroom.mcp.wire import answering
from newsroom.model.errors import NewsroomError, Refused, Rejected, Unavailable
from newsroom.model.item import Item, Publisher, Source
from newsroom.ports import Arrivals, Refusal

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)
POST = Source(id="post", name="Halden Post", owner="Post Ltd", kind="newspaper", tier=2)
ITEM = Item(
    id="item_1",
    source_id="post",
    publisher=Publisher(name="Halden Post", owner="Post Ltd", kind="newspaper", tier=2),
    url="",
    title="Café “Sturm” closes 🌧",
    text="Words.",
    language="en",
    kind="article",
    published_at=NOON,
    seen_at=NOON,
    snapshot="0",
)


class OneItem:
    """Feeds with one item at noon."""

    sources = (POST,)

    async def arrivals(self, since: datetime, until: datetime) -> Arrivals:
        items = (ITEM,) if since < NOON <= until else ()
        refused = (Refusal(source_id="post", code="truncated", detail="end"),) if items else ()
        return Arrivals(items, (POST,) if items else (), refused, 3, {"ferry": 0.5})


def acting_server() -> MCPServer:
    """A server with one tool that changes something and one that fails as told."""
    server = MCPServer("acting", log_level="CRITICAL")

    @server.tool(structured_output=False)
    async def post(text: str) -> str:
        return f"posted {text}"

    @server.tool(structured_output=False, annotations=ToolAnnotations(read_only_hint=True))
    @answering
    async def fail(kind: str) -> str:
        errors: dict[str, NewsroomError] = {
            "refused": Refused("no_such", "Not here.", "Look elsewhere."),
            "rejected": Rejected("gone", "For good."),
        }
        raise errors.get(kind, Unavailable("away", "Not now."))

    return server


async def test_arrivals_come_through_the_tool_unchanged() -> None:
    """What the roles get is what the feeds gave."""
    feeds = OneItem()
    async with Host({"news": news_server(feeds)}) as host:
        through = NewsThroughHost(host)
        asked = (NOON - timedelta(hours=1), NOON)
        assert await through.arrivals(*asked) == await feeds.arrivals(*asked)
        assert await through.sources() == (POST,)
        assert host.usage()["news"].calls == 2


async def test_a_disabled_server_refuses_with_what_to_do() -> None:
    """No call reaches it; a newsroom that reads from it goes on with nothing new."""
    async with Host({"news": news_server(OneItem())}, disabled=frozenset({"news"})) as host:
        assert (await NewsThroughHost(host).arrivals(NOON - timedelta(hours=1), NOON)).items == ()
        with pytest.raises(Refused) as refused:
            await host.call("news", "sources")
    assert refused.value.code == "server_disabled"
    assert "Enable" in refused.value.next_step


async def test_a_dry_run_lets_only_reading_tools_through() -> None:
    """A tool that does not declare itself read-only is taken to change something."""
    async with Host({"news": news_server(OneItem()), "acting": acting_server()}, dry_run=True) as host:
        assert (await NewsThroughHost(host).arrivals(NOON, NOON)).items == ()
        with pytest.raises(Refused) as refused:
            await host.call("acting", "post", text="x")
    assert refused.value.code == "dry_run"


async def test_rate_and_budget_are_kept() -> None:
    """Too many calls in a minute wait; a spent budget stays spent."""
    now = [0.0]

    def elapsed() -> float:
        return now[0]

    allowances = {"acting": Allowance(calls_per_minute=2, calls_in_all=3)}
    async with Host({"acting": acting_server()}, allowances=allowances, elapsed=elapsed) as host:
        for _ in range(2):
            assert await host.call("acting", "post", text="x") == "posted x"
        assert await code_of(host, "post", text="x") == "rate_limited"
        now[0] = 61.0
        await host.call("acting", "post", text="x")
        now[0] = 200.0
        assert await code_of(host, "post", text="x") == "budget_spent"


@pytest.mark.parametrize(
    ("kind", "expected"), [("refused", Refused), ("rejected", Rejected), ("unavailable", Unavailable)]
)
async def test_errors_keep_their_kind_across_the_wire(kind: str, expected: type[NewsroomError]) -> None:
    """A role answers a refusal and retries an absence, wherever the tool runs."""
    async with Host({"acting": acting_server()}) as host:
        with pytest.raises(expected):
            await host.call("acting", "fail", kind=kind)


async def test_unknown_tools_and_servers_are_refused() -> None:
    """A typing mistake is an answer, not a crash."""
    async with Host({"acting": acting_server()}) as host:
        assert await code_of(host, "fly") == "unknown_tool"
        with pytest.raises(Refused):
            await host.call("nobody", "fly")


async def test_a_time_that_is_none_is_refused() -> None:
    """The tool checks its arguments itself."""
    async with Host({"news": news_server(OneItem())}) as host:
        with pytest.raises(Refused) as refused:
            await host.call("news", "arrivals", since="yesterday", until="now")
    assert refused.value.code == "bad_date"


async def code_of(host: Host, tool: str, **arguments: str) -> str:
    with pytest.raises(NewsroomError) as error:
        await host.call("acting", tool, **arguments)
    return error.value.code
