"""When an agent fails (N 4.4; decisions.md section 5).

1. a critical role has no substitute: its task waits, and its deadline fails closed;
2. a healthy backup takes the task;
3. else the work is shared among the remaining instances of the role, the least loaded first;
4. with nobody left the task waits.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

BackupPool = Mapping[str, Sequence[str] | None]
"""Role or role family -> backups in order of preference; None marks a critical role, an absent key means no pool."""

BACKUP_POOL: BackupPool = {
    "Wire_Scout": ("Wire_Scout_02", "Wire_Scout_03"),
    "Social_Scout": ("Social_Scout_02",),
    "Semantic_Scout": ("Semantic_Scout_02",),
    "Geo_Scout": ("Geo_Scout_02",),
    "Trend_Voter": ("Trend_Voter_B", "Trend_Voter_C"),
    "Fact_Checker": None,
    "Compliance_Guard": None,
}
"""N's `backup_pool`, as data: who is called is the caller's business."""


_INSTANCE = re.compile(r"_\d\d$")


def role_of(agent: str) -> str:
    """The roster's name of an instance: "Wire_Scout_02" is a Wire_Scout."""
    return _INSTANCE.sub("", agent)


def instances_of(role: str, factor: float) -> tuple[str, ...]:
    """The instances of `role` that work at a parallelisation factor: its own name, then _02, _03."""
    return (role, *(f"{role}_{number:02}" for number in range(2, int(factor) + 1)))


class RecoveryAction(NamedTuple):
    """What to do with the failed agent's tasks. `assigned` maps task id to the agent that takes it."""

    action: Literal["TRANSFER_TO_BACKUP", "REDISTRIBUTE_WORKLOAD", "WAIT"]
    assigned: dict[str, str]
    message: str


def recover(
    failed: str,
    role: str,
    task_ids: Sequence[str],
    *,
    healthy: Collection[str],
    loads: Mapping[str, int] | None = None,
    pool: BackupPool = BACKUP_POOL,
) -> RecoveryAction:
    """Answer the failure of agent `failed` of `role`.

    Args:
        role: the role's name; `Trend_Voter_A` also finds its family's pool `Trend_Voter`.
        task_ids: what it was working on.
        healthy: agents that answer.
        loads: open tasks of the role's other instances; only these share the work when no backup is left.
    """
    family = role if role in pool else role.rpartition("_")[0]
    backups = pool.get(family, ())
    if backups is None:
        return RecoveryAction("WAIT", {}, f"{role} has no substitute: its work waits until it is back.")
    backup = next((name for name in backups if name in healthy and name != failed), "")
    if backup:
        message = f"{backup} takes over from {failed}."
        return RecoveryAction("TRANSFER_TO_BACKUP", dict.fromkeys(task_ids, backup), message)
    remaining = {name: load for name, load in (loads or {}).items() if name in healthy and name != failed}
    if remaining:
        message = f"The remaining instances of {role} share the work of {failed}."
        return RecoveryAction("REDISTRIBUTE_WORKLOAD", redistribute(task_ids, remaining), message)
    return RecoveryAction("WAIT", {}, f"No instance of {role} is left: its work waits.")


def redistribute(task_ids: Sequence[str], loads: Mapping[str, int]) -> dict[str, str]:
    """Each task, in order of id, to the agent with the fewest open tasks then, ties to the lower name."""
    open_tasks = dict(loads)
    assigned = {}
    for task_id in sorted(task_ids):
        agent = min(open_tasks, key=lambda name: (open_tasks[name], name))
        assigned[task_id] = agent
        open_tasks[agent] += 1
    return assigned
