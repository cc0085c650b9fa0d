"""The truth: compare-and-set on every row, one transaction a decision, plain words when the disk says no."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from newsroom.model.errors import Refused, StaleVersion, Unavailable
from newsroom.model.task import AuditEntry, Effect, Result, Task
from newsroom.model.verdict import Ask
from newsroom.ports import Change, Commit
from newsroom.world.store import SqlStore
from newsroom.world.tables import metadata


def change(ask, expected, **updates):
    later = ask.model_copy(update={"version": expected + 1, **updates})
    return Change("ask", ask.id, expected, later, ask.story_id, later.status, later.due_at)


def entry(ask, number=1):
    return AuditEntry(
        at=ask.opened_at, actor="Judge", action="asked", subject=ask.id, subject_version=number, payload={"n": number}
    )


def task(ask, name="task_1"):
    return Task(id=name, kind="vote", agent="Fact_Checker", tier="council", subject="s", seen=1, due_at=ask.opened_at)


def test_a_row_is_written_at_the_version_it_was_read(store, ask):
    """Version 1 becomes version 2 and is read back equal."""
    store.commit(Commit(changes=(change(ask, 0),)))
    store.commit(Commit(changes=(change(ask, 1, status="approved"),)))
    found = store.get("ask", "ask_1", Ask)
    assert found == ask.model_copy(update={"version": 2, "status": "approved"})


@pytest.mark.parametrize("expected", [0, 1, 7], ids=["inserted twice", "an old version", "a version never written"])
def test_a_stale_version_is_refused(store, ask, expected):
    """What was computed from another version than the present one is not applied."""
    store.commit(Commit(changes=(change(ask, 0),)))
    store.commit(Commit(changes=(change(ask, 1),)))
    with pytest.raises(StaleVersion):
        store.commit(Commit(changes=(change(ask, expected, status="approved"),)))
    found = store.get("ask", "ask_1", Ask)
    assert found is not None
    assert (found.version, found.status) == (2, "open")


def test_a_row_must_carry_its_own_version(store, ask):
    """A noun whose version does not fit its write is a mistake of ours, and is said so."""
    with pytest.raises(Refused, match="version 1"):
        store.commit(Commit(changes=(Change("ask", "ask_1", 0, ask.model_copy(update={"version": 5})),)))


def test_a_commit_is_whole_or_nothing(store, ask):
    """One stale row among good ones: no row, no audit, no task, no effect."""
    store.commit(Commit(changes=(change(ask, 0),)))
    other = ask.model_copy(update={"id": "ask_2"})
    effect = Effect(id="effect_1", kind="publish", subject="p", not_before=ask.opened_at, body={})
    with pytest.raises(StaleVersion):
        store.commit(
            Commit(
                changes=(change(other, 0), change(ask, 4)),
                audit=(entry(ask),),
                tasks=(task(ask),),
                effects=(effect,),
            )
        )
    assert store.get("ask", "ask_2", Ask) is None
    assert (store.audit_rows(), store.open_tasks(), store.open_effects(ask.opened_at)) == ((), (), ())


def test_a_batch_is_whole_or_nothing(store, ask):
    """Several commits in a batch are one transaction; a stale one of them leaves the others standing."""

    def breaks():
        with store.batch():
            store.commit(Commit(changes=(change(ask, 0),)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks()
    assert store.get("ask", "ask_1", Ask) is None
    with store.batch():
        store.commit(Commit(changes=(change(ask, 0),), audit=(entry(ask),)))
        with pytest.raises(StaleVersion):
            store.commit(Commit(changes=(change(ask, 0),), audit=(entry(ask, 2),)))
    assert len(store.audit_rows()) == 1


def test_an_answer_is_taken_once(store, ask):
    """A doubled or late result changes nothing: at least once is harmless."""
    store.commit(Commit(tasks=(task(ask),)))
    for proposal in ({"n": 1}, {"n": 2}):
        store.answer(Result(task_id="task_1", agent="Fact_Checker", seen=1, proposal=proposal))
    (_, result), *more = store.results()
    assert (result.proposal, more) == ({"n": 1}, [])


def test_results_come_in_the_order_of_their_tasks(store, ask):
    """By due time and id, whoever was faster."""
    late = task(ask, "task_0").model_copy(update={"due_at": ask.opened_at + timedelta(minutes=1)})
    store.commit(Commit(tasks=(late, task(ask, "task_9"), task(ask, "task_1"))))
    for name in ("task_9", "task_0", "task_1"):
        store.answer(Result(task_id=name, agent="Fact_Checker", seen=1))
    assert [one.id for one, _ in store.results()] == ["task_1", "task_9", "task_0"]


def test_the_next_deadline_is_found(store, ask):
    """Of rows and open effects the earliest; a closed row's deadline is gone."""
    later = ask.opened_at + timedelta(minutes=5)
    effect = Effect(id="effect_1", kind="publish", subject="p", not_before=later, body={})
    store.commit(Commit(changes=(change(ask, 0),), effects=(effect,)))
    assert store.next_due() == ask.due_at
    assert store.next_due(after=ask.due_at) == later
    assert store.find("ask", Ask, due_by=ask.due_at) == (ask,)


def test_two_processes_see_one_truth(tmp_path, ask):
    """What one connection wrote the other's stale write is refused by."""
    one, other = SqlStore(tmp_path / "newsroom.db"), SqlStore(tmp_path / "newsroom.db")
    one.commit(Commit(changes=(change(ask, 0),)))
    assert other.get("ask", "ask_1", Ask) == ask
    one.commit(Commit(changes=(change(ask, 1),)))
    with pytest.raises(StaleVersion):
        other.commit(Commit(changes=(change(ask, 1, status="approved"),)))
    one.close()
    other.close()


def test_the_migrations_make_the_tables_we_use(tmp_path):
    """Alembic finds no difference between the migrated database and the tables in code."""
    store = SqlStore(tmp_path / "newsroom.db")
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'newsroom.db'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    store.close()


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path):
    """A file stands where the home folder should be: a sentence and a next step, no traceback of a driver."""
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(Unavailable, match="cannot be") as caught:
        SqlStore(tmp_path / "home" / "newsroom.db")
    assert caught.value.next_step


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_an_unwritable_database_is_said_plainly(tmp_path, ask):
    """The file may be read but not written."""
    store = SqlStore(tmp_path / "newsroom.db")
    store.close()
    Path(tmp_path / "newsroom.db").chmod(0o444)
    with pytest.raises(Unavailable, match="cannot be written"):
        SqlStore(tmp_path / "newsroom.db").commit(Commit(changes=(change(ask, 0),)))


def test_a_full_disk_is_said_plainly_and_loses_nothing(store, ask):
    """The database may not grow: a clear error, and what was acknowledged stays."""
    store.commit(Commit(changes=(change(ask, 0),)))
    with store._engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA max_page_count = 1")
    big = ask.model_copy(update={"why": "x" * 2_000_000})
    with pytest.raises(Unavailable, match="disk is full"):
        store.commit(Commit(changes=(change(big, 1),)))
    assert store.get("ask", "ask_1", Ask) == ask
