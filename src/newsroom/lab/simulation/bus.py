"""The queue between processes: wake-ups that may be lost, doubled, late, out of order, or flushed all at once.

What is promised is what Redis promises: a wake-up that was taken and not finished is given out again after its lease.
"""

from dataclasses import dataclass

from newsroom.lab.simulation.dice import Dice
from newsroom.lab.simulation.faults import Faults

LEASE_MS = 30_000
"""How long a wake-up that was taken is believed in, unless its worker lengthens it."""
_NEAR_MS = (5, 400)
_LATE_MS = (5_000, 120_000)


@dataclass(eq=False)
class Message:
    """One wake-up on its way. `done` once a worker finished it, or a flush swept it away."""

    tier: str
    task_id: str
    done: bool = False
    taken: int = 0


class Bus:
    """Every wake-up of a run."""

    def __init__(self, dice: Dice, faults: Faults) -> None:
        self._dice = dice
        self._faults = faults
        self._waiting: list[Message] = []

    def send(self, tier: str, task_id: str) -> list[tuple[int, Message]]:
        """The copies of a wake-up that will arrive, each with its delay in milliseconds: none, one, or two."""
        if self._faults.fires("message_lost"):
            return []
        copies = 2 if self._faults.fires("message_doubled") else 1
        messages = [Message(tier, task_id) for _ in range(copies)]
        self._waiting = [one for one in self._waiting if not one.done] + messages
        return [(self._delay(), message) for message in messages]

    def _delay(self) -> int:
        return self._dice.between(*(_LATE_MS if self._faults.fires("message_late") else _NEAR_MS))

    def flush(self) -> int:
        """Everything on its way is gone; returns how much that was."""
        waiting = [one for one in self._waiting if not one.done]
        for message in waiting:
            message.done = True
        self._waiting.clear()
        return len(waiting)

    def under_way(self, task_id: str) -> bool:
        """Whether a wake-up for this task may still arrive or be worked on."""
        return any(one.task_id == task_id and not one.done for one in self._waiting)
