"""Places to work at, as many as are wanted at the moment."""

import asyncio
from types import TracebackType


class Slots:
    """A bound on what runs at once that may be moved while work is under way: a lower one is reached as work ends."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._taken = 0
        self._changed = asyncio.Condition()
        self._telling: asyncio.Task[None] | None = None

    def resize(self, places: int) -> None:
        """Have `places` from now on."""
        if places == self._places:
            return
        self._places = places
        self._telling = asyncio.get_running_loop().create_task(self._tell())

    async def __aenter__(self) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self._taken < self._places)
            self._taken += 1

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        async with self._changed:
            self._taken -= 1
            self._changed.notify_all()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()
