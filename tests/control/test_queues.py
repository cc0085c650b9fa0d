"""Both queues keep the same promises: ids in, each worked on once at a time, idle when nothing is left."""

import asyncio

import pytest

from newsroom.world.queue import DocketQueue, PlainQueue

BOTH = pytest.mark.parametrize("make", [PlainQueue, DocketQueue], ids=["plain", "docket"])


@BOTH
async def test_every_id_is_worked_on(make):
    """Woken ids of two tiers each reach their own handler, and idle waits for all of them."""
    seen = []
    async with make() as queue:
        for tier in ("scout", "council"):

            async def work(task_id, tier=tier):
                seen.append((tier, task_id))

            await queue.serve(tier, work, 2)
        for number in range(5):
            await queue.wake("scout", f"s{number}")
            await queue.wake("council", f"c{number}")
        await queue.idle()
    assert sorted(seen) == sorted([("scout", f"s{n}") for n in range(5)] + [("council", f"c{n}") for n in range(5)])


@BOTH
async def test_a_doubled_wake_up_runs_once(make):
    """An id that is under way is not started again; once done it may be."""
    seen = []
    async with make() as queue:

        async def work(task_id):
            seen.append(task_id)
            await asyncio.sleep(0)

        await queue.serve("scout", work, 4)
        for _ in range(3):
            await queue.wake("scout", "one")
        await queue.idle()
        await queue.wake("scout", "one")
        await queue.idle()
    assert seen == ["one", "one"]


@BOTH
async def test_no_more_than_the_slots_work_at_once(make):
    """Concurrency is bounded."""
    running, most = 0, 0
    async with make() as queue:

        async def work(task_id):
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.005)
            running -= 1

        await queue.serve("scout", work, 2)
        for number in range(6):
            await queue.wake("scout", str(number))
        await queue.idle()
    assert most == 2


@BOTH
async def test_idle_returns_at_once_when_there_is_nothing(make):
    """Nothing woken, nothing to wait for."""
    async with make() as queue:
        await asyncio.wait_for(queue.idle(), 1)
