"""The Judge's bench: what a decision may look at, and the words it shares with the others."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, TypeVar

from newsroom.control.policy import Policy
from newsroom.council.integrity import History
from newsroom.model.base import Noun
from newsroom.model.errors import Gone, StaleVersion
from newsroom.model.story import Story
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit, Store

N = TypeVar("N", bound=Noun)


class Bench(NamedTuple):
    """Store, time and policy of one decision. `history` are the last stories' votes, oldest first."""

    store: Store
    now: datetime
    policy: Policy
    history: History = ()

    def story(self, story_id: str) -> Story:
        """The story as it is now.

        Raises:
            Gone: there is none.
        """
        return self.need("story", story_id, Story)

    def need(self, table: str, key: str, noun: type[N]) -> N:
        """A row that has to be there.

        Raises:
            Gone: it is not.
        """
        found = self.store.get(table, key, noun)
        if found is None:
            raise Gone(f"{table} {key}")
        return found


class NotAsked(StaleVersion):
    """A result whose question is no longer asked: it is set aside, and the Planner asks what is asked now."""


OnResult = Callable[[Bench, Task, Result], Commit]
"""What a result is turned into. It raises NotAsked when the task is no longer wanted."""

OnFailure = Callable[[Bench, Task, Result], Commit]
"""What follows when a task's tries are spent."""


def still(wanted: bool, task: Task) -> None:
    """Refuse a result whose question is no longer asked.

    Raises:
        NotAsked: `wanted` is false.
    """
    if not wanted:
        raise NotAsked(f"{task.kind} {task.subject}")


def appended(table: str, key: str, noun: Noun, story_id: str = "", state: str = "") -> Change:
    """A row that is written once."""
    return Change(table, key, 0, noun, story_id, state)
