"""One MCP server as a program of its own, over stdio or HTTP: the same server that the newsroom holds in process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from mcp.server import MCPServer

from newsroom import settings
from newsroom.mcp.names import NEWS, TWITTER
from newsroom.mcp.news import news_server
from newsroom.mcp.twitter import KEY, twitter_server
from newsroom.model.errors import Refused
from newsroom.settings import SERVERS
from newsroom.world.clock import SystemClock
from newsroom.world.corpus import Corpus
from newsroom.world.corpus_layout import find_corpus
from newsroom.world.fetch import Fetcher
from newsroom.world.live_feeds import LiveFeeds
from newsroom.world.newsstand import Newsstand
from newsroom.world.watch_list import watch_list

LOOPBACK = "127.0.0.1"


def serve(name: str, home: Path, say: Callable[[str], None], corpus: str = "", port: int = 0) -> None:
    """Serve until the client goes, over stdio, or over HTTP on `port` of this machine. With `corpus` mcp-server-news
    serves a recorded day instead of the live sources. `say` tells a person what is off.

    Raises:
        Refused: no_such_server, no_corpus, server_disabled, or a wrong setting.
    """
    if name not in SERVERS:
        raise Refused("no_such_server", f"There is no server {name!r}.", f"This version has: {', '.join(SERVERS)}.")
    if corpus and name != NEWS:
        raise Refused("no_corpus", "Only mcp-server-news serves a recorded day.", "Leave --corpus out.")
    asyncio.run(_serve(name, home, say, corpus, port))


async def _serve(name: str, home: Path, say: Callable[[str], None], corpus: str, port: int) -> None:
    if corpus:
        await _run(news_server(Corpus(find_corpus(corpus))), port)
        return
    settings.load(home).need_server(name)
    if name == TWITTER and KEY not in settings.source_keys(home):
        say(f"mcp-server-twitter is off: {KEY} is not set. Its tools answer with that.")
    async with live_server(name, home) as server:
        await _run(server, port)


@asynccontextmanager
async def live_server(name: str, home: Path, fetcher: Fetcher | None = None) -> AsyncIterator[MCPServer]:
    """mcp-server-`name` over the home's live sources; `fetcher` is replaced in tests."""
    chosen, keys = settings.load(home), settings.source_keys(home)
    async with (
        fetcher or Fetcher(chosen.contact) as way_out,
        LiveFeeds(watch_list(chosen.sources), way_out, chosen.poll_minutes, keys=keys, home=home) as live,
    ):
        stand = Newsstand(live, way_out, keys, SystemClock())
        yield twitter_server(stand) if name == TWITTER else news_server(live, stand)


async def _run(server: MCPServer, port: int) -> None:
    if port:
        await server.run_streamable_http_async(host=LOOPBACK, port=port, stateless_http=True, json_response=True)
    else:
        await server.run_stdio_async()
