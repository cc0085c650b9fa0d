"""The tables of the one SQL database, said once (decisions.md section 5).

Every noun lives in a table of one shape, so a new noun is one word in a list. Times are whole microseconds since
1970 in UTC: exact, sortable and the same on SQLite and PostgreSQL. `due_us` carries a partial index, so that a sweep
over a million quiet rows costs nothing.
"""

import sqlalchemy as sa

VERSIONED: tuple[str, ...] = (
    "story",
    "production",
    "publication",
    "ask",
    "channel",
    "source",
    "cursor",
    "tick",
    "edition",
    "switch",
    "campaign",
    "budget",
    "policy",
    "weights",
    "outlet",
    "arc",
)
"""Rows that change: one version a row, each write a compare-and-set."""

APPENDED: tuple[str, ...] = (
    "item",
    "bid",
    "monitored",
    "ballot",
    "verdict",
    "claimset",
    "finding",
    "feedback",
    "refusal",
    "observation",
    "correction",
    "lesson",
)
"""Rows that are written once and never again."""

metadata = sa.MetaData()


def name_of(length: int) -> sa.types.TypeEngine[str]:
    """A column of names that rows are ordered by: by bytes on every server, whatever language it was set up in."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _rows(name: str) -> sa.Table:
    """A table of nouns: key, version, what it is filed under, and the noun itself as JSON."""
    due = sa.text("due_us IS NOT NULL")
    return sa.Table(
        name,
        metadata,
        sa.Column("key", name_of(200), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("story_id", sa.String(64), nullable=False, index=True),
        sa.Column("state", sa.String(32), nullable=False, index=True),
        sa.Column("due_us", sa.BigInteger, nullable=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Index(f"ix_{name}_due", "due_us", sqlite_where=due, postgresql_where=due),
    )


ROWS: dict[str, sa.Table] = {name: _rows(name) for name in (*VERSIONED, *APPENDED)}

_WAITING = sa.text("status IN ('open', 'answered')")
_OPEN = sa.text("status = 'open'")
OPEN: sa.ColumnElement[str] = sa.literal_column("'open'")
"""Said in the statement and not given to it, so that a database sees that its index of open rows will do."""


TASK = sa.Table(
    "task",
    metadata,
    sa.Column("id", name_of(64), primary_key=True),
    sa.Column("subject", sa.String(64), nullable=False, index=True),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("due_us", sa.BigInteger, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("tier", sa.String(16), nullable=False, server_default=""),
    sa.Index("ix_task_waiting", "status", sqlite_where=_WAITING, postgresql_where=_WAITING),
    sa.Index("ix_task_due", "due_us", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
)

RESULT = sa.Table(
    "result",
    metadata,
    sa.Column("task_id", name_of(64), primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
)

EFFECT = sa.Table(
    "effect",
    metadata,
    sa.Column("id", name_of(64), primary_key=True),
    sa.Column("subject", sa.String(64), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("not_before_us", sa.BigInteger, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Index("ix_effect_open", "not_before_us", sqlite_where=_OPEN, postgresql_where=_OPEN),
)

LEASE = sa.Table(
    "lease",
    metadata,
    sa.Column("id", name_of(64), primary_key=True),
    sa.Column("until_us", sa.BigInteger, nullable=False),
    sa.Column("holder", sa.String(100), nullable=False),
    sqlite_with_rowid=False,
)
"""Tasks and effects that are somebody's until `until_us`, real microseconds since 1970; nobody's yet without a holder."""

AUDIT = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("subject", sa.String(64), nullable=False, index=True),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("payload_hash", sa.String(64), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)

AUDIT_PAYLOAD = sa.Table(
    "audit_payload",
    metadata,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("body", sa.Text, nullable=True),
)

AUDIT_CHECKPOINT = sa.Table(
    "audit_checkpoint",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("root", sa.String(64), nullable=False),
)

SAMPLE = sa.Table(
    "sample",
    metadata,
    sa.Column("at_us", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("subject", name_of(64), primary_key=True),
    sa.Column("metric", name_of(16), primary_key=True),
    sa.Column("part", name_of(64), primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Samples as they came, by time: they are appended at one end and let go at the other."""

ROLLUP = sa.Table(
    "rollup",
    metadata,
    sa.Column("subject", name_of(64), primary_key=True),
    sa.Column("metric", name_of(16), primary_key=True),
    sa.Column("span_s", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at_us", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("n", sa.BigInteger, nullable=False),
    sa.Column("total", sa.BigInteger, nullable=False),
    sa.Column("low", sa.BigInteger, nullable=False),
    sa.Column("high", sa.BigInteger, nullable=False),
    sa.Column("last_us", sa.BigInteger, nullable=False),
    sa.Column("last", sa.BigInteger, nullable=False),
    sa.Index("ix_rollup_age", "span_s", "at_us"),
    sqlite_with_rowid=False,
)
"""What samples add up to, by subject: one subject's buckets lie side by side, however many subjects there are."""
