"""The audit chain: each row hashes the row before it, so that no decision can be changed unseen (N 3.3; V9, A10).

A row's hash is SHA-256 over the RFC 8785 form of all its other fields; the payload enters by its own hash and is
kept beside the chain, where it can be erased without breaking a link. A checkpoint repeats the root at a length:
a tail cut off after one is noticed. A whole rewrite by someone who may write the database is shown by what lies
outside it: signed checkpoints (`audit_seals`), and a copy of one where that someone cannot write.

What nothing here can show: rows after the last signed checkpoint that were cut off or written anew; an older database
put back together with its own checkpoints, or a whole rewrite signed with a stolen key, where no copy was kept elsewhere.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pydantic import ValidationError

from newsroom.model.task import AuditEntry, AuditReport, AuditRow
from newsroom.world.audit_canonical import canonical_hash
from newsroom.world.audit_seals import NO_SEALS, Seals, Watch

GENESIS = "0" * 64
CHECKPOINT_EVERY = 256


class Checkpoint(NamedTuple):
    """The root at a length of the chain."""

    seq: int
    root: str


class Stored(NamedTuple):
    """A row as it lies in the database: its columns, and the noun's own text."""

    seq: int
    subject: str
    action: str
    hash: str
    payload_hash: str
    body: str


Payload = Callable[[str], tuple[bool, str | None]]
"""From a payload's hash to (known, its stored text): erased is (True, None)."""

Seen = Callable[[AuditRow, str | None], None]
"""Told each row that holds, with its payload's text (None when erased)."""


def link(entry: AuditEntry, seq: int, previous_hash: str) -> AuditRow:
    """The next row of the chain after `previous_hash`.

    Raises:
        Refused: the payload has no canonical form.
    """
    fields = entry.model_dump(mode="json", exclude={"payload"})
    fields |= {"seq": seq, "payload_hash": canonical_hash(entry.payload), "previous_hash": previous_hash}
    return AuditRow(**fields, hash=canonical_hash(fields))


def verify(
    rows: Iterable[Stored],
    payload: Payload,
    checkpoints: Iterable[Checkpoint] = (),
    seals: Seals = NO_SEALS,
    seen: Seen | None = None,
) -> AuditReport:
    """Walk the chain from its first row and stop at the first one that does not hold.

    An erased payload holds, a changed or missing one does not. The root is the hash of the last row that holds,
    GENESIS for an empty chain. `seals` are what was signed and kept outside the database.
    """
    marks = {mark.seq: mark.root for mark in checkpoints}
    watch, posted = Watch(seals), _Posted()
    root, count, met = GENESIS, 0, 0
    for stored in rows:
        row = _row_of(stored)
        if row is None:
            return _report(count, root, met, watch, count + 1, "it cannot be read")
        known, text = payload(stored.payload_hash)
        why = _row_fault(row, stored, count + 1, root) or _payload_fault(row.payload_hash, known, text)
        why = why or posted.fault(row)
        if not why and marks.get(row.seq, row.hash) != row.hash:
            why = "the checkpoint names another root"
        why = why or watch.fault_after(row.hash)
        if why:
            return _report(count, root, met, watch, count + 1, why)
        if seen is not None:
            seen(row, text)
        met += row.seq in marks
        root, count = row.hash, row.seq
    if marks and max(marks) > count:
        return _report(count, root, met, watch, count + 1, "rows from here on are gone: a checkpoint saw them")
    first_bad, why = watch.fault_at_the_end()
    return _report(count, root, met, watch, first_bad, why)


def _report(rows: int, root: str, met: int, watch: Watch, first_bad: int | None, why: str) -> AuditReport:
    return AuditReport(
        ok=not why,
        rows=rows,
        root=root,
        checkpoints=met,
        first_bad=first_bad if why else None,
        why=why,
        signed=watch.held,
        covered=watch.covered,
    )


def _row_of(stored: Stored) -> AuditRow | None:
    try:
        return AuditRow.model_validate_json(stored.body)
    except ValidationError:
        return None


def _row_fault(row: AuditRow, stored: Stored, seq: int, previous: str) -> str:
    if row.model_dump_json() != stored.body:
        return "it is not written as we write"
    if row.seq != seq or stored.seq != seq:
        return f"row {seq} is missing or out of order"
    if row.previous_hash != previous:
        return "it does not follow the row before it"
    if canonical_hash(row.model_dump(mode="json", exclude={"hash"})) != row.hash:
        return "its fields do not give its hash"
    filed = (stored.subject, stored.action, stored.hash, stored.payload_hash)
    return "" if filed == (row.subject, row.action, row.hash, row.payload_hash) else "it is filed as another"


def _payload_fault(expected: str, known: bool, text: str | None) -> str:
    if not known:
        return "its payload is missing"
    if text is not None and hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != expected:
        return "its payload was changed"
    return ""


class _Posted:
    """One publication becomes published once at each of its versions: a row copied to the end is no second one."""

    def __init__(self) -> None:
        self._held: set[tuple[str, int]] = set()

    def fault(self, row: AuditRow) -> str:
        if row.action != "publication.published":
            return ""
        key = (row.subject, row.subject_version)
        if key in self._held:
            return "the same publication was published before"
        self._held.add(key)
        return ""
