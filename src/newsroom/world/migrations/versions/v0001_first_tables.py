"""The first tables: nouns in rows of one shape, work in motion, and the audit chain."""

import sqlalchemy as sa
from alembic import op

from newsroom.world.tables import name_of

revision = "0001"
down_revision = None

_NOUNS = (
    "story production publication ask channel source cursor tick edition switch campaign budget policy weights "
    "item bid monitored ballot verdict claimset finding feedback refusal observation correction lesson"
)


def _nouns(name: str) -> None:
    op.create_table(
        name,
        sa.Column("key", name_of(200), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("story_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("due_us", sa.BigInteger, nullable=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index(f"ix_{name}_story_id", name, ["story_id"])
    op.create_index(f"ix_{name}_state", name, ["state"])
    due = sa.text("due_us IS NOT NULL")
    op.create_index(f"ix_{name}_due", name, ["due_us"], sqlite_where=due, postgresql_where=due)


def _work() -> None:
    op.create_table(
        "task",
        sa.Column("id", name_of(64), primary_key=True),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due_us", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    waiting = sa.text("status IN ('open', 'answered')")
    op.create_index("ix_task_subject", "task", ["subject"])
    op.create_index("ix_task_waiting", "task", ["status"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "result",
        sa.Column("task_id", name_of(64), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "effect",
        sa.Column("id", name_of(64), primary_key=True),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("not_before_us", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    is_open = sa.text("status = 'open'")
    op.create_index("ix_effect_open", "effect", ["not_before_us"], sqlite_where=is_open, postgresql_where=is_open)


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("payload_hash", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_table(
        "audit_payload",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("body", sa.Text, nullable=True),
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("root", sa.String(64), nullable=False),
    )


def upgrade() -> None:
    for name in _NOUNS.split():
        _nouns(name)
    _work()
    _audit()
