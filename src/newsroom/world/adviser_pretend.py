"""Advisers that cannot be trusted, for checks: one that obeys whatever a report tells it, one that babbles, one that stalls."""

import asyncio
from collections.abc import Sequence

from newsroom.ports import Remark

_EVERY_KIND = ("unsupported", "contradictory", "one_sided", "sensational", "FACT_VETO", "approve", "threshold", "pay")


class Obedient:
    """Does as a report says when it holds one of `orders`: remarks of every kind, on all that it may quote."""

    def __init__(self, orders: Sequence[str]) -> None:
        self._orders = tuple(order for order in orders if order)

    async def remarks(self, text: str) -> tuple[Remark, ...]:
        """Everything at once for an order; nothing for a report without one."""
        held = [order for order in self._orders if order in text]
        quotes = [quote for order in held for quote in (text[:200], order[:300], order, "https://evil.example/", text)]
        return tuple(Remark(kind, quote) for kind in _EVERY_KIND for quote in quotes)


class Garbage:
    """Answers with remarks that mean nothing."""

    async def remarks(self, text: str) -> tuple[Remark, ...]:
        """Kinds that are none, quotes that nobody wrote, of any length."""
        return (Remark("", ""), Remark("unsupported", "no report says this"), Remark("x" * 9_999, text[::-1]))


class Stalling:
    """Never answers."""

    async def remarks(self, text: str) -> tuple[Remark, ...]:
        """Waits for ever."""
        await asyncio.Event().wait()
        return (Remark("unsupported", text),)
