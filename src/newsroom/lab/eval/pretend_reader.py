"""A person at the desk without a browser or a network: requests go straight into the desk's own application."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newsroom.desk.people import People
from newsroom.desk.web.app import desk_app
from newsroom.lab.eval.bad_rows import percent
from newsroom.ports import Store

NAME, PASSWORD, PORT = "R. Reader", "seven quiet ferries at dawn", 8000


class Answer(NamedTuple):
    """Status, headers with small names, and the body as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes


class PretendReader:
    """Signed in as an editor. Every request is one call of the application."""

    def __init__(self, home: Path, store: Store) -> None:
        people = People(home)
        people.put(NAME, ["senior_editor"], PASSWORD)
        self._app = desk_app(home, store, people, PORT)
        signed = self.post("/sign-in", {"name": NAME, "password": PASSWORD})
        self._cookie = signed.headers.get("set-cookie", "").partition(";")[0]

    _cookie = ""

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """One page."""
        return self._ask("GET", path, _form(query or {}), b"")

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """One form."""
        return self._ask("POST", path, "", _form(fields).encode())

    def _ask(self, method: str, path: str, query: str, body: bytes) -> Answer:
        host = f"127.0.0.1:{PORT}"
        headers = {"host": host, "origin": f"http://{host}", "cookie": self._cookie,
                   "content-type": "application/x-www-form-urlencoded", "content-length": str(len(body))}  # fmt: skip
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items() if value],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", PORT),
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(dict(message))

        asyncio.run(self._app(scope, receive, send))
        start = next(message for message in sent if message["type"] == "http.response.start")
        named = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]}
        return Answer(start["status"], named, b"".join(message.get("body", b"") for message in sent))


def _form(fields: Mapping[str, str]) -> str:
    return "&".join(f"{percent(name)}={percent(value)}" for name, value in fields.items())
