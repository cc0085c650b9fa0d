"""The Judge as a process: serves the review queue, keeps the deadlines, and carries out what was decided.

Any number may run: who takes a pass has the pen, and sees what the others have written. One effect is carried out at a
time, under a lease, so that a post that another is sending is not taken for one that was interrupted.
"""

import asyncio
from collections.abc import Callable, Mapping

from newsroom.control.effects import EffectRunner
from newsroom.control.judge import Judge
from newsroom.control.policy import Policy
from newsroom.control.processes.lease import kept
from newsroom.control.processes.rhythm import PLAN, REVIEW, Rhythm
from newsroom.control.processes.turns import READY, Say, Turns
from newsroom.model.errors import StaleVersion
from newsroom.model.task import Effect
from newsroom.ports import Clock, Outlet, Queue, SharedStore

Acknowledge = Callable[[int, int, str], None]
"""Told after each pass that is safely written: how many decisions, and number and hash of the chain's last row."""


class JudgeProcess:
    """One judge, known to the others as `holder`."""

    def __init__(
        self,
        store: SharedStore,
        queue: Queue,
        clock: Clock,
        policy: Policy,
        outlets: Mapping[str, Outlet],
        rhythm: Rhythm,
        holder: str,
        say: Say,
        acknowledge: Acknowledge = lambda *_: None,
    ) -> None:
        self._store = store
        self._queue = queue
        self._clock = clock
        self._judge = Judge(store, clock, policy)
        self._effects = EffectRunner(outlets, clock)
        self._rhythm = rhythm
        self._holder = holder
        self._acknowledge = acknowledge
        self._say = say
        self._hearing = Turns(say)
        self._sending = Turns(say)

    async def run(self) -> None:
        """Hear and send until `stop`."""
        await self._queue.serve(REVIEW, self._hinted, 1)
        self._say(READY)
        await asyncio.gather(self._hearing.run(self._hear), self._sending.run(self._send))

    def stop(self) -> None:
        """Finish the step in hand and end."""
        self._hearing.stop()
        self._sending.stop()

    async def _hinted(self, _: str) -> None:
        self._hearing.ring()

    async def _hear(self) -> float:
        with self._store.batch():
            self._judge.catch_up()
            decided = self._judge.hear()
            row, root = self._store.audit_head()
        if not decided:
            return self._rhythm.tick_s
        self._acknowledge(decided, row, root)
        self._sending.ring()
        await self._queue.wake(PLAN, str(row))
        return 0.0

    async def _send(self) -> float:
        now = self._clock.now()
        effect = self._store.claim_effect(now, self._holder, self._rhythm.grace_s) if self._due() else None
        if effect is None:
            return self._rhythm.tick_s
        async with kept(lambda: self._keep(effect), self._rhythm.grace_s):
            settled = await self._carried_out(effect)
        if settled:
            self._hearing.ring()
            return 0.0
        self._store.release_effect(effect.id, self._holder, self._rhythm.tick_s)
        return self._rhythm.tick_s

    def _due(self) -> bool:
        # Claiming needs the pen, looking does not.
        return bool(self._store.open_effects(self._clock.now()))

    def _keep(self, effect: Effect) -> bool:
        return self._store.keep_effect(effect.id, self._holder, self._rhythm.grace_s)

    async def _carried_out(self, effect: Effect) -> bool:
        try:
            return await self._effects.carry_out(self._judge.bench(), effect)
        except StaleVersion:
            # A person or another Judge changed the publication meanwhile: it is looked at again.
            return False
