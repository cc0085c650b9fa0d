"""What happens in a simulated world, how a decision is said in its trace, and when a thread's call is made."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from newsroom.lab.simulation.crash import Pause
from newsroom.lab.simulation.dice import Dice
from newsroom.lab.simulation.processes import Process
from newsroom.ports import Commit


class Violation(NamedTuple):
    """A rule that did not hold, in which words, and when (milliseconds since the run began)."""

    invariant: str
    detail: str
    at_ms: int


class Event(NamedTuple):
    """Something that will happen. `process` is None for what happens to nobody in particular; what may happen in the
    middle of a process's work, such as a person's word, has `inside`.
    """

    at_ms: int
    order: int
    what: str
    act: Callable[[], None]
    process: Process | None
    inside: bool = False


class Executor:
    """What `asyncio.to_thread` finds as the running loop: the call is made here, at a time of the world's choosing."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice

    def run_in_executor(self, executor: Any, call: Callable[[], Any]) -> Awaitable[Any]:
        """Run `call` after a moment."""
        del executor

        async def later() -> Any:
            await Pause(self._dice.between(5, 2_000))
            return call()

        return later()


def said(commit: Commit) -> str:
    """A commit in one line: rows with their versions, new tasks, what was closed."""
    rows = " ".join(f"{one.key}@{one.expected + 1}{'/' + one.state if one.state else ''}" for one in commit.changes)
    tasks = " ".join(f"+{task.id}" for task in commit.tasks)
    closed = " ".join(f"{key}={status}" for key, status in (*commit.closed_tasks, *commit.closed_effects))
    return " ".join(part for part in (rows, tasks, closed) if part)
