"""The store keeps the same promises on SQLite and on PostgreSQL, and on PostgreSQL also among several writers."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.model.errors import Refused, StaleVersion, Unavailable
from newsroom.model.task import AuditEntry, Effect, Result, Task
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit
from newsroom.world.store import SqlStore

NINE = datetime(2031, 5, 14, 9, 0, tzinfo=UTC)
ASK = Ask(id="ask_1", story_id="story_1", question="legal_hold", role="legal", why="", opened_at=NINE, due_at=NINE)
LONG_S = 60.0


def asked(expected: int, status: str = "open") -> Change:
    later = ASK.model_copy(update={"version": expected + 1, "status": status})
    return Change("ask", later.id, expected, later, later.story_id, later.status, later.due_at)


def entry(number: int) -> AuditEntry:
    return AuditEntry(
        at=NINE, actor="Judge", action="asked", subject="ask_1", subject_version=number, payload={"n": number}
    )


def tasks(*names: str) -> Commit:
    one = Task(id="", kind="vote", agent="Fact_Checker", tier="council", subject="s", seen=1, due_at=NINE)
    return Commit(tasks=tuple(one.model_copy(update={"id": name}) for name in names))


def posts(*names: str) -> Commit:
    return Commit(
        effects=tuple(Effect(id=name, kind="publish", subject="p", not_before=NINE, body={}) for name in names)
    )


def test_a_decision_is_whole_and_a_stale_one_leaves_nothing(both_stores):
    """Row, audit and task together or not at all; planning the same task twice is harmless."""
    both_stores.commit(Commit(changes=(asked(0),), audit=(entry(1),), tasks=tasks("task_1").tasks))
    with pytest.raises(StaleVersion):
        both_stores.commit(Commit(changes=(asked(0),), audit=(entry(2),), tasks=tasks("task_2").tasks))
    both_stores.commit(tasks("task_1"))
    assert [one.id for one in both_stores.open_tasks()] == ["task_1"]
    assert (both_stores.verify_audit().rows, both_stores.verify_audit().ok) == (1, True)


def test_in_a_batch_a_stale_decision_leaves_the_others_standing(both_stores):
    """A pass of the Judge is one transaction; what was stale in it is rolled back alone."""
    with both_stores.batch():
        both_stores.commit(Commit(changes=(asked(0),), audit=(entry(1),)))
        with pytest.raises(StaleVersion):
            both_stores.commit(Commit(changes=(asked(7),), audit=(entry(2),)))
        both_stores.commit(Commit(changes=(asked(1, "approved"),), audit=(entry(3),)))
    found = both_stores.get("ask", "ask_1", Ask)
    assert found is not None
    assert (found.version, found.status, both_stores.audit_head()[0]) == (2, "approved", 2)


def test_rows_come_in_the_order_of_their_bytes(both_stores):
    """Whatever language a server sorts by: capitals, digits, underscores and letters come as their bytes do."""
    names = ["task_b", "task_B", "task_10", "task_9", "task-1", "Task_a"]
    both_stores.commit(tasks(*names))
    assert [one.id for one in both_stores.open_tasks()] == sorted(names)


def test_a_result_is_decided_once(both_stores):
    """Whoever decides second is told that it is too late; a person may still open a failed task again."""
    both_stores.commit(tasks("task_1"))
    both_stores.answer(Result(task_id="task_1", agent="Fact_Checker", seen=1))
    both_stores.commit(Commit(changes=(asked(0),), closed_tasks=(("task_1", "failed"),)))
    with pytest.raises(StaleVersion):
        both_stores.commit(Commit(changes=(asked(1),), closed_tasks=(("task_1", "done"),)))
    assert both_stores.get("ask", "ask_1", Ask) == ASK
    both_stores.commit(Commit(closed_tasks=(("task_1", "open"),)))
    assert (len(both_stores.open_tasks()), both_stores.results()) == (1, ())


def test_a_task_is_claimed_once_a_lease(both_stores):
    """Claimed tasks are left alone until the lease passes, whatever the newsroom's clock says."""
    both_stores.commit(tasks("task_1", "task_2", "task_3"))
    assert [one.id for one in both_stores.claim_tasks(2, LONG_S)] == ["task_1", "task_2"]
    assert [(one.id, one.tier, one.tries) for one in both_stores.claim_tasks(9, 0.0)] == [("task_3", "council", 0)]
    assert [one.id for one in both_stores.claim_tasks(9, LONG_S)] == ["task_3"]


def test_a_task_is_one_holders_at_a_time(both_stores):
    """A second start is refused while the lease holds; when it has passed the task is another's, and the first knows."""
    both_stores.commit(tasks("task_1"))
    begun = both_stores.begin_task("task_1", "first", LONG_S)
    assert begun is not None
    assert begun.tries == 1
    assert both_stores.begin_task("task_1", "second", LONG_S) is None
    assert both_stores.keep_task("task_1", "first", 0.0)
    again = both_stores.begin_task("task_1", "second", LONG_S)
    assert again is not None
    assert again.tries == 2
    assert not both_stores.keep_task("task_1", "first", LONG_S)


def test_what_is_handed_back_counts_as_never_started(both_stores):
    """It is claimed at once by whoever looks next; a task of another's is not handed back."""
    both_stores.commit(tasks("task_1"))
    both_stores.begin_task("task_1", "first", LONG_S)
    both_stores.hand_back("task_1", "second")
    assert both_stores.claim_tasks(9, LONG_S) == ()
    both_stores.hand_back("task_1", "first")
    assert [(one.id, one.tries) for one in both_stores.claim_tasks(9, LONG_S)] == [("task_1", 0)]


def test_one_effect_is_carried_out_at_a_time(both_stores):
    """While one is held nobody gets another; let go, it waits its while and the next comes first."""
    both_stores.commit(posts("effect_1", "effect_2"))
    assert both_stores.claim_effect(NINE - timedelta(seconds=1), "first", LONG_S) is None
    first = both_stores.claim_effect(NINE, "first", LONG_S)
    assert first is not None
    assert both_stores.claim_effect(NINE, "second", LONG_S) is None
    assert both_stores.keep_effect("effect_1", "first", LONG_S)
    both_stores.release_effect("effect_1", "first", LONG_S)
    second = both_stores.claim_effect(NINE, "second", LONG_S)
    assert second is not None
    assert (first.id, second.id) == ("effect_1", "effect_2")


def test_an_erased_payload_stays_erased(both_stores):
    """The same payload written again does not come back, and the chain still holds."""
    both_stores.commit(Commit(audit=(entry(1),)))
    payload = both_stores.audit_rows()[0].payload_hash
    both_stores.erase_payload(payload)
    both_stores.commit(Commit(audit=(entry(1),)))
    assert both_stores.payload(payload) is None
    assert both_stores.verify_audit().ok


def together(*jobs: Callable[[], None]) -> list[BaseException]:
    """Run jobs side by side; returns what they raised."""
    raised: list[BaseException] = []

    def guarded(job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            raised.append(error)

    threads = [threading.Thread(target=guarded, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_several_writers_make_one_chain(postgres):
    """Four stores write at once, in batches and alone: every row is there, and the chain holds."""
    stores = [SqlStore(postgres.fresh())]
    stores += [SqlStore(stores[0]._engine.url.render_as_string(hide_password=False)) for _ in range(3)]

    def write(store: SqlStore, first: int) -> None:
        for number in range(first, first + 20):
            with store.batch():
                store.commit(Commit(audit=(entry(number),)))
                store.commit(Commit(audit=(entry(number + 1000),), tasks=tasks(f"task_{number}").tasks))

    raised = together(*(lambda one=one, at=at: write(one, at * 100) for at, one in enumerate(stores)))
    report = stores[0].verify_audit()
    for store in stores:
        store.close()
    assert (raised, report.ok, report.rows) == ([], True, 160)


def test_of_two_writers_from_one_version_one_wins(postgres):
    """Read at the same version, written at the same time: one is written, the others are told."""
    url = postgres.fresh()
    stores = [SqlStore(url) for _ in range(4)]
    stores[0].commit(Commit(changes=(asked(0),)))
    raised = together(*(lambda one=one: one.commit(Commit(changes=(asked(1, "approved"),))) for one in stores))
    for store in stores:
        store.close()
    assert [type(error) for error in raised] == [StaleVersion] * 3


def test_several_processes_may_find_an_empty_database(postgres):
    """Each wants to make the tables; one does, and all go on."""
    url, made = postgres.fresh(), []
    raised = together(*(lambda: made.append(SqlStore(url)) for _ in range(4)))
    for store in made:
        store.close()
    assert (raised, len(made)) == ([], 4)


def test_a_server_that_crashed_is_said_plainly_and_found_again(postgres):
    """The call that meets it is told, with nothing written; the next ones work."""
    store = SqlStore(postgres.fresh())
    store.commit(Commit(changes=(asked(0),)))

    def interrupted():
        with store.batch():
            store.commit(Commit(changes=(asked(1),), audit=(entry(1),)))
            postgres.restart()
            store.commit(Commit(audit=(entry(2),)))

    with pytest.raises(Unavailable, match="does not answer"):
        interrupted()
    found = store.get("ask", "ask_1", Ask)
    assert (found, store.audit_head()[0]) == (ASK, 0)
    store.commit(Commit(changes=(asked(1),)))
    store.close()


@pytest.mark.parametrize("url", ["mysql://somebody@host/db", "no address"])
def test_an_address_that_is_none_of_ours_is_refused(url):
    """A sentence that says how to write one, and does not repeat what stands there: it may hold a password."""
    with pytest.raises(Refused, match="database") as refused:
        SqlStore(url)
    assert "postgresql://" in refused.value.next_step
    assert "somebody" not in str(refused.value)
