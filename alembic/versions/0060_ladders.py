"""Ladders are edited here, and people are away: who hears depends on both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0060_ladders"
down_revision = "0040_one_append"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    An absence without a deputy, and a ladder that nobody can edit, both end in silence.
    """
    op.create_table(
        "absence",
        sa.Column("entry", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("worker", sa.Uuid(), nullable=False),
        sa.Column("from_day", sa.String(10), nullable=False),
        sa.Column("to_day", sa.String(10), nullable=False),
        sa.Column("deputy", sa.String(64), nullable=False),
    )
    op.create_index("absence_by_worker", "absence", ["worker", "to_day"])
    op.create_table(
        "on_call",
        sa.Column("entry", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("worker", sa.Uuid(), nullable=False),
        sa.Column("from_day", sa.String(10), nullable=False),
        sa.Column("to_day", sa.String(10), nullable=False),
    )
    op.create_index("on_call_by_day", "on_call", ["to_day"])
    op.create_table(
        "ladder_adopted",
        sa.Column("entry", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("version", sa.String(100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
