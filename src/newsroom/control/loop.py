"""The loop that moves the work: plan, wake, wait, judge, until this moment has nothing more to give (C 1.1).

The same loop runs live and in a replay; only the clock differs. It decides nothing. Everything it knows it reads from
the store, so that it may stop anywhere and another may go on.
"""

from collections.abc import Mapping, Sequence

from newsroom.control import planner
from newsroom.control.brief import RoleCall
from newsroom.control.briefs import BriefBuilder
from newsroom.control.capacity import INSTANCES
from newsroom.control.effects import EffectRunner
from newsroom.control.judge import Judge
from newsroom.control.notebook import Notebook
from newsroom.control.policy import Policy
from newsroom.control.snapshot import read
from newsroom.control.worker import Worker
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
        self._judge = Judge(store, clock, policy)
        self._effects = EffectRunner(outlets)
        self._answers: list[Result] = []
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
            decided = self._judge.hear()
            if worked or decided:
                continue
            if not await self._effects.run(self._judge.bench()):
                return rounds

    async def _work(self) -> int:
        """Plan, and let the workers answer what is open; returns how many tasks were handed out."""
        now = self._clock.now()
        planned = planner.plan(read(self._store), now)
        known = self._store.known_tasks([task.id for task in planned])
        fresh = tuple(task for task in planned if task.id not in known)
        if fresh:
            self._store.commit(Commit(tasks=fresh))
        open_tasks = self._store.open_tasks()
        if not open_tasks:
            return 0
        self._notebook.refresh(now)
        # What was begun and not answered may have killed the process: such tasks are tried one by one.
        suspects = [task for task in open_tasks if task.tries]
        for batch in [[task for task in open_tasks if not task.tries], *([suspect] for suspect in suspects)]:
            if batch:
                await self._hand_out(batch)
        return len(open_tasks)

    async def _hand_out(self, tasks: Sequence[Task]) -> None:
        self._store.begin_tries([task.id for task in tasks])
        for task in tasks:
            await self._queue.wake(task.tier, task.id)
        await self._queue.idle()
        # One transaction: either these answers are all in, or the tasks are worked on again.
        self._store.answer_all(sorted(self._answers, key=lambda result: result.task_id))
        self._answers.clear()
