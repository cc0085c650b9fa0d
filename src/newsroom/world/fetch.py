"""The newsroom's one way to fetch: guarded, pinned to checked addresses, bounded in size and time, polite to each host.

A redirect is a new address and is checked as one, three at most. Proxies of the environment are not used. Bodies are
counted as they arrive, packed and unpacked. Robots files are not read: feeds are published to be polled, nothing else is
crawled. Conditional requests (ETag, Last-Modified) and Retry-After are honoured.
"""

import asyncio
import socket
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple
from urllib.parse import urljoin

import httpx

from newsroom.model.errors import Refused, Rejected, Unavailable
from newsroom.world.guard import Resolve, Target, check_url

MAX_BYTES = 5_000_000
MAX_SECONDS = 30.0
MAX_REDIRECTS = 3
HOST_PAUSE_S = 1.0
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_GONE = frozenset((400, 401, 403, 404, 405, 406, 410, 451))
_LONGEST_WAIT_S = 86_400.0
_TIMEOUT = httpx.Timeout(MAX_SECONDS, connect=10.0).as_dict()


class Later(Unavailable):
    """The server asks to wait. `after_s` is how long, 0 when it does not say."""

    def __init__(self, message: str, after_s: float = 0.0) -> None:
        super().__init__("fetch_later", message, "It is asked again later.")
        self.after_s = after_s

    def __reduce__(self) -> tuple[type["Later"], tuple[str, float]]:  # type: ignore[override]
        return type(self), (self.message, self.after_s)


class Fetched(NamedTuple):
    """What came back. `unchanged` means the server has nothing newer than the given ETag or date; body is empty."""

    url: str
    body: bytes
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


def system_resolve(host: str) -> Sequence[str]:
    """The system's answers for `host`, each once, in its order; nothing when it has none."""
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


class Fetcher:
    """A guarded client. Close it when done (`async with`)."""

    def __init__(
        self,
        contact: str = "",
        *,
        resolve: Resolve = system_resolve,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        """`contact` is where sources may write to. The rest is replaced in tests."""
        agent = "DigitalNewsroom/0.1" + (f" (+{contact})" if contact else "")
        # The transport alone: a whole client would follow, remember cookies and read redirects in its own way.
        self._transport = transport or httpx.AsyncHTTPTransport(trust_env=False, retries=0)
        self._headers = {"User-Agent": agent, "Accept-Encoding": "gzip", "Accept": "*/*"}
        self._resolve = resolve
        self._sleep = sleep
        self._elapsed = elapsed
        self._hosts: dict[str, _Host] = {}

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._transport.aclose()

    async def get(self, url: str, *, etag: str = "", modified: str = "", max_bytes: int = MAX_BYTES) -> Fetched:
        """The document at `url`.

        Raises:
            Refused: url_forbidden, too_many_redirects, too_large, encoding.
            Rejected: gone (the server says no for good).
            Later: the server asks to wait, or fails for now.
            Unavailable: unresolved, fetch_failed (no connection, broken off, too slow).
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in headers.items() if value and value.isprintable()}
        try:
            async with asyncio.timeout(MAX_SECONDS):
                return await self._follow(url, headers, max_bytes)
        except TimeoutError as error:
            raise _failed("the answer took too long") from error
        except (httpx.TransportError, httpx.StreamError, httpx.InvalidURL, OSError) as error:
            raise _failed("no connection, or it broke off") from error

    async def _follow(self, url: str, headers: dict[str, str], max_bytes: int) -> Fetched:
        visited: set[str] = set()
        while len(visited) <= MAX_REDIRECTS:
            if url in visited:
                raise Refused("too_many_redirects", "The address redirects in a circle.", "Check the feed's address.")
            visited.add(url)
            target = await asyncio.to_thread(check_url, url, self._resolve)
            async with self._hosts.setdefault(target.host, _Host()).turn(self._elapsed, self._sleep):
                answer = await self._ask(target, headers, max_bytes)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise Refused("too_many_redirects", f"The address redirects more than {MAX_REDIRECTS} times.")

    async def _ask(self, target: Target, headers: dict[str, str], max_bytes: int) -> Fetched | str:
        """The document, or the address it redirects to. Only checked addresses are contacted, in their order."""
        for address in target.addresses[:-1]:
            try:
                return await self._send(target, address, headers, max_bytes)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._send(target, target.addresses[-1], headers, max_bytes)

    async def _send(self, target: Target, address: str, headers: dict[str, str], max_bytes: int) -> Fetched | str:
        bare = f"[{address}]" if ":" in address else address
        shown = f"[{target.host}]" if ":" in target.host else target.host
        request = httpx.Request(
            "GET",
            f"{target.scheme}://{bare}:{target.port}{target.path}",
            headers={**self._headers, **headers, "Host": shown},
            extensions={"sni_hostname": target.host, "timeout": _TIMEOUT},
        )
        response = await self._transport.handle_async_request(request)
        try:
            return await self._read(target, response, max_bytes)
        finally:
            await response.aclose()

    async def _read(self, target: Target, response: httpx.Response, max_bytes: int) -> Fetched | str:
        status = response.status_code
        if status in _REDIRECTS:
            location = response.headers.get("Location", "")
            if not location:
                raise Refused("url_forbidden", "The server redirects to nowhere.", "Check the address of the feed.")
            return _joined(target.url, location)
        if status == 304:
            return Fetched(target.url, b"", unchanged=True)
        if status in _GONE:
            raise Rejected("gone", f"The server answers {status}.", "Check the address of the feed.")
        if status != 200:
            raise Later(f"The server answers {status}.", _wait(response.headers.get("Retry-After", "")))
        return Fetched(
            url=target.url,
            body=await _body(response, max_bytes),
            content_type=response.headers.get("Content-Type", "")[:200],
            etag=response.headers.get("ETag", "")[:300],
            modified=response.headers.get("Last-Modified", "")[:100],
        )


class _Host:
    """One request at a time to a host, and a pause between two."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._free_at = 0.0

    @asynccontextmanager
    async def turn(
        self, elapsed: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
    ) -> AsyncIterator[None]:
        async with self._lock:
            wait = self._free_at - elapsed()
            if wait > 0:
                await sleep(wait)
            try:
                yield
            finally:
                self._free_at = elapsed() + HOST_PAUSE_S


async def _body(response: httpx.Response, max_bytes: int) -> bytes:
    packing = response.headers.get("Content-Encoding", "identity").lower().strip()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise Refused("encoding", f"The server packs with {packing}, which was not asked for.")
    parts: list[bytes] = []
    size = 0
    async for chunk in response.aiter_raw():
        size += len(chunk)
        if size > max_bytes:
            raise Refused("too_large", f"The answer has more than {max_bytes:,} bytes.")
        parts.append(chunk)
    data = b"".join(parts)
    return _unpacked(data, max_bytes) if "gzip" in packing and data else data


def _unpacked(data: bytes, max_bytes: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(data, max_bytes + 1)
    except zlib.error as error:
        raise Refused("truncated", "The packed answer is damaged.") from error
    if len(plain) > max_bytes:
        raise Refused("too_large", f"The answer unpacks to more than {max_bytes:,} bytes.")
    return plain


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise Refused("url_forbidden", "The server redirects to an address that cannot be read.") from error


def _wait(header: str) -> float:
    """Seconds of a Retry-After header, which is a number or a date; dates are left to the caller's own back-off."""
    if header.strip().isdigit():
        return min(float(header.strip()[:7]), _LONGEST_WAIT_S)
    return 0.0


def _failed(why: str) -> Unavailable:
    return Unavailable("fetch_failed", f"The document could not be fetched: {why}.", "It is asked again later.")


def pretend_transport(answer: Callable[[str], tuple[int, dict[str, str], bytes]]) -> httpx.AsyncBaseTransport:
    """A transport without a network: `answer` gets the address that would be contacted, gives (status, headers, body)."""

    def respond(request: httpx.Request) -> httpx.Response:
        status, headers, body = answer(request.url.host)
        return httpx.Response(status, headers=headers, content=_once(body))

    return httpx.MockTransport(respond)


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body
