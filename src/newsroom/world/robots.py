"""What a host's robots.txt lets us ask for (RFC 9309), kept for a day.

No such file, or any other plain no: everything may be asked for. A server in trouble (5xx), one that asks to wait, or
one that cannot be reached: nothing, until it answers; rules read before go on holding meanwhile.
"""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from protego import Protego

from newsroom.model.errors import Refused, Rejected, Unavailable
from newsroom.world.fetch_turns import Elapsed, Later

AGENT = "DigitalNewsroom"
KEPT_S = 86_400.0
ASKED_AGAIN_S = 600.0
MAX_BYTES = 512_000
"""Bytes of the file that are read; RFC 9309 asks for at least 500 KiB."""

GetText = Callable[[str], Awaitable[bytes]]


class _Known(NamedTuple):
    """The rules of one origin, None while they cannot be had; `until` is when to ask again."""

    rules: Protego | None
    until: float


class Robots:
    """The rules of every origin that was asked. `get` fetches a robots.txt through the guarded way out."""

    def __init__(self, get: GetText, elapsed: Elapsed) -> None:
        self._get = get
        self._elapsed = elapsed
        self._known: dict[str, _Known] = {}

    async def check(self, origin: str, url: str) -> float:
        """Let `url` of `origin` ("https://host:port") pass; returns the delay in seconds that the host asks for, 0 for none.

        Raises:
            Refused: robots_disallow.
            Unavailable: robots_unreachable.
        """
        known = self._known.get(origin)
        if known is None or known.until <= self._elapsed():
            known = await self._read(origin, known)
            self._known[origin] = known
        if known.rules is None:
            raise Unavailable("robots_unreachable", f"{origin}/robots.txt cannot be had.", "It is asked again later.")
        if not known.rules.can_fetch(url, AGENT):
            raise Refused(
                "robots_disallow",
                f"The robots.txt of {origin} asks programs to stay away from this address.",
                "Ask the publisher, or set `enabled: false` for this source.",
            )
        return float(known.rules.crawl_delay(AGENT) or 0.0)

    async def _read(self, origin: str, before: _Known | None) -> _Known:
        now = self._elapsed()
        try:
            text = await self._get(f"{origin}/robots.txt")
        except Rejected:
            return _Known(Protego.parse(""), now + KEPT_S)
        except (Unavailable, Refused) as error:
            wait = error.after_s if isinstance(error, Later) else 0.0
            return _Known(before.rules if before else None, now + max(ASKED_AGAIN_S, wait))
        return _Known(Protego.parse(text[:MAX_BYTES].decode("utf-8", "replace")), now + KEPT_S)
