"""Holding on to a lease while work is under way."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from newsroom.model.errors import Unavailable


@asynccontextmanager
async def kept(keep: Callable[[], bool], lease_s: float) -> AsyncIterator[None]:
    """Call `keep` three times a lease as long as the body runs, or until it says that the lease is lost."""

    async def keeping() -> None:
        while True:
            await asyncio.sleep(lease_s / 3)
            with suppress(Unavailable):
                if not keep():
                    return

    task = asyncio.create_task(keeping())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
