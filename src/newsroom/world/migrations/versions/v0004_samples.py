"""Samples and what they add up to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "sample",
        sa.Column("at_us", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("subject", _name(64), primary_key=True),
        sa.Column("metric", _name(16), primary_key=True),
        sa.Column("part", _name(64), primary_key=True),
        sa.Column("value", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup",
        sa.Column("subject", _name(64), primary_key=True),
        sa.Column("metric", _name(16), primary_key=True),
        sa.Column("span_s", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at_us", sa.BigInteger, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in _COUNTED),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_rollup_age", "rollup", ["span_s", "at_us"])


_COUNTED = ("n", "total", "low", "high", "last_us", "last")


def _name(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
