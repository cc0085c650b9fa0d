"""What every request passes before a page sees it: right host, small body, known form, same site; and safe headers after.

The desk listens on the loopback address, yet any page in the same browser can send requests there: a rebound name is
caught by the Host check, a foreign form by the site check, a script by the content policy.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_MAX = 64 * 1024
"""Bytes of a request's body; a note has at most 2,000 characters."""

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
API = "/api/"
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


class TooLarge(Exception):
    """The body grew beyond what any form or answer needs."""


class Guard:
    """ASGI middleware. `hosts` are the Host headers that mean this desk."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._origins = frozenset(f"http://{host}" for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let through with a bounded body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
        answered = False

        async def with_headers(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if refused is not None:
            await refused(scope, receive, with_headers)
            return
        try:
            await self._app(scope, _bounded(receive), with_headers)
        except TooLarge:
            if not answered:
                await _no(scope["path"], 413, "too_large", f"A request has at most {BODY_MAX} bytes.")(
                    scope, receive, with_headers
                )

    def _refusal(self, method: str, path: str, headers: Headers) -> Response | None:
        if headers.get("host", "") not in self._hosts:
            return _no(path, 421, "wrong_host", "This desk answers under its own address only.")
        if method in ("GET", "HEAD"):
            return None
        if method != "POST":
            return _no(path, 405, "bad_method", "This desk knows GET and POST.")
        if not self._same_site(headers):
            return _no(path, 403, "cross_site", "This request was sent by another site.")
        length = headers.get("content-length", "")
        if length and (not length.isdigit() or int(length) > BODY_MAX):
            return _no(path, 413, "too_large", f"A request has at most {BODY_MAX} bytes.")
        wanted = JSON if path.startswith(API) else FORM
        if headers.get("content-type", "").partition(";")[0].strip().lower() != wanted:
            return _no(path, 415, "wrong_type", f"Send {wanted}.")
        return None

    def _same_site(self, headers: Headers) -> bool:
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return False
        origin = headers.get("origin")
        return origin is None or origin in self._origins


def _bounded(receive: Receive) -> Receive:
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > BODY_MAX:
            raise TooLarge
        return message

    return counted


def _no(path: str, status: int, code: str, message: str) -> Response:
    if path.startswith(API):
        return JSONResponse({"code": code, "message": message, "next_step": ""}, status)
    return PlainTextResponse(f"{message}\n", status)
