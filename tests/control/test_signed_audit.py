"""Checkpoints of the audit are signed and kept outside the database; the verifier believes them and not the database."""

import sqlite3

import pytest

from newsroom.lab.eval.audit_cases import Logs, answer
from newsroom.lab.eval.audit_log import Log
from newsroom.model.errors import Refused
from newsroom.world.audit_merkle import consistency, consistent, includes, inclusion, leaf, root
from newsroom.world.audit_notary import Notary
from newsroom.world.store import SqlStore


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    return Logs(tmp_path_factory.mktemp("logs"))


def tampered(logs, *ops, pin=False, entries=40):
    base = {"entries": entries, "checkpoint_every": 10, "outside_pin": pin}
    return answer({"ops": list(ops), "base": base}, logs)[0]


def test_what_was_signed_holds(logs):
    """Four checkpoints over forty rows, the last over all of them; an erased payload changes nothing."""
    report = tampered(logs, {"op": "erase_payload", "row": 3})
    assert (report.ok, report.signed, report.covered) == (True, 4, 40)


@pytest.mark.parametrize(
    ("ops", "first_bad"),
    [
        ([{"op": "rewrite_all"}], 10),
        ([{"op": "rewrite_all"}, {"op": "resign", "key": "other"}, {"op": "replace_public_key"}], 1),
        ([{"op": "truncate", "last": 5}], 36),
        ([{"op": "append_copy", "row": "publish", "rehash": True}], 41),
        ([{"op": "state_without_audit", "story": "S2"}], 36),
        ([{"op": "drop_checkpoints"}], 1),
    ],
    ids=["a rewrite", "with another key", "a cut tail", "a post twice", "a silent decision", "no checkpoint left"],
)
def test_who_may_write_the_database_is_found_out(logs, ops, first_bad):
    """Every link fits again, and the checkpoints or the state do not."""
    assert tampered(logs, *ops).first_bad == first_bad


def test_with_a_stolen_key_only_a_copy_elsewhere_helps(logs):
    """The limit that the command's help names."""
    theft = ({"op": "rewrite_all"}, {"op": "resign", "key": "stolen"})
    assert tampered(logs, *theft).ok
    assert tampered(logs, *theft, pin=True).first_bad == 40


def test_the_notary_does_not_sign_another_history(tmp_path):
    """A log that does not begin with what was signed before is refused, and the key is nobody else's to read."""
    log = Log(tmp_path, 20, 10)
    assert (log.home / "audit" / "signing.key").stat().st_mode & 0o077 == 0
    with sqlite3.connect(log.database) as raw:
        raw.execute("UPDATE audit SET hash = replace(hash, substr(hash, 1, 4), 'ffff') WHERE seq = 7")
    log.checkpoints.write_text("".join(log.notes()[:1]), encoding="utf-8")
    store = SqlStore(log.database)
    with pytest.raises(Refused, match="not those signed before"):
        Notary(log.home).keep_up(store, closing=True)
    store.close()


def test_proofs_over_all_small_logs():
    """Every row of every log is included, every log continues its beginnings, and no other root is believed."""
    for size in range(1, 20):
        leaves = [leaf(f"{number:064x}") for number in range(size)]
        for at in range(size):
            path = inclusion(at, leaves)
            assert includes(at, size, leaves[at], path, root(leaves))
            assert not includes(at, size, leaves[at - 1], path, root(leaves)) or size == 1
            first = root(leaves[: at + 1])
            assert consistent(at + 1, size, first, root(leaves), consistency(at + 1, leaves))
            assert not consistent(at + 1, size, leaf("ff"), root(leaves), consistency(at + 1, leaves))
