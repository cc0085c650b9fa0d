"""The processes of a simulated newsroom: planners, judges and workers side by side, or all of them in one.

Each holds only what its memory holds: after a crash a new one starts from the store with nothing.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from newsroom.control import agents, planner
from newsroom.control.brief import RoleCall
from newsroom.control.briefs import BriefBuilder
from newsroom.control.capacity import INSTANCES
from newsroom.control.effects import EffectRunner
from newsroom.control.judge import Judge
from newsroom.control.loop import Loop
from newsroom.control.notebook import Notebook
from newsroom.control.policy import Policy
from newsroom.control.snapshot import read
from newsroom.control.worker import Worker
from newsroom.lab.simulation.bus import Message
from newsroom.lab.simulation.crash import Pause
from newsroom.lab.simulation.shaky_store import ShakyStore
from newsroom.model.errors import StaleVersion, Unavailable
from newsroom.model.story import Context, Story
from newsroom.ports import Commit, SharedStore, Store

if TYPE_CHECKING:
    from datetime import datetime

    from newsroom.lab.simulation.world import World

GRACE_S = 20.0
"""How long a wake-up or a lease is believed in."""

RELEASED_FOR_S = 1.0
ANSWER_TRIES = 5
CLAIMED_AT_ONCE = 100


class BlankNotebook(Notebook):
    """Nothing around any story: the shells read no context."""

    def refresh(self, now: "datetime") -> None:
        """Nothing to read."""

    def context(self, story: Story, items: Any, now: "datetime") -> Context:
        """An empty context."""
        del story, items
        return Context(now=now)


@dataclass(eq=False)
class Running:
    """One piece of work under way in a process. `message` is the wake-up that caused it; `until` what it waits for."""

    process: "Process"
    work: Coroutine[Any, Any, Any]
    what: str
    message: Message | None = None
    until: Callable[[], bool] | None = None


class Until(Pause):
    """Awaited by work that goes on as soon as `holds` does."""

    def __init__(self, holds: Callable[[], bool]) -> None:
        super().__init__(0)
        self.holds = holds


class Process:
    """One process. `kind` says which one takes its place after a crash."""

    kind = ""
    tiers: tuple[str, ...] = ()

    def __init__(self, name: str, world: "World", store: Store, policy: Policy, roles: Mapping[str, RoleCall]) -> None:
        self.name = name
        self.world = world
        self.shaky = ShakyStore(store, name, world, world.whole_passes)
        self.store = cast(SharedStore, self.shaky)
        self.policy = policy
        self.roles = roles
        self.running: list[Running] = []
        self.stopped_until = 0
        self.turn_waits = False
        self.turn_again = False

    @property
    def gone(self) -> bool:
        """Whether it has crashed."""
        return self.shaky.gone

    async def turn(self) -> None:
        """What it does when it is woken or its time has come."""

    async def handle(self, tier: str, task_id: str) -> None:
        """Work on one wake-up."""


class PlannerProcess(Process):
    """Plans, then sweeps: the steps of control.processes.planner, one after the other."""

    kind = "planner"

    async def turn(self) -> None:
        now = self.world.time.now()
        fresh = agents.unasked(self.store, planner.plan(read(self.store), now))
        if fresh:
            self.store.commit(Commit(tasks=fresh))
        # By the ledger, so that an empty claim need not be made.
        claimed = self.store.claim_tasks(CLAIMED_AT_ONCE, GRACE_S) if self.world.ledger.open_tasks else ()
        for one in claimed:
            self.world.send(one.tier, f"{one.id}/{one.tries}")


class JudgeProcess(Process):
    """Hears, then sends one effect: the steps of control.processes.judge."""

    kind = "judge"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.judge = Judge(self.store, self.world.time, self.policy)
        self._effects = EffectRunner(self.world.outlets, self.world.time)
        self._in_vain = 0

    async def turn(self) -> None:
        with self.store.batch():
            self.judge.catch_up()
            decided = self.judge.hear()
        if decided:
            self._in_vain = 0
            return
        await self._send_one()

    async def _send_one(self) -> None:
        now = self.world.time.now()
        due = self.store.open_effects(now)
        if not due:
            return
        effect = self.store.claim_effect(now, self.name, GRACE_S)
        if effect is None:
            return
        self.world.keep(self, lambda: self.store.keep_effect(effect.id, self.name, GRACE_S))
        try:
            settled = await self._effects.carry_out(self.judge.bench(), effect)
        except StaleVersion:
            settled = False
        if not settled:
            self.store.release_effect(effect.id, self.name, RELEASED_FOR_S)
        # What waits for a person is not asked about again and again; the sweep comes back to it.
        self._in_vain = 0 if settled else self._in_vain + 1
        if self._in_vain < len(due):
            self.world.wake_later(self, 1_100)


class WorkerProcess(Process):
    """Plays roles, for every tier: the steps of control.processes.worker."""

    kind = "worker"
    tiers = tuple(INSTANCES)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        briefs = BriefBuilder(self.store, self.world.time, self.policy, BlankNotebook(self.store))
        self._worker = Worker(self.store, self.roles, briefs.build, self.store.answer)

    async def handle(self, tier: str, task_id: str) -> None:
        del tier
        task = self.store.begin_task(task_id.partition("/")[0], self.name, GRACE_S)
        if task is None:
            return
        self.world.keep(self, lambda: self.store.keep_task(task.id, self.name, GRACE_S))
        result = await self._worker.result(task)
        for _ in range(ANSWER_TRIES):
            with suppress(Unavailable):
                self.store.answer(result)
                return
            await Pause(500)


class OwnQueue:
    """`ports.Queue` inside one process: its wake-ups die with it."""

    def __init__(self, process: "WholeProcess") -> None:
        self._process = process
        self._sent: list[Message] = []
        self.handlers: dict[str, Callable[[str], Awaitable[None]]] = {}

    async def wake(self, tier: str, task_id: str) -> None:
        """Ask for one task."""
        self._sent = [one for one in self._sent if not one.done]
        self._sent += self._process.world.send(tier, task_id, self._process)

    async def serve(self, tier: str, handler: Callable[[str], Awaitable[None]], concurrency: int) -> None:
        """Take this tier's wake-ups."""
        del concurrency
        self.handlers[tier] = handler

    def resize(self, tier: str, concurrency: int) -> None:
        """Everything is taken up at once here."""

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        if any(not one.done for one in self._sent):
            await Until(lambda: all(one.done for one in self._sent))


class WholeProcess(Process):
    """The embedded newsroom: the product's own loop, everything in one process."""

    kind = "newsroom"
    tiers = tuple(INSTANCES)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._queue = OwnQueue(self)
        notebook = BlankNotebook(self.store)
        world, queue = self.world, cast(Any, self._queue)
        self._loop = Loop(self.store, queue, world.time, self.policy, self.roles, world.outlets, notebook)
        self._listens = False

    async def turn(self) -> None:
        if not self._listens:
            self._listens = True
            await self._loop.start()
        await self._loop.moment()

    async def handle(self, tier: str, task_id: str) -> None:
        await self._queue.handlers[tier](task_id)


KINDS: dict[str, type[Process]] = {one.kind: one for one in (PlannerProcess, JudgeProcess, WorkerProcess, WholeProcess)}
