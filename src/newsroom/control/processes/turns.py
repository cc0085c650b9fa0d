"""A process's life: one step after another, a wait between them that a hint cuts short, patience with what is away."""

import asyncio
from collections.abc import Awaitable, Callable

from newsroom.model.errors import Unavailable

Say = Callable[[str], None]

RETRY_S = 0.5
READY = "ready"
"""What a process says when it listens."""


class Turns:
    """Runs a step again and again until it is told to stop. `say` is told, once each time, what is away."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._bell = asyncio.Event()
        self._stopping = False
        self._away = ""

    def ring(self) -> None:
        """There may be something to do."""
        self._bell.set()

    def stop(self) -> None:
        """Finish the step in hand and end."""
        self._stopping = True
        self._bell.set()

    async def run(self, step: Callable[[], Awaitable[float]]) -> None:
        """Take turns. A step returns how many real seconds it may wait for the next."""
        while not self._stopping:
            self._bell.clear()
            try:
                wait_s = await step()
                self._away = ""
            except Unavailable as error:
                wait_s = RETRY_S
                if error.code != self._away:
                    self._away = error.code
                    self._say(f"{error} Trying again.")
            if not self._stopping:
                await self._rest(wait_s)

    async def _rest(self, wait_s: float) -> None:
        if wait_s <= 0:
            # Others of this process get their turn, and a hint that came meanwhile is not forgotten.
            await asyncio.sleep(0)
            return
        try:
            await asyncio.wait_for(self._bell.wait(), timeout=wait_s)
        except TimeoutError:
            return
