"""The audit chain: each row hashes the row before it, so that no decision can be changed unseen (N 3.3; C A10).

A row's hash is SHA-256 over the RFC 8785 form of all its other fields; the payload enters by its own hash and is
kept beside the chain, where it can be erased without breaking a link. A checkpoint repeats the root at a length:
a tail cut off after one is noticed. What a chain alone cannot show is a whole rewrite by someone who may write the
database; for that the last root has to be kept elsewhere as well.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import rfc8785

from newsroom.model.errors import Refused
from newsroom.model.task import AuditEntry, AuditReport, AuditRow

GENESIS = "0" * 64
CHECKPOINT_EVERY = 256


class Checkpoint(NamedTuple):
    """The root at a length of the chain."""

    seq: int
    root: str


def canonical_hash(value: Any) -> str:
    """SHA-256 in hex over the RFC 8785 form of a JSON value.

    Raises:
        Refused: the value has no canonical form (not finite, beyond 2^53, a lone surrogate).
    """
    try:
        return hashlib.sha256(rfc8785.dumps(value)).hexdigest()
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise Refused("not_canonical", f"An audit value has no canonical form: {error}.") from error


def link(entry: AuditEntry, seq: int, previous_hash: str) -> AuditRow:
    """The next row of the chain after `previous_hash`."""
    fields = entry.model_dump(mode="json", exclude={"payload"})
    fields |= {"seq": seq, "payload_hash": canonical_hash(entry.payload), "previous_hash": previous_hash}
    return AuditRow(**fields, hash=canonical_hash(fields))


def _row_hash(row: AuditRow) -> str:
    return canonical_hash(row.model_dump(mode="json", exclude={"hash"}))


def verify(
    rows: Iterable[AuditRow],
    payload: Callable[[str], tuple[bool, Any]],
    checkpoints: Iterable[Checkpoint] = (),
) -> AuditReport:
    """Walk the chain from its first row and stop at the first one that does not hold.

    `payload(hash)` answers (known, value): an erased payload is (True, None) and holds, a changed one does not, a
    missing one does not. The root is the hash of the last row, GENESIS for an empty chain.
    """
    marks = {mark.seq: mark.root for mark in checkpoints}
    root, count, seen_marks = GENESIS, 0, 0
    for row in rows:
        why = _fault(row, count + 1, root, payload)
        if not why and marks.get(row.seq, row.hash) != row.hash:
            why = "the checkpoint names another root"
        if why:
            return _report(count, root, seen_marks, why)
        seen_marks += row.seq in marks
        root, count = row.hash, row.seq
    if marks and max(marks) > count:
        return _report(count, root, seen_marks, "rows from here on are gone: a checkpoint saw them")
    return _report(count, root, seen_marks, "")


def _report(rows: int, root: str, checkpoints: int, why: str) -> AuditReport:
    bad = rows + 1 if why else None
    return AuditReport(ok=not why, rows=rows, root=root, checkpoints=checkpoints, first_bad=bad, why=why)


def _fault(row: AuditRow, seq: int, previous: str, payload: Callable[[str], tuple[bool, Any]]) -> str:
    if row.seq != seq:
        return f"row {seq} is missing or out of order"
    if row.previous_hash != previous:
        return "it does not follow the row before it"
    if _row_hash(row) != row.hash:
        return "its fields do not give its hash"
    known, value = payload(row.payload_hash)
    if not known:
        return "its payload is missing"
    if value is not None and canonical_hash(value) != row.payload_hash:
        return "its payload was changed"
    return ""
