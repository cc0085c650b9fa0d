"""The worker: one task, one role, one result. It holds nothing between calls and writes no state (C 1.1)."""

import asyncio
import inspect
from collections.abc import Callable, Mapping

from newsroom.control.brief import Brief, Proposal, RoleCall, role_key
from newsroom.control.policy import MAX_STARTS
from newsroom.control.recovery import role_of
from newsroom.model.errors import MachineFault, NewsroomError, Unavailable
from newsroom.model.task import Result, Task
from newsroom.ports import Store

DEFECTS = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    OSError,
    RuntimeError,
    UnicodeError,
)
"""What a mistake in a role raises. It stops that task, not the newsroom; anything else stops the process."""


class Worker:
    """Runs tasks by id. `brief` builds a task's material; `deliver` takes the result away.

    `stopped_by` is the fault of this machine, such as a full disk, that ended a task without an answer: whoever runs
    the worker must stop with it, since the next task would meet it too.
    """

    stopped_by: MachineFault | None = None

    def __init__(
        self,
        store: Store,
        roles: Mapping[str, RoleCall],
        brief: Callable[[Task], Brief],
        deliver: Callable[[Result], None],
    ) -> None:
        self._store = store
        self._roles = roles
        self._brief = brief
        self._deliver = deliver

    async def work(self, task_id: str) -> None:
        """Do one task. A task that is no longer open is left alone: a late or doubled wake-up is harmless."""
        task = self._store.task(task_id)
        if task is None or task.status != "open":
            return
        try:
            self._deliver(await self.result(task))
        except MachineFault as fault:
            self.stopped_by = fault

    async def result(self, task: Task) -> Result:
        """What comes of a started task: its role's proposal, or the error that stopped it.

        Raises:
            MachineFault: this machine cannot go on; the task is as it was.
        """
        if task.tries > MAX_STARTS:
            return _failed(task, "tries_spent", f"Started {task.tries} times without an answer.")
        # Every instance of an agent plays the same role.
        role = self._roles.get(role_key(task.kind, task.agent)) or self._roles.get(
            role_key(task.kind, role_of(task.agent))
        )
        if role is None:
            return _failed(task, "no_role", f"Nobody does {task.kind} as {task.agent or 'the newsroom'}.")
        try:
            brief, proposal = await self._call(role, task)
        except MachineFault:
            raise
        except NewsroomError as error:
            return _failed(task, error.code, str(error), again=isinstance(error, Unavailable))
        except DEFECTS as error:
            return _failed(task, "role_defect", f"{type(error).__name__}: {error}"[:500])
        return Result(task_id=task.id, agent=task.agent, seen=brief.seen, proposal=proposal)

    async def _call(self, role: RoleCall, task: Task) -> tuple[Brief, Proposal]:
        if inspect.iscoroutinefunction(role):
            brief = self._brief(task)
            return brief, await role(brief)
        # Grammar, sound and pictures take seconds: in a thread, so that the queue's own timers go on.
        return await asyncio.to_thread(self._call_here, role, task)

    def _call_here(self, role: RoleCall, task: Task) -> tuple[Brief, Proposal]:
        brief = self._brief(task)
        proposal = role(brief)
        if inspect.isawaitable(proposal):
            raise TypeError(f"the role for {task.kind} answered later from a thread")
        return brief, proposal


def _failed(task: Task, code: str, message: str, *, again: bool = False) -> Result:
    return Result(task_id=task.id, agent=task.agent, seen=task.seen, error_code=code, error=message, again=again)
