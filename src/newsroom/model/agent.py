"""An agent at work: whether it answers, what it could not do, and how many of its tier are wanted (N 4.3, 4.4)."""

from typing import Literal

from newsroom.model.base import Noun, Score, UtcTime

AgentStatus = Literal["healthy", "failing", "on_trial", "mended"]


class AgentRecord(Noun):
    """One agent's heartbeat and its last outcomes. `id` is `agent:NAME`.

    `recent` holds the last ten outcomes, oldest first: "." answered, "x" failed. A failing agent is given no work until
    its rest is over; then it is on trial, and its next answer mends it. `error` is its last failure in words.
    """

    id: str
    version: int = 1
    agent: str
    last_heard: UtcTime
    recent: str = ""
    status: AgentStatus = "healthy"
    failing_since: UtcTime | None = None
    error: str = ""


class ParkedTask(Noun):
    """A task whose tries are spent, kept with its error until a person looks at it. `id` is `parked:TASK`."""

    id: str
    version: int = 1
    task_id: str
    kind: str
    agent: str
    subject: str
    tries: int
    code: str
    error: str
    at: UtcTime
    status: Literal["parked", "retried"] = "parked"
    by: str = ""


class WantedWorkers(Noun):
    """What the load balancer asks of every tier, as one row that clusters obey and `newsroom status` shows (N 4.3).

    `count` is workers a tier; `factor` N's parallelisation factor; `queued` stories wait for the council, and at the
    normal pace they will have gone in after `clearance_h` hours.
    """

    id: str = "wanted"
    version: int = 1
    factor: Score = 1.0
    strategy: str = "NORMAL"
    surge: bool = False
    count: dict[str, int]
    queued: int = 0
    clearance_h: Score = 0.0
    at: UtcTime
