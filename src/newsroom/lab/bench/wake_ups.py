"""How long a wake-up takes from one process to another, through a real Redis."""

import asyncio
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection

from newsroom.world.queue import DocketQueue

_PACE_S = 0.02
_WARM_UP = 20


def wake_up_ms(url: str, count: int) -> list[float]:
    """Milliseconds from `wake` to the start of the handler in another process, fifty wake-ups a second.

    Both processes read the same machine's monotonic clock.
    """
    context = get_context("spawn")
    here, there = context.Pipe()
    listener = context.Process(target=_listen, args=(url, count + _WARM_UP, there), daemon=True)
    listener.start()
    there.close()
    if here.recv() != "ready":
        return []
    sent = asyncio.run(_wake(url, count + _WARM_UP))
    heard: dict[str, float] = here.recv()
    listener.join(10)
    return [(heard[name] - at) * 1000 for name, at in list(sent.items())[_WARM_UP:]]


async def _wake(url: str, count: int) -> dict[str, float]:
    sent = {}
    async with DocketQueue(url, "newsroom-bench", shared=True) as queue:
        for number in range(count):
            sent[f"task_{number}"] = time.monotonic()
            await queue.wake("council", f"task_{number}")
            await asyncio.sleep(_PACE_S)
    return sent


def _listen(url: str, count: int, tell: Connection) -> None:
    tell.send(asyncio.run(_heard(url, count, tell)))


async def _heard(url: str, count: int, tell: Connection) -> dict[str, float]:
    heard: dict[str, float] = {}
    everything = asyncio.Event()

    async def note(task_id: str) -> None:
        heard.setdefault(task_id, time.monotonic())
        if len(heard) == count:
            everything.set()

    async with DocketQueue(url, "newsroom-bench", shared=True) as queue:
        await queue.serve("council", note, 5)
        tell.send("ready")
        await asyncio.wait_for(everything.wait(), timeout=60)
    return heard
