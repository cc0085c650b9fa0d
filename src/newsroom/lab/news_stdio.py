"""One MCP server as a program of its own, over stdio: the same server that the newsroom holds in process."""

import asyncio
from pathlib import Path

from newsroom import settings
from newsroom.mcp.news import news_server
from newsroom.model.errors import Refused
from newsroom.world.corpus import Corpus
from newsroom.world.corpus_layout import find_corpus
from newsroom.world.fetch import Fetcher
from newsroom.world.live_feeds import LiveFeeds
from newsroom.world.watch_list import watch_list

SERVERS = ("news",)


def serve(name: str, home: Path, corpus: str = "") -> None:
    """Serve until the client goes. With `corpus` a recorded day is served instead of the live sources.

    Raises:
        Refused: no such server, or no such corpus.
    """
    if name not in SERVERS:
        raise Refused("no_such_server", f"There is no server {name!r}.", f"This version has: {', '.join(SERVERS)}.")
    asyncio.run(_serve(home, corpus))


async def _serve(home: Path, corpus: str) -> None:
    if corpus:
        await news_server(Corpus(find_corpus(corpus))).run_stdio_async()
        return
    chosen = settings.load(home)
    async with Fetcher(chosen.contact) as fetcher:
        feeds = LiveFeeds(watch_list(chosen.sources), fetcher, chosen.poll_minutes)
        await news_server(feeds).run_stdio_async()
