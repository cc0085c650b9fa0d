"""The only way a role reaches outside: every call is logged, rate-limited, budgeted, and can be switched off.

Order: disabled → refused; unknown tool → refused; over the rate or budget → unavailable; dry run and the tool would
change something → refused; then the call. A call is logged with the hash of its arguments, never with the arguments.
"""

import asyncio
import hashlib
import json
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

import structlog
from mcp import Client
from mcp.server import MCPServer
from mcp.types import TextContent

from newsroom.mcp.wire import opened
from newsroom.model.errors import NewsroomError, Refused, Unavailable

CALL_SECONDS = 120.0

# Through the standard library, so that an unconfigured process logs warnings to stderr and stdout stays clean.
_log = structlog.wrap_logger(
    logging.getLogger("newsroom.mcp"),
    processors=[structlog.stdlib.filter_by_level, structlog.stdlib.add_log_level, structlog.processors.JSONRenderer()],
    wrapper_class=structlog.stdlib.BoundLogger,
)


class Allowance(NamedTuple):
    """What one server may be asked: calls in any sliding minute, and calls in all (0 = no bound)."""

    calls_per_minute: int = 2_000
    calls_in_all: int = 0


class Usage(NamedTuple):
    """What one server was asked so far."""

    calls: int
    failed: int
    refused: int
    bytes_in: int


class Host:
    """Holds the connections to the tool servers. Use as `async with`; calls may come from any task of that loop."""

    def __init__(
        self,
        servers: Mapping[str, MCPServer],
        *,
        allowances: Mapping[str, Allowance] | None = None,
        disabled: frozenset[str] = frozenset(),
        dry_run: bool = False,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        """`servers` by their short name ("news"); `dry_run` lets only tools through that declare themselves read-only."""
        allowed = allowances or {}
        self._lines = {
            name: _Line(name, server, allowed.get(name, Allowance()), elapsed)
            for name, server in servers.items()
            if name not in disabled
        }
        self._disabled = frozenset(disabled)
        self.dry_run = dry_run
        self._elapsed = elapsed

    async def __aenter__(self) -> "Host":
        return self

    async def __aexit__(self, *_: object) -> None:
        for line in self._lines.values():
            await line.hang_up()

    async def call(self, server: str, tool: str, **arguments: Any) -> str:
        """The text that `tool` of `server` answers.

        Raises:
            Refused: server_disabled, unknown_tool, dry_run, or the tool's own refusal.
            Unavailable: rate_limited, budget_spent, tool_failed, or the tool's own.
        """
        line = self._line(server)
        asked = hashlib.sha256(json.dumps(arguments, sort_keys=True, default=str).encode()).hexdigest()[:16]
        log = _log.bind(server=server, tool=tool, arguments=asked)
        begun = self._elapsed()
        try:
            answer = opened(await line.ask(tool, arguments, self.dry_run))
        except NewsroomError as error:
            line.count_refusal(isinstance(error, Refused))
            log.warning("tool_call_failed", code=error.code, seconds=round(self._elapsed() - begun, 3))
            raise
        log.info("tool_call", bytes=len(answer), seconds=round(self._elapsed() - begun, 3))
        return answer

    def is_off(self, server: str) -> bool:
        """Whether a server is part of this newsroom and switched off."""
        return server in self._disabled

    def usage(self) -> dict[str, Usage]:
        """Calls, failures, refusals and characters received, by server."""
        return {name: line.usage() for name, line in sorted(self._lines.items())}

    def _line(self, server: str) -> "_Line":
        line = self._lines.get(server)
        if line is not None:
            return line
        known = server in self._disabled
        raise Refused(
            "server_disabled" if known else "unknown_server",
            f"mcp-server-{server} is {'switched off' if known else 'not part of this newsroom'}.",
            "Enable it in newsroom.toml to allow this call." if known else f"Known: {', '.join(sorted(self._lines))}.",
        )


class _Line:
    """One connection. It is opened at the first call and held by a task of its own, as the client asks for."""

    def __init__(self, name: str, server: MCPServer, allowance: Allowance, elapsed: Callable[[], float]) -> None:
        self._name, self._server, self._allowance, self._elapsed = name, server, allowance, elapsed
        self._client: Client | None = None
        self._read_only: dict[str, bool] = {}
        self._opening = asyncio.Lock()
        self._over = asyncio.Event()
        self._holder: asyncio.Task[None] | None = None
        self._recent: deque[float] = deque()
        self._calls = self._failed = self._refused = self._bytes = 0

    async def ask(self, tool: str, arguments: dict[str, Any], dry_run: bool) -> str:
        client = await self._open()
        if tool not in self._read_only:
            raise Refused("unknown_tool", f"mcp-server-{self._name} has no tool {tool}.", "List its tools first.")
        if dry_run and not self._read_only[tool]:
            raise Refused("dry_run", f"{tool} would change something and this is a dry run.", "Switch dry_run off.")
        self._admit()
        return await self._text(client.call_tool(tool, arguments, read_timeout_seconds=CALL_SECONDS), tool)

    async def hang_up(self) -> None:
        self._over.set()
        if self._holder is not None:
            await self._holder

    def count_refusal(self, refused: bool) -> None:
        self._refused += int(refused)
        self._failed += int(not refused)

    def usage(self) -> Usage:
        return Usage(self._calls, self._failed, self._refused, self._bytes)

    async def _text(self, asking: Awaitable[Any], tool: str) -> str:
        answer = await asking
        text = "".join(part.text for part in answer.content if isinstance(part, TextContent))
        self._bytes += len(text)
        if answer.is_error:
            raise Unavailable("tool_failed", f"mcp-server-{self._name} {tool} failed: {text[:300]}", "See its log.")
        return text

    def _admit(self) -> None:
        now = self._elapsed()
        while self._recent and self._recent[0] <= now - 60.0:
            self._recent.popleft()
        if len(self._recent) >= self._allowance.calls_per_minute:
            raise Unavailable("rate_limited", f"mcp-server-{self._name} was asked too often.", "Try in a minute.")
        if self._allowance.calls_in_all and self._calls >= self._allowance.calls_in_all:
            raise Unavailable("budget_spent", f"mcp-server-{self._name} has used its calls.", "Raise its allowance.")
        self._recent.append(now)
        self._calls += 1

    async def _open(self) -> Client:
        async with self._opening:
            if self._client is None:
                ready: asyncio.Future[Client] = asyncio.get_running_loop().create_future()
                self._holder = asyncio.create_task(self._hold(ready), name=f"mcp-{self._name}")
                self._client = await ready
                tools = (await self._client.list_tools()).tools
                self._read_only = {
                    tool.name: bool(tool.annotations and tool.annotations.read_only_hint) for tool in tools
                }
            return self._client

    async def _hold(self, ready: "asyncio.Future[Client]") -> None:
        # The client's task group must be left by the task that entered it; callers come and go.
        async with Client(self._server) as client:
            ready.set_result(client)
            await self._over.wait()
