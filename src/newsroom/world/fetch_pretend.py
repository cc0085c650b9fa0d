"""A web without a network, for tests and for `newsroom eval ssrf`."""

from collections.abc import AsyncIterator, Callable

import httpx

Answer = tuple[int, dict[str, str], bytes]
"""Status, headers, body."""


def pretend_transport(answer: Callable[[str], Answer]) -> httpx.AsyncBaseTransport:
    """`answer` gets the address that would be contacted, a host of digits."""
    return requests_transport(lambda request: answer(request.url.host))


def requests_transport(answer: Callable[[httpx.Request], Answer]) -> httpx.AsyncBaseTransport:
    """`answer` gets the whole request as it would be sent."""

    def respond(request: httpx.Request) -> httpx.Response:
        status, headers, body = answer(request)
        return httpx.Response(status, headers=headers, content=_once(body))

    return httpx.MockTransport(respond)


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body
