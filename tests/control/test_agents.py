"""Agents that fail: health read from results, who takes the work, who waits, what is parked (N 4.4)."""

from datetime import UTC, datetime, timedelta

import pytest

from newsroom.cli.look import working
from newsroom.control import agents, health
from newsroom.control.bench import Bench
from newsroom.control.plans.task import task as new_task
from newsroom.control.policy import Policy
from newsroom.desk.status import status
from newsroom.model.agent import AgentRecord
from newsroom.model.channel import Channel
from newsroom.model.errors import Gone
from newsroom.model.house import Budget
from newsroom.model.task import Result, Task
from newsroom.ports import Change, Commit

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def bench(store) -> Bench:
    """A Judge's bench at nine."""
    return Bench(store, NINE, Policy(channel=Channel(name="main", title="Main")))


def scan_of(agent: str, tick: str = "tick_1") -> Task:
    """A planned scan."""
    return new_task("scan", agent, "scout", tick, 1, NINE, 1)


def record(recent: str = "", status: str = "healthy") -> AgentRecord:
    """One agent's record, heard at nine."""
    return AgentRecord(id="agent:A", agent="A", last_heard=NINE, recent=recent, status=status)


def outcome(code: str = "", again: bool = False) -> Result:
    """One final result."""
    return Result(task_id="t", agent="A", seen=1, error_code=code, error=code, again=again)


def test_three_failures_in_a_row_rest_an_agent():
    """Two are bad luck; a refusal of bad material is none."""
    one = record()
    for code in ("role_defect", "role_defect"):
        one = health.after(one, outcome(code), NINE)
    assert health.may_work(one)
    assert health.after(one, outcome("no_visuals"), NINE).status == "healthy"
    assert health.after(one, outcome("unavailable", again=True), NINE).status == "failing"


def test_half_of_the_last_ten_are_too_many():
    """Also when never three stand together."""
    assert health.after(record(".x.x.x.x."), outcome("role_defect"), NINE).status == "failing"
    assert health.error_rate(record(".x.x.x.x.x")) == 0.5


def test_an_agent_on_trial_is_mended_by_one_answer_and_rests_again_after_one_failure():
    """And ten answers later nothing is held against it."""
    trial = health.rested(record("xxx", "failing"))
    assert health.after(trial, outcome("role_defect"), NINE).status == "failing"
    mended = health.after(trial, outcome(), NINE)
    assert mended.status == "mended"
    for _ in range(9):
        mended = health.after(mended, outcome(), NINE)
    assert mended.status == "healthy"


def test_a_heartbeat_is_written_once_a_minute():
    """While all is well nothing more needs to be known."""
    one = record(".")
    assert health.after(one, outcome(), NINE + MINUTE / 2) is one
    assert health.after(one, outcome(), NINE + MINUTE).last_heard == NINE + MINUTE


def test_silence_counts_from_the_work_and_not_from_the_night():
    """Ten minutes with work in hand; without work an agent may be silent for ever."""
    assert not health.silent(record(), None, NINE + timedelta(days=1))
    assert not health.silent(record(), NINE + 5 * MINUTE, NINE + 14 * MINUTE)
    assert health.silent(record(), NINE + 5 * MINUTE, NINE + 15 * MINUTE)


def test_a_failing_agents_next_work_goes_to_the_backup_at_once(store, bench):
    """It rests: nobody asks it, until it is on trial."""
    store.commit(agents.heard(bench, scan_of("Wire_Scout"), outcome("role_defect")))
    for _ in range(2):
        store.commit(agents.heard(bench, scan_of("Wire_Scout"), outcome("role_defect")))
    assert agents.troubled(store)["Wire_Scout"].status == "failing"
    (asked,) = agents.unasked(store, [scan_of("Wire_Scout")])
    assert asked.agent == "Wire_Scout_02"
    store.commit(Commit(tasks=(asked,)))
    assert agents.unasked(store, [scan_of("Wire_Scout")]) == ()
    later = bench._replace(now=NINE + health.REST)
    (due,) = agents.due(later)
    store.commit(agents.tried_again(later, due.agent, due.version))
    assert agents.unasked(store, [scan_of("Wire_Scout")]) == ()
    assert agents.unasked(store, [scan_of("Wire_Scout", "tick_2")])[0].agent == "Wire_Scout"


def test_a_failing_critical_agent_is_waited_for(store, bench):
    """Fact_Checker has no substitute: nobody is given its evidence."""
    task = Task(id="t", kind="evidence", agent="Fact_Checker", tier="council", subject="s", seen=1, due_at=NINE,
                brief={"attempt": "1"})  # fmt: skip
    for _ in range(3):
        store.commit(agents.heard(bench, task, outcome("role_defect")))
    assert agents.unasked(store, [task]) == ()
    assert agents.handed_over(bench, task, outcome("role_defect")) is None


def test_a_silent_agent_hands_its_open_work_over(store, bench):
    """Ten minutes after the work was begun, the backup has it; the late answer finds its task closed."""
    task = scan_of("Wire_Scout")
    store.commit(agents.heard(bench, task, outcome()))
    store.commit(Commit(tasks=(task,)))
    store.begin_tries([task.id])
    later = bench._replace(now=NINE + 10 * MINUTE)
    assert agents.gone_silent(later, NINE + 5 * MINUTE) == ()
    assert agents.gone_silent(later, NINE) == ("Wire_Scout",)
    store.commit(agents.silenced(later, "Wire_Scout"))
    assert [one.agent for one in store.open_tasks()] == ["Wire_Scout_02"]
    store.answer(Result(task_id=task.id, agent="Wire_Scout", seen=1, proposal={"late": True}))
    assert store.results() == ()


def test_a_parked_task_is_tried_again_by_a_named_person(store, bench):
    """Nothing is dropped: it waits until somebody says."""
    task = scan_of("Wire_Scout")
    store.commit(Commit(tasks=(task,)))
    store.commit(agents.parked(bench, task, "role_defect", "it broke")._replace(closed_tasks=((task.id, "failed"),)))
    store.commit(agents.released(bench, task.id, "A. Okafor"))
    assert [one.id for one in store.open_tasks()] == [task.id]
    with pytest.raises(Gone):
        agents.released(bench, "task_unknown", "A. Okafor")


def test_a_changed_record_is_no_agents_twice(store, bench):
    """A trial is decided on the version that was read."""
    held = record("xxx", "failing").model_copy(update={"failing_since": NINE})
    store.commit(Commit(changes=(Change("cursor", held.id, 0, held, "", held.status),)))
    assert agents.tried_again(bench, "A", 2) is None


def test_status_shows_who_fails_and_what_is_parked(store, bench):
    """With heartbeat, error rate and error; nothing is dropped."""
    task = scan_of("Wire_Scout")
    for _ in range(3):
        store.commit(agents.heard(bench, task, outcome("role_defect")))
    store.commit(agents.parked(bench, task, "role_defect", "it broke"))
    shown = status(store)
    (sick,) = shown["agents_health"]
    assert (sick["agent"], sick["status"], sick["error_rate"], sick["n"]) == ("Wire_Scout", "failing", 1.0, 3)
    assert sick["last_heard"].startswith("2031-05-14T09:00")
    assert [(one["task_id"], one["error"]) for one in shown["parked"]] == [(task.id, "it broke")]
    assert shown["queues"]["parked"] == 1
    said = "\n".join(working(shown))
    assert "Wire_Scout: failing" in said
    assert f"parked {task.id}" in said


def test_status_shows_what_may_be_spent(store):
    """A channel's day and a campaign's whole."""
    store.commit(Commit(changes=(Change("budget", "channel:main", 0, Budget(id="channel:main", cap_usd=2)),
                                 Change("budget", "campaign:c", 0, Budget(id="campaign:c", cap_usd=5, per="campaign")))))  # fmt: skip
    assert status(store)["budgets"] == [
        {"campaign": "c", "usd": 5.0, "spent_usd": 0.0, "version": 1},
        {"channel": "main", "usd_per_day": 2.0, "spent_usd": 0.0, "version": 1},
    ]
