"""Leases in a narrow table of their own: a hundred claims write a few pages, not a hundred."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    name = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
    op.create_table(
        "lease",
        sa.Column("id", name, primary_key=True),
        sa.Column("until_us", sa.BigInteger, nullable=False),
        sa.Column("holder", sa.String(100), nullable=False),
        sqlite_with_rowid=False,
    )
    # Leases that are held now are let go: their work is begun again, which is always allowed.
    for table in ("task", "effect"):
        op.drop_column(table, "leased_us")
        op.drop_column(table, "holder")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE task RESET (fillfactor)")
    op.drop_index("ix_task_due", "task")
    is_open = sa.text("status = 'open'")
    op.create_index("ix_task_due", "task", ["due_us", "id"], sqlite_where=is_open, postgresql_where=is_open)
