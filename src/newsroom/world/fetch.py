"""The newsroom's one way to fetch: guarded, pinned to checked addresses, bounded in size and time, polite to each host.

A redirect is a new address and is checked as one, three at most. Proxies of the environment are not used. Bodies are
counted as they arrive, packed and unpacked. Conditional requests (ETag, Last-Modified) and Retry-After are honoured,
robots.txt where the caller crawls. A key is sent only over https and only to the host it was meant for.
"""

import asyncio
import json
import socket
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode, urljoin

import httpx

from newsroom.model.errors import Refused, Rejected, Unavailable
from newsroom.world.fetch_body import body_of, wait_asked
from newsroom.world.fetch_turns import Later, Turns
from newsroom.world.guard import Resolve, Target, check_url
from newsroom.world.robots import AGENT, Robots

__all__ = ["Fetched", "Fetcher", "Later", "own_transport", "system_resolve"]

MAX_BYTES = 5_000_000
MAX_SECONDS = 30.0
MAX_REDIRECTS = 3
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FOR_NOW = frozenset((408, 421, 425, 429))
"""Client errors that may pass; every other 4xx is a final no."""
_TIMEOUT = httpx.Timeout(MAX_SECONDS, connect=10.0).as_dict()


class Fetched(NamedTuple):
    """What came back. `unchanged` means the server has nothing newer than the given ETag or date; body is empty."""

    url: str
    body: bytes
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False


class _Ask(NamedTuple):
    """One question: `secret` headers stay with the host they were given for, `form` makes it a POST."""

    headers: Mapping[str, str]
    secret: Mapping[str, str]
    max_bytes: int
    form: bytes | None = None


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
        agent = f"{AGENT}/0.1" + (f" (+{contact})" if contact else "")
        self._transport = transport or own_transport()
        self._headers = {"User-Agent": agent, "Accept-Encoding": "gzip", "Accept": "*/*"}
        self._resolve = resolve
        self._turns = Turns(elapsed, sleep)
        self._robots = Robots(self._robots_file, elapsed)

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._transport.aclose()

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        etag: str = "",
        modified: str = "",
        max_bytes: int = MAX_BYTES,
        robots: bool = False,
    ) -> Fetched:
        """The document at `url`. `headers` (a key, an Accept) go to this host over https alone, never on to another;
        `robots` asks the host's robots.txt first, as whatever polls or crawls must.

        Raises:
            Refused: url_forbidden, too_many_redirects, too_large, encoding, truncated, robots_disallow.
            Rejected: gone (the server says no for good), key_refused (it does not take the key).
            Later: the server asks to wait, or fails for now.
            Unavailable: unresolved, robots_unreachable, fetch_failed (no connection, broken off, too slow).
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        asked = {name: value for name, value in asked.items() if value and value.isprintable()}
        return await self._follow(url, _Ask(asked, _sendable(headers), max_bytes), robots)

    async def post_form(
        self,
        url: str,
        fields: Mapping[str, str],
        *,
        headers: Mapping[str, str] | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> Fetched:
        """What `url` answers to a form, such as a request for an access token. Over https alone; no redirect is followed.

        Raises:
            Refused: url_forbidden (also for a redirect), too_large, encoding, truncated.
            Rejected, Later, Unavailable: as `get`.
        """
        secret = {**_sendable(headers), "Content-Type": "application/x-www-form-urlencoded"}
        return await self._follow(url, _Ask({}, secret, max_bytes, urlencode(fields).encode()), robots=False)

    async def post_json(
        self,
        url: str,
        value: object,
        *,
        headers: Mapping[str, str] | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> Fetched:
        """What `url` answers to a JSON document. Over https alone; no redirect is followed.

        Raises:
            Refused, Rejected, Later, Unavailable: as `post_form`.
        """
        secret = {**_sendable(headers), "Content-Type": "application/json"}
        return await self._follow(url, _Ask({}, secret, max_bytes, json.dumps(value).encode()), robots=False)

    async def _robots_file(self, url: str) -> bytes:
        return (await self._follow(url, _Ask({}, {}, MAX_BYTES), robots=False)).body

    async def _follow(self, url: str, ask: _Ask, robots: bool) -> Fetched:
        visited: set[str] = set()
        origin = ""
        while len(visited) <= MAX_REDIRECTS:
            if url in visited:
                raise Refused("too_many_redirects", "The address redirects in a circle.", "Check the feed's address.")
            visited.add(url)
            target = await asyncio.to_thread(check_url, url, self._resolve)
            origin = origin or _origin(target)
            now = ask if _origin(target) == origin else ask._replace(secret={})
            if now.secret and target.scheme != "https":
                raise Refused("url_forbidden", "A key is sent over https alone.", "Write the address with https.")
            if robots:
                self._turns.slow_down(target.host, await self._robots.check(_origin(target), target.url))
            answer = await self._in_turn(target, now)
            if isinstance(answer, Fetched):
                return answer
            if ask.form is not None:
                raise Refused("url_forbidden", "The server redirects a form.", "Check the address.")
            url = answer
        raise Refused("too_many_redirects", f"The address redirects more than {MAX_REDIRECTS} times.")

    async def _in_turn(self, target: Target, ask: _Ask) -> Fetched | str:
        # The clock runs from the turn on: waiting for one's turn is no slowness of the server.
        async with self._turns.turn(target.host):
            try:
                async with asyncio.timeout(MAX_SECONDS):
                    return await self._any_address(target, ask)
            except TimeoutError as error:
                raise _failed("the answer took too long") from error
            except (httpx.TransportError, httpx.StreamError, httpx.InvalidURL, OSError) as error:
                raise _failed("no connection, or it broke off") from error

    async def _any_address(self, target: Target, ask: _Ask) -> Fetched | str:
        """The document, or the address it redirects to. Only checked addresses are contacted, in their order."""
        for address in target.addresses[:-1]:
            try:
                return await self._send(target, address, ask)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._send(target, target.addresses[-1], ask)

    async def _send(self, target: Target, address: str, ask: _Ask) -> Fetched | str:
        bare = f"[{address}]" if ":" in address else address
        shown = f"[{target.host}]" if ":" in target.host else target.host
        request = httpx.Request(
            "GET" if ask.form is None else "POST",
            f"{target.scheme}://{bare}:{target.port}{target.path}",
            headers={**self._headers, **ask.headers, **ask.secret, "Host": shown},
            content=ask.form,
            extensions={"sni_hostname": target.host, "timeout": _TIMEOUT},
        )
        response = await self._transport.handle_async_request(request)
        try:
            return await _read(target, response, ask)
        finally:
            await response.aclose()


async def _read(target: Target, response: httpx.Response, ask: _Ask) -> Fetched | str:
    status = response.status_code
    if status in _REDIRECTS:
        location = response.headers.get("Location", "")
        if not location:
            raise Refused("url_forbidden", "The server redirects to nowhere.", "Check the address of the feed.")
        return _joined(target.url, location)
    if status == 304:
        return Fetched(target.url, b"", unchanged=True)
    if status in (401, 403) and ask.secret:
        raise Rejected("key_refused", f"{target.host} answers {status} to the key.", "Check the key and its plan.")
    if 400 <= status < 500 and status not in _FOR_NOW:
        raise Rejected("gone", f"The server answers {status}.", "Check the address of the feed.")
    if status != 200:
        wait = wait_asked(response.headers.get("Retry-After", ""), response.headers.get("Date", ""))
        raise Later(f"The server answers {status}.", wait, status)
    return Fetched(
        url=target.url,
        body=await body_of(response, ask.max_bytes),
        content_type=response.headers.get("Content-Type", "")[:200],
        etag=response.headers.get("ETag", "")[:300],
        modified=response.headers.get("Last-Modified", "")[:100],
    )


def own_transport() -> httpx.AsyncBaseTransport:
    """One connection a request, no proxy."""
    # The transport alone: a whole client would follow, remember cookies and read redirects in its own way. No connection
    # is kept: they are pooled by address, and one whose certificate was checked for one host must never serve another.
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=0)
    return httpx.AsyncHTTPTransport(trust_env=False, retries=0, limits=limits)


def _sendable(headers: Mapping[str, str] | None) -> dict[str, str]:
    given = dict(headers or {})
    if not all(text.isascii() and text.isprintable() for pair in given.items() for text in pair):
        raise Refused("bad_key", "A key or header holds characters that cannot be sent.", "Copy the key again.")
    return given


def _origin(target: Target) -> str:
    shown = f"[{target.host}]" if ":" in target.host else target.host
    return f"{target.scheme}://{shown}:{target.port}"


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise Refused("url_forbidden", "The server redirects to an address that cannot be read.") from error


def _failed(why: str) -> Unavailable:
    return Unavailable("fetch_failed", f"The document could not be fetched: {why}.", "It is asked again later.")
