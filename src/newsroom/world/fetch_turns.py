"""Politeness per host: one request at a time, a pause between two, silence while the host asks for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from newsroom.model.errors import Unavailable

HOST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0

Sleep = Callable[[float], Awaitable[None]]
Elapsed = Callable[[], float]
"""Seconds on a clock that only goes forward."""


class Later(Unavailable):
    """The server asks to wait. `after_s` is how long, 0 when it does not say; `status` what it answered, 0 for nothing."""

    def __init__(self, message: str, after_s: float = 0.0, status: int = 0) -> None:
        super().__init__("fetch_later", message, "It is asked again later.")
        self.after_s = after_s
        self.status = status

    def __reduce__(self) -> tuple[type["Later"], tuple[str, float, int]]:  # type: ignore[override]
        return type(self), (self.message, self.after_s, self.status)


class Turns:
    """Who may speak to which host now."""

    def __init__(self, elapsed: Elapsed, sleep: Sleep) -> None:
        self._elapsed = elapsed
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """The only request to this host while it lasts. A host that asked to wait is not waited for here.

        Raises:
            Later: the host asked for silence, which is not over.
        """
        host = self._hosts.setdefault(name, _Host())
        async with host.lock:
            now = self._elapsed()
            if host.closed_until > now:
                raise Later(f"{name} asked to be left alone for a while.", host.closed_until - now)
            if host.free_at > now:
                await self._sleep(host.free_at - now)
            try:
                yield
            except Later as later:
                host.closed_until = self._elapsed() + later.after_s
                raise
            finally:
                host.free_at = self._elapsed() + host.pause_s

    def slow_down(self, name: str, pause_s: float) -> None:
        """Leave this host `pause_s` between two requests: never less than a second, never more than half a minute."""
        host = self._hosts.setdefault(name, _Host())
        host.pause_s = min(max(pause_s, HOST_PAUSE_S), LONGEST_PAUSE_S)


class _Host:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.free_at = 0.0
        self.closed_until = 0.0
        self.pause_s = HOST_PAUSE_S
