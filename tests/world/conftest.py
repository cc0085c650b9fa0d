"""A web of invented hosts on this machine: real connections, real bytes, names and addresses that the guard lets pass."""

import asyncio
from collections.abc import AsyncIterator, Callable
from email.parser import BytesHeaderParser
from typing import NamedTuple

import httpx
import pytest

from newsroom.world.fetch import Fetcher

PUBLIC = "93.184.215.14"


class Asked(NamedTuple):
    """One request as it came over the wire, and the connection that it came by."""

    method: str
    host: str
    path: str
    headers: dict[str, str]
    body: bytes
    connection: int


Page = Callable[[Asked], tuple[int, dict[str, str], bytes]]


class LocalWeb:
    """Pages by "host/path"; everything else is 404. Remembers who asked for what, and how many asked one host at once."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self.most_at_once: dict[str, int] = {}
        self.pauses: list[float] = []
        self._now: dict[str, int] = {}
        self._connections = 0
        self.port = 0

    def page(self, address: str, body: bytes, **headers: str) -> None:
        """Answer this at "host/path" from now on."""
        self.pages[address] = lambda _: (200, {name.replace("_", "-"): value for name, value in headers.items()}, body)

    def fetcher(self) -> Fetcher:
        """The product's own fetcher; a public address is dialled here instead, and pauses take no time."""
        return Fetcher(
            "desk@newsroom.example", resolve=lambda _: (PUBLIC,), transport=_Dialled(self), sleep=self._sleep
        )

    def paths(self, host: str) -> list[str]:
        """What one host was asked for, in order."""
        return [asked.path for asked in self.asked if asked.host == host]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        connection = self._connections
        try:
            while True:
                await self._answer(reader, writer, connection)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, connection: int) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        first, _, rest = head.partition(b"\r\n")
        method, path, _ = first.decode().split(" ")
        headers = {name.lower(): value for name, value in BytesHeaderParser().parsebytes(rest).items()}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        host = headers["host"]
        self._now[host] = self._now.get(host, 0) + 1
        self.most_at_once[host] = max(self.most_at_once.get(host, 0), self._now[host])
        await asyncio.sleep(0)
        asked = Asked(method, host, path, headers, body, connection)
        self.asked.append(asked)
        page = self.pages.get(f"{host}{path}")
        status, sent, data = page(asked) if page else (404, {}, b"")
        lines = "".join(f"{name}: {value}\r\n" for name, value in {**sent, "Content-Length": len(data)}.items())
        self._now[host] -= 1
        writer.write(f"HTTP/1.1 {status} x\r\n{lines}\r\n".encode() + data)
        await writer.drain()

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


class _Dialled(httpx.AsyncBaseTransport):
    """The product's transport; only the last step, which address is dialled, is another."""

    def __init__(self, web: LocalWeb) -> None:
        from newsroom.world.fetch import own_transport

        self._inner = own_transport()
        self._web = web

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert request.url.host == PUBLIC
        request.url = httpx.URL(f"http://127.0.0.1:{self._web.port}{request.url.raw_path.decode()}")
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


@pytest.fixture
async def local_web() -> AsyncIterator[LocalWeb]:
    """A local web, served while the test runs."""
    web = LocalWeb()
    server = await asyncio.start_server(web.serve, "127.0.0.1", 0)
    web.port = server.sockets[0].getsockname()[1]
    yield web
    server.close()
