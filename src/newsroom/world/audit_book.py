"""The audit chain in the database: appended with the decision it records, read back for verification."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import rfc8785
import sqlalchemy as sa

from newsroom.model.task import AuditEntry, AuditReport, AuditRow
from newsroom.world.audit_chain import CHECKPOINT_EVERY, GENESIS, Checkpoint, link, verify
from newsroom.world.dialect import insert_missing, run
from newsroom.world.tables import AUDIT, AUDIT_CHECKPOINT, AUDIT_PAYLOAD

_PAGE = 2_000
_AT_ONCE = 500

_INSERT = sa.insert(AUDIT)
_LAST = sa.select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)


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
        payloads[row.payload_hash] = rfc8785.dumps(entry.payload).decode()
    run(connection, _INSERT, [_values(row) for row in rows])
    # An equal payload may be there already, also an erased one: erased stays erased.
    insert_missing(connection, AUDIT_PAYLOAD, [{"hash": key, "body": payloads[key]} for key in sorted(payloads)])
    marks = [{"seq": row.seq, "root": row.hash} for row in rows if row.seq % CHECKPOINT_EVERY == 0]
    if marks:
        connection.execute(sa.insert(AUDIT_CHECKPOINT), marks)


def tail(connection: sa.Connection) -> tuple[int, str]:
    """Number and hash of the last row; (0, GENESIS) for an empty chain."""
    last = connection.execute(_LAST).first()
    return (last.seq, last.hash) if last else (0, GENESIS)


def rows(connection: sa.Connection, after: int = 0) -> Iterator[AuditRow]:
    """The chain's rows with a number above `after`, in order, a page at a time."""
    for page in _pages(connection, after):
        yield from page


def _pages(connection: sa.Connection, after: int = 0) -> Iterator[list[AuditRow]]:
    while True:
        query = sa.select(AUDIT.c.body).where(AUDIT.c.seq > after).order_by(AUDIT.c.seq).limit(_PAGE)
        page = [AuditRow.model_validate_json(body) for (body,) in connection.execute(query)]
        yield page
        if len(page) < _PAGE:
            return
        after = page[-1].seq


def payload(connection: sa.Connection, payload_hash: str) -> tuple[bool, Any]:
    """(known, value): (True, None) when it was erased, (False, None) when nothing of it is there."""
    query = sa.select(AUDIT_PAYLOAD.c.body).where(AUDIT_PAYLOAD.c.hash == payload_hash)
    found = connection.execute(query).first()
    if found is None:
        return False, None
    return True, None if found.body is None else json.loads(found.body)


def check(connection: sa.Connection) -> AuditReport:
    """Verify the whole chain and its checkpoints."""
    marks = [Checkpoint(seq, root) for seq, root in connection.execute(sa.select(AUDIT_CHECKPOINT))]
    held: dict[str, str | None] = {}

    def with_payloads() -> Iterator[AuditRow]:
        for page in _pages(connection):
            held.clear()
            held.update(_bodies(connection, [row.payload_hash for row in page]))
            yield from page

    def payload_of(wanted: str) -> tuple[bool, Any]:
        body = held.get(wanted)
        return wanted in held, None if body is None else json.loads(body)

    return verify(with_payloads(), payload_of, marks)


def _bodies(connection: sa.Connection, hashes: Sequence[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for start in range(0, len(hashes), _AT_ONCE):
        part = hashes[start : start + _AT_ONCE]
        query = sa.select(AUDIT_PAYLOAD.c.hash, AUDIT_PAYLOAD.c.body).where(AUDIT_PAYLOAD.c.hash.in_(part))
        found.update((key, body) for key, body in connection.execute(query))
    return found


def _values(row: AuditRow) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "subject": row.subject,
        "action": row.action,
        "hash": row.hash,
        "payload_hash": row.payload_hash,
        "body": row.model_dump_json(),
    }
