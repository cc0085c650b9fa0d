"""With every server switched off nothing is connected to but the newsroom's own database and queue.

The real command runs live in a process whose interpreter, and that of every child, notes each address that it looks up or
connects to.
"""

import asyncio
import json
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from newsroom.settings import SERVERS

HOOK = """
import json, os, sys

def _note(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        with open(os.environ["NOTED"], "a") as out:
            out.write(json.dumps([event, repr(args[-1 if event == "socket.connect" else 0])]) + "\\n")

sys.addaudithook(_note)
"""
SOURCES = """
sources:
- {id: post, name: Halden Post, kind: newspaper, tier: 2, url: "http://192.0.2.1/rss", format: rss}
- {id: radio, name: Coast Radio, kind: broadcaster, tier: 2, url: "https://radio.halden-coast.no/rss", format: rss}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    place.mkdir()
    (place / "sources.yaml").write_text(SOURCES.replace("http://192.0.2.1/rss", "https://post.halden-coast.no/rss"))
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK)
    return place


def ran_live(home: Path, start: Callable[..., Any], until: Callable[[Path], bool]) -> list[list[str]]:
    """Everything noted during a live run that is ended with Ctrl-C once `until` says so."""
    noted = home.parent / "noted"
    noted.touch()
    env = {"PYTHONPATH": str(home.parent / "hook"), "NOTED": str(noted)}
    process = start("run", "--home", home, env=env)
    for _ in range(600):
        if until(noted) or process.poll() is not None:
            break
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode in (0, 130), said
    return [json.loads(line) for line in noted.read_text().splitlines()]


def looked_at_sources(home: Path) -> Callable[[Path], bool]:
    """Whether the live newsroom has taken its first look, as its own database says."""

    def look(_: Path) -> bool:
        import sqlite3

        file = home / "newsroom.db"
        if not file.exists():
            return False
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as rows:
            try:
                found = rows.execute("select version from cursor").fetchone()
            except sqlite3.OperationalError:
                return False
        return bool(found and found[0] > 1)

    return look


def test_with_every_server_off_nothing_is_looked_up_or_connected_to(home: Path, start: Callable[..., Any]) -> None:
    """The loop turns, takes its look, and asks nobody."""
    (home / "newsroom.toml").write_text(f"servers_off = {json.dumps(list(SERVERS))}\n")
    assert ran_live(home, start, looked_at_sources(home)) == []


def test_with_them_on_the_same_run_does_look_up_its_sources(home: Path, start: Callable[..., Any]) -> None:
    """So that the silence above is not the deafness of the test."""
    noted = ran_live(home, start, lambda file: b"radio.halden-coast.no" in file.read_bytes())
    assert {event for event, _ in noted} >= {"socket.getaddrinfo"}
    assert {"halden-coast.no" in what for _, what in noted} == {True}


async def test_a_server_apart_speaks_over_http_to_this_machine(start: Callable[..., Any], home: Path) -> None:
    """The same tools as in process, on a loopback port; a client of the protocol lists and calls them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start("mcp", "news", "--http", port, "--home", home)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            await asyncio.sleep(0.1)
    async with Client(f"http://127.0.0.1:{port}/mcp") as client:
        assert {tool.name for tool in (await client.list_tools()).tools} >= {
            "arrivals",
            "catalogue",
            "newest",
            "look_up",
        }
        listed = json.loads((await client.call_tool("catalogue", {})).content[0].text)
    assert [one["id"] for one in listed] == ["post", "radio"]
