"""What the house thinks of outlets, and the arcs that its stories are part of."""

import sqlalchemy as sa
from alembic import op

from newsroom.world.tables import name_of

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for name in ("outlet", "arc"):
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
