"""The audit chain in the database: appended with the decision it records, read back for verification."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from newsroom.model.task import AuditEntry, AuditReport, AuditRow
from newsroom.world.audit_canonical import canonical, read_json
from newsroom.world.audit_chain import CHECKPOINT_EVERY, GENESIS, Checkpoint, Stored, link, verify
from newsroom.world.audit_seals import NO_SEALS, Seals
from newsroom.world.audit_state import Told
from newsroom.world.dialect import Among, insert_missing
from newsroom.world.statements import run, run_each
from newsroom.world.tables import AUDIT, AUDIT_CHECKPOINT, AUDIT_PAYLOAD

_PAGE = 2_000

_INSERT = sa.insert(AUDIT)
_MARK = sa.insert(AUDIT_CHECKPOINT)
_MARKS = sa.select(AUDIT_CHECKPOINT.c.seq, AUDIT_CHECKPOINT.c.root)
_LAST = sa.select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)
_AFTER = AUDIT.c.seq > sa.bindparam("after", type_=sa.BigInteger)
_NEXT_PAGE = sa.select(AUDIT.c.body).where(_AFTER).order_by(AUDIT.c.seq).limit(_PAGE)
_STORED = (
    sa.select(AUDIT.c.seq, AUDIT.c.subject, AUDIT.c.action, AUDIT.c.hash, AUDIT.c.payload_hash, AUDIT.c.body)
    .where(_AFTER)
    .order_by(AUDIT.c.seq)
    .limit(_PAGE)
)
_HASHES = sa.select(AUDIT.c.seq, AUDIT.c.action, AUDIT.c.hash).where(_AFTER).order_by(AUDIT.c.seq).limit(_PAGE)
_OF_SUBJECT = sa.select(AUDIT.c.body).where(AUDIT.c.subject == sa.bindparam("about")).order_by(AUDIT.c.seq)
_ERASE = sa.update(AUDIT_PAYLOAD).where(AUDIT_PAYLOAD.c.hash == sa.bindparam("payload")).values(body=sa.null())
_BODIES = sa.select(AUDIT_PAYLOAD.c.hash, AUDIT_PAYLOAD.c.body).where(Among(AUDIT_PAYLOAD.c.hash, "hashes"))


def append(connection: sa.Connection, entries: Sequence[AuditEntry]) -> None:
    """Link `entries` to the end of the chain, inside the caller's transaction."""
    if not entries:
        return
    seq, root = tail(connection)
    rows: list[AuditRow] = []
    payloads: dict[str, str] = {}
    for entry in entries:
        row = link(entry, seq + 1, root)
        seq, root = row.seq, row.hash
        rows.append(row)
        payloads[row.payload_hash] = canonical(entry.payload).decode()
    run_each(connection, _INSERT, [_values(row) for row in rows])
    # An equal payload may be there already, also an erased one: erased stays erased.
    insert_missing(connection, AUDIT_PAYLOAD, [{"hash": key, "body": payloads[key]} for key in sorted(payloads)])
    marks = [{"seq": row.seq, "root": row.hash} for row in rows if row.seq % CHECKPOINT_EVERY == 0]
    if marks:
        run_each(connection, _MARK, marks)


def tail(connection: sa.Connection) -> tuple[int, str]:
    """Number and hash of the last row; (0, GENESIS) for an empty chain."""
    last = run(connection, _LAST).rows
    return (last[0][0], last[0][1]) if last else (0, GENESIS)


def rows(connection: sa.Connection, after: int = 0) -> Iterator[AuditRow]:
    """The chain's rows with a number above `after`, in order, a page at a time."""
    for page in _pages(connection, after):
        yield from page


def rows_of(connection: sa.Connection, subject: str) -> Iterator[AuditRow]:
    """The chain's rows about one subject, in order."""
    return (AuditRow.model_validate_json(body) for (body,) in run(connection, _OF_SUBJECT, {"about": subject}).rows)


def erase(connection: sa.Connection, payload_hash: str) -> None:
    """Erase a payload; its hash stays in the chain."""
    run(connection, _ERASE, {"payload": payload_hash})


def _pages(connection: sa.Connection, after: int = 0) -> Iterator[list[AuditRow]]:
    while True:
        page = [AuditRow.model_validate_json(body) for (body,) in run(connection, _NEXT_PAGE, {"after": after}).rows]
        yield page
        if len(page) < _PAGE:
            return
        after = page[-1].seq


def payload(connection: sa.Connection, payload_hash: str) -> tuple[bool, Any]:
    """(known, value): (True, None) when it was erased, (False, None) when nothing of it is there."""
    found = _bodies(connection, (payload_hash,))
    body = found.get(payload_hash)
    return payload_hash in found, None if body is None else read_json(body)


def check(connection: sa.Connection, seals: Seals = NO_SEALS) -> AuditReport:
    """Verify the whole chain, its checkpoints, what was signed outside, and that the state is where the chain says.

    `connection` is inside one transaction, so that chain and state are of one moment.
    """
    marks = [Checkpoint(seq, root) for seq, root in run(connection, _MARKS).rows]
    held: dict[str, str | None] = {}
    told = Told()

    def with_payloads() -> Iterator[Stored]:
        after = 0
        while True:
            page = [Stored(*row) for row in run(connection, _STORED, {"after": after}).rows]
            held.clear()
            held.update(_bodies(connection, [row.payload_hash for row in page]))
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].seq

    report = verify(with_payloads(), lambda wanted: (wanted in held, held.get(wanted)), marks, seals, told.take)
    if report.ok:
        first_bad, why = told.fault(connection)
        return report.model_copy(update={"ok": not why, "first_bad": first_bad, "why": why})
    return report


def hashes(connection: sa.Connection, after: int = 0) -> Iterator[tuple[int, str, str]]:
    """(number, action, hash) of each row above `after`, in order."""
    while page := run(connection, _HASHES, {"after": after}).rows:
        yield from ((seq, action, row_hash) for seq, action, row_hash in page)
        after = page[-1][0]


def _bodies(connection: sa.Connection, hashes: Sequence[str]) -> dict[str, str | None]:
    return dict(run(connection, _BODIES, {"hashes": list(hashes)}).rows)


def _values(row: AuditRow) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "subject": row.subject,
        "action": row.action,
        "hash": row.hash,
        "payload_hash": row.payload_hash,
        "body": row.model_dump_json(),
    }
