"""What happens to the whole world by itself: the clock jumps, the queue is flushed, people reach for the brake or a
spike, and tasks lie in the store that nobody here has planned.

It is drawn once in a simulated minute. Were it drawn with each event, its own consequences would bring more of it.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from newsroom.model.errors import NewsroomError
from newsroom.model.task import Task
from newsroom.ports import Commit, Store

if TYPE_CHECKING:
    from newsroom.lab.simulation.world import World

_EVERY_MS = 60_000
_JUMPS_MIN = (1, 7, 30, 90, 90, 250)


class Disturbance:
    """Disturbs one world. `store` is where tasks are left that nobody planned."""

    def __init__(self, world: "World", store: Store) -> None:
        self._world = world
        self._store = store
        self._looked_ms = 0
        self._left = 0

    def disturb(self) -> None:
        """Let happen what is drawn for this minute."""
        world = self._world
        if world.time.ms < self._looked_ms + _EVERY_MS:
            return
        self._looked_ms = world.time.ms
        for kind, direction in (("clock_forward", 1), ("clock_back", -1)):
            if world.faults.fires(kind):
                self.set_clock(direction)
        if not world.embedded and world.faults.fires("queue_flushed"):
            world.bus.flush()
        if world.faults.fires("kill_switch"):
            world.later(0, "brake", world.people.brake, inside=True)
        if world.faults.fires("spiked"):
            world.later(0, "spike", world.people.spike, inside=True)
        if world.faults.fires("unknown_task"):
            self._leave("dream", world.feed.happenings[0].story_id)
        if world.faults.fires("result_for_nobody"):
            self._leave("evidence", "story_nobody")

    def set_clock(self, direction: int) -> None:
        """Set the newsroom's clock forward (1) or back (-1)."""
        self._world.time.jump(timedelta(minutes=direction * self._world.dice.pick(_JUMPS_MIN)))
        self._world.watch_all_due()

    def _leave(self, kind: str, subject: str) -> None:
        """A task that a newer version, or a mistake, has left in the store."""
        key = f"strange_{self._left}"
        task = Task(id=key, kind=kind, agent="Fact_Checker", tier="council", subject=subject, seen=1,
                    due_at=self._world.time.now(), brief={"attempt": "1"})  # fmt: skip
        left = Commit(tasks=(task,))
        try:
            self._store.commit(left)
        except NewsroomError:
            return
        self._left += 1
        self._world.seen.wrote(left)
        self._world.ledger.tasks[key] = task
        self._world.ledger.open_tasks.add(key)
