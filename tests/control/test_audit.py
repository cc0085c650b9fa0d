"""The audit chain names the first row that does not hold, and an erased payload breaks nothing."""

import sqlite3

import pytest

from newsroom.model.task import AuditEntry
from newsroom.ports import Commit
from newsroom.world.audit_chain import CHECKPOINT_EVERY, GENESIS
from newsroom.world.store import SqlStore


def fill(store, ask, count):
    for number in range(1, count + 1):
        payload = {"number": number, "who": f"person {number}"}
        one = AuditEntry(
            at=ask.opened_at, actor="Judge", action="decided", subject="s", subject_version=number, payload=payload
        )
        store.commit(Commit(audit=(one,)))


@pytest.fixture
def tampered(tmp_path, ask):
    """A chain of six rows, and a hand that writes past the store."""
    store = SqlStore(tmp_path / "newsroom.db")
    fill(store, ask, 6)

    def run(*statements):
        raw = sqlite3.connect(tmp_path / "newsroom.db")
        for statement in statements:
            raw.execute(statement)
        raw.commit()
        raw.close()
        return store.verify_audit()

    yield run
    store.close()


def test_an_honest_chain_verifies(store, ask):
    """Its root is the hash of the last row; an empty chain's is the genesis."""
    assert store.verify_audit().root == GENESIS
    fill(store, ask, 3)
    report = store.verify_audit()
    assert (report.ok, report.rows, report.root, report.first_bad) == (True, 3, store.audit_rows()[-1].hash, None)


@pytest.mark.parametrize(
    ("statement", "first_bad"),
    [
        ("""UPDATE audit SET body = replace(body, '"Judge"', '"Nobody"') WHERE seq = 4""", 4),
        ("""UPDATE audit_payload SET body = replace(body, 'person 2', 'person 9')""", 2),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit_payload WHERE body LIKE '%person 5%'", 5),
        ("UPDATE audit SET seq = 99 WHERE seq = 2", 2),
    ],
    ids=["a field", "a payload", "a row gone", "the first gone", "a payload gone", "renumbered"],
)
def test_what_was_tampered_with_is_named(tampered, statement, first_bad):
    """Each change by hand is found at its own row."""
    report = tampered(statement)
    assert (report.ok, report.first_bad) == (False, first_bad)
    assert report.why


def test_swapped_rows_are_named(tampered):
    """Two rows change places."""
    report = tampered(
        "UPDATE audit SET seq = -1 WHERE seq = 2",
        "UPDATE audit SET seq = 2 WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = -1",
    )
    assert report.first_bad == 2


def test_an_erased_payload_still_verifies(store, ask):
    """Personal data goes, its hash stays: same root, nothing bad."""
    fill(store, ask, 3)
    before = store.verify_audit()
    row = store.audit_rows()[1]
    store.erase_payload(row.payload_hash)
    assert store.payload(row.payload_hash) is None
    assert store.verify_audit() == before


def test_a_cut_off_tail_is_noticed_by_its_checkpoint(store, ask, tmp_path):
    """Rows after a checkpoint's length may be missing only until someone counts."""
    fill(store, ask, CHECKPOINT_EVERY)
    assert store.verify_audit().checkpoints == 1
    raw = sqlite3.connect(tmp_path / "newsroom.db")
    raw.execute("DELETE FROM audit WHERE seq > 200")
    raw.commit()
    raw.close()
    report = store.verify_audit()
    assert (report.ok, report.first_bad) == (False, 201)
