"""A process may make more than one newsroom."""

import asyncio

from newsroom import wiring
from newsroom.control.notebook import Notebook
from newsroom.control.policy import of_channels
from newsroom.settings import channels


def test_every_tier_is_made_twice_in_one_process(store, tmp_path):
    """Each brings its parts when it is asked for; that must not hide it from the next newsroom."""
    policy = of_channels(channels(tmp_path))

    async def made():
        return wiring.roles(tmp_path, store, None, Notebook(store), policy, {})

    assert set(asyncio.run(made())) == set(asyncio.run(made()))
