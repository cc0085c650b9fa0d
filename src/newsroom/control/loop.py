"""The loop that moves the work: plan, wake, wait, judge, until this moment has nothing more to give (C 1.1).

The same loop runs live and in a replay; only the clock differs. It decides nothing. Everything it knows it reads from
the store, so that it may stop anywhere and another may go on.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from newsroom.control import agents, planner
from newsroom.control.brief import RoleCall
from newsroom.control.briefs import BriefBuilder
from newsroom.control.capacity import FACTOR_NORMAL, INSTANCES
from newsroom.control.decisions.asks import next_answer
from newsroom.control.effects import EffectRunner
from newsroom.control.judge import Judge
from newsroom.control.notebook import Notebook
from newsroom.control.policy import Policy
from newsroom.control.snapshot import read
from newsroom.control.worker import Worker
from newsroom.model.agent import WantedWorkers
from newsroom.model.task import Result, Task
from newsroom.ports import Clock, Commit, Outlet, Queue, Store


class Loop:
    """One newsroom's control plane in one process."""

    def __init__(
        self,
        store: Store,
        queue: Queue,
        clock: Clock,
        policy: Policy,
        roles: Mapping[str, RoleCall],
        outlets: Mapping[str, Outlet],
        notebook: Notebook,
    ) -> None:
        self._store = store
        self._queue = queue
        self._clock = clock
        self._notebook = notebook
        self._policy = policy
        self._judge = Judge(store, clock, policy)
        self._effects = EffectRunner(outlets, clock)
        self._answers: list[Result] = []
        self._factor = FACTOR_NORMAL
        briefs = BriefBuilder(store, clock, policy, notebook)
        self._worker = Worker(store, roles, briefs.build, self._answers.append)

    async def start(self) -> None:
        """Let every tier's workers listen."""
        for tier, instances in INSTANCES.items():
            await self._queue.serve(tier, self._worker.work, instances)

    async def moment(self) -> int:
        """Do everything that is due now; returns how many rounds that took."""
        rounds = 0
        while True:
            rounds += 1
            worked = await self._work()
            # Answers and what they lead to are one transaction: a crash before it leaves the round to be worked again.
            with self._store.batch():
                self._deliver()
                decided = self._judge.hear()
            self._scale()
            if worked or decided:
                continue
            if not await self._effects.run(self._judge.bench()):
                return rounds

    def next_due(self, after: datetime) -> datetime | None:
        """The first moment after `after` at which something is due: a deadline, or an answer that was prepared."""
        moments = (self._store.next_due(after), next_answer(self._store, self._policy.answers, after))
        return min((moment for moment in moments if moment is not None), default=None)

    def _scale(self) -> None:
        """As many workers a tier as the load balancer wants (N 4.3)."""
        wanted = self._store.get("cursor", "wanted", WantedWorkers)
        if wanted is not None and wanted.factor != self._factor:
            self._factor = wanted.factor
            for tier, count in wanted.count.items():
                self._queue.resize(tier, count)

    async def _work(self) -> int:
        """Plan, and let the workers answer what is open; returns how many tasks were handed out."""
        now = self._clock.now()
        planned = planner.plan(read(self._store), now)
        fresh = agents.unasked(self._store, planned)
        with self._store.batch():
            if fresh:
                self._store.commit(Commit(tasks=fresh))
            open_tasks = self._store.open_tasks()
            # What was begun and not answered may have killed the process: such tasks are tried one by one.
            untried = [task for task in open_tasks if not task.tries]
            if untried:
                self._store.begin_tries([task.id for task in untried])
        if not open_tasks:
            return 0
        self._notebook.refresh(now)
        for suspect in open_tasks:
            if suspect.tries:
                self._store.begin_tries([suspect.id])
                await self._wake([suspect])
                self._deliver()
        await self._wake(untried)
        return len(open_tasks)

    async def _wake(self, tasks: Sequence[Task]) -> None:
        for task in tasks:
            await self._queue.wake(task.tier, task.id)
        try:
            await self._queue.idle()
        except asyncio.CancelledError:
            # Interrupted by a person: that is no fault of the tasks.
            self._store.take_back_tries([task.id for task in tasks])
            raise
        fault = self._worker.stopped_by
        answered = set() if fault else {result.task_id for result in self._answers}
        lost = [task.id for task in tasks if task.id not in answered]
        if lost:
            self._store.take_back_tries(lost)
        if fault:
            raise fault

    def _deliver(self) -> None:
        if self._answers:
            self._store.answer_all(sorted(self._answers, key=lambda result: result.task_id))
            self._answers.clear()
