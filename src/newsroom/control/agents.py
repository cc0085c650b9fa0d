"""Agents that fail, and who takes their work (N 4.4; decisions.md section 5).

The rule is `recovery`, the signs are `health`. A trend voter's seat is not handed over here: the council's own rule of
substitutes fills it (council.substitutes). Everything is read from the store and written by the Judge, so that a replay
hands over the same tasks to the same agents.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from newsroom.control import health
from newsroom.control.bench import Bench
from newsroom.control.capacity import FACTOR_OVERFLOW
from newsroom.control.moves import note
from newsroom.control.plans.task import task as new_task
from newsroom.control.recovery import BACKUP_POOL, instances_of, recover, role_of
from newsroom.model.agent import AgentRecord, AgentStatus, ParkedTask, WantedWorkers
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit, Store

TABLE = "cursor"
"""What the control plane remembers of itself lies in one table, by key."""

_TROUBLED: tuple[AgentStatus, ...] = ("failing", "on_trial", "mended")
STATUSES: tuple[AgentStatus, ...] = ("healthy", *_TROUBLED)


def record_key(agent: str) -> str:
    """Where an agent's record lies."""
    return f"agent:{agent}"


def troubled(store: Store) -> dict[str, AgentRecord]:
    """Agents that fail, are on trial, or did so lately, by name."""
    return {one.agent: one for one in store.find(TABLE, AgentRecord, states=_TROUBLED)}


def heard(bench: Bench, task: Task, result: Result) -> Commit | None:
    """Write down that an agent answered or failed; None when there is nothing new in it."""
    if not task.agent:
        return None
    before = _record(bench.store, task.agent) or AgentRecord(
        id=record_key(task.agent), version=0, agent=task.agent, last_heard=bench.now, recent=""
    )
    later = health.after(before, result, bench.now)
    return None if later is before else _written(before, later, bench.now)


def due(bench: Bench) -> tuple[AgentRecord, ...]:
    """Failing agents whose rest is over."""
    return bench.store.find(TABLE, AgentRecord, states=("failing",), due_by=bench.now)


def tried_again(bench: Bench, name: str, version: int) -> Commit | None:
    """Put a rested agent on trial; None when its record has changed meanwhile."""
    record = _record(bench.store, name)
    if record is None or record.version != version or record.status != "failing":
        return None
    return _written(record, health.rested(record), bench.now)


def gone_silent(bench: Bench, up_since: datetime) -> tuple[str, ...]:
    """Agents that have held begun work for ten minutes without a word, by name.

    `up_since` is when this Judge began to listen: what was left lying while nobody was there is no agent's silence.
    """
    waiting: dict[str, datetime] = {}
    for one in bench.store.open_tasks():
        if one.agent and one.tries:
            since = max(one.due_at, up_since)
            waiting[one.agent] = min(since, waiting.get(one.agent, since))
    return tuple(
        name
        for name in sorted(waiting)
        if (record := _record(bench.store, name)) and health.silent(record, waiting[name], bench.now)
    )


def silenced(bench: Bench, name: str) -> Commit | None:
    """Rest an agent that does not answer, and hand its open tasks to others where there are any."""
    record = _record(bench.store, name)
    if record is None:
        return None
    commit = _written(record, health.failed_silently(record, bench.now), bench.now)
    for one in bench.store.open_tasks():
        if one.agent == name:
            handed = handed_over(bench, one, Result(task_id=one.id, agent=name, seen=one.seen, error_code="silent"))
            if handed is not None:
                closed = (*commit.closed_tasks, (one.id, "failed"))
                commit = together(commit, handed)._replace(closed_tasks=closed)
    return commit


def together(first: Commit, second: Commit) -> Commit:
    """Two commits as one."""
    return Commit(
        first.changes + second.changes,
        first.audit + second.audit,
        first.tasks + second.tasks,
        first.effects + second.effects,
        first.closed_tasks + second.closed_tasks,
        first.closed_effects + second.closed_effects,
    )


def _record(store: Store, name: str) -> AgentRecord | None:
    return store.get(TABLE, record_key(name), AgentRecord)


def _written(before: AgentRecord, later: AgentRecord, now: datetime) -> Commit:
    due_at = later.failing_since + health.REST if later.status == "failing" and later.failing_since else None
    change = Change(TABLE, later.id, before.version, later, "", later.status, due_at)
    if later.status == before.status:
        return Commit(changes=(change,))
    payload = {"from": before.status, "to": later.status, "recent": later.recent, "error": later.error}
    return Commit(changes=(change,), audit=(note(f"agent.{later.status}", later.agent, later.version, now, payload),))


def handed_over(bench: Bench, task: Task, result: Result) -> Commit | None:
    """The task of a failed agent for whoever takes it over; None when nobody does and the failure stands."""
    taker, message = _taker(task, troubled(bench.store), _factor(bench.store))
    if not taker:
        return None
    tried = (*task.brief.get("tried", ()), task.agent)
    moved = _given_to(task, taker, bench.now, tried)
    payload = {"to": taker, "kind": task.kind, "code": result.error_code, "message": message}
    record = note("task.handed_over", task.subject, task.seen, bench.now, payload, task.agent)
    return Commit(tasks=(moved,), audit=(record,))


def unasked(store: Store, planned: Sequence[Task]) -> tuple[Task, ...]:
    """Which of the Planner's tasks nobody has been asked yet, each for an agent that can be given work.

    A task whose agent fails goes to its backup, or to another instance in a surge. Without either it waits: a critical
    role's deadline then fails closed.
    """
    records = troubled(store)
    names = {one.id: _others(one, records) for one in planned}
    asked = store.known_tasks([task_id for ids in names.values() for task_id in ids])
    fresh = [one for one in planned if not any(task_id in asked for task_id in names[one.id])]
    if not records:
        return tuple(fresh)
    factor = _factor(store)
    placed = (_placed(one, records, factor) for one in fresh)
    return tuple(one for one in placed if one is not None)


def _others(task: Task, records: Mapping[str, AgentRecord]) -> list[str]:
    """The ids under which this very work may have been asked for already: its own, and its family's."""
    if not _is_handed(task) or not any(role_of(name) == role_of(task.agent) for name in records):
        return [task.id]
    names = dict.fromkeys((task.agent, *_pool(task.agent), *instances_of(task.agent, FACTOR_OVERFLOW)))
    return [_given_to(task, name, task.due_at, ()).id for name in names]


def _placed(task: Task, records: Mapping[str, AgentRecord], factor: float) -> Task | None:
    if not _is_handed(task) or health.may_work(records.get(task.agent)):
        return task
    taker, _ = _taker(task, records, factor)
    return _given_to(task, taker, task.due_at, (task.agent,)) if taker else None


def _taker(task: Task, records: Mapping[str, AgentRecord], factor: float) -> tuple[str, str]:
    if not _is_handed(task):
        return "", ""
    tried = {*task.brief.get("tried", ()), task.agent}
    role = role_of(task.agent)
    others = [name for name in (*_pool(role), *instances_of(role, factor)) if name not in tried]
    well = [name for name in others if health.may_work(records.get(name))]
    loads = dict.fromkeys((name for name in well if name in instances_of(role, factor)), 0)
    action = recover(task.agent, role, [task.id], healthy=well, loads=loads)
    return action.assigned.get(task.id, ""), action.message


def _pool(agent: str) -> tuple[str, ...]:
    return tuple(BACKUP_POOL.get(role_of(agent)) or ())


def _is_handed(task: Task) -> bool:
    return bool(task.agent) and task.kind != "vote"


def _given_to(task: Task, agent: str, now: datetime, tried: Sequence[str]) -> Task:
    brief = {key: value for key, value in task.brief.items() if key not in ("attempt", "tried")}
    if tried:
        brief["tried"] = list(tried)
    return new_task(task.kind, agent, task.tier, task.subject, task.seen, now, task.brief["attempt"], brief)


def _factor(store: Store) -> float:
    wanted = store.get(TABLE, "wanted", WantedWorkers)
    return wanted.factor if wanted else 1.0


def parked(bench: Bench, task: Task, code: str, error: str) -> Commit:
    """Keep a task that could not be done, with its error, where `newsroom status` shows it."""
    key = f"parked:{task.id}"
    held = bench.store.get(TABLE, key, ParkedTask)
    version = held.version if held else 0
    kept = ParkedTask(
        id=key,
        version=version + 1,
        task_id=task.id,
        kind=task.kind,
        agent=task.agent,
        subject=task.subject,
        tries=task.tries,
        code=code,
        error=error[:500],
        at=bench.now,
    )
    payload = {"task": task.id, "kind": task.kind, "agent": task.agent, "code": code, "error": kept.error}
    record = note("task.parked", task.subject, task.seen, bench.now, payload)
    return Commit(changes=(Change(TABLE, key, version, kept, "", kept.status),), audit=(record,))


def released(bench: Bench, task_id: str, by: str) -> Commit:
    """A named person has a parked task tried once more.

    Raises:
        Gone: no such task is parked.
    """
    kept = bench.need(TABLE, f"parked:{task_id}", ParkedTask)
    later = kept.model_copy(update={"status": "retried", "by": by, "version": kept.version + 1})
    record = note("task.retried", kept.subject, 0, bench.now, {"task": task_id}, by)
    change = Change(TABLE, kept.id, kept.version, later, "", later.status)
    return Commit(changes=(change,), audit=(record,), closed_tasks=((task_id, "open"),))
