"""Leases: who works on a task or an effect, and until when, for newsrooms of several processes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for table in ("task", "effect"):
        op.add_column(table, sa.Column("leased_us", sa.BigInteger, nullable=False, server_default="0"))
        op.add_column(table, sa.Column("holder", sa.String(100), nullable=False, server_default=""))
    op.add_column("task", sa.Column("tier", sa.String(16), nullable=False, server_default=""))
    on_server = op.get_bind().dialect.name == "postgresql"
    if on_server:
        # Room on every page, so that a lease rewrites its row where it lies and touches no index.
        op.execute("ALTER TABLE task SET (fillfactor = 60)")
    op.execute(f"UPDATE task SET tier = {'body::json' if on_server else 'body'} ->> 'tier'")
    is_open = sa.text("status = 'open'")
    op.create_index("ix_task_due", "task", ["due_us"], sqlite_where=is_open, postgresql_where=is_open)
