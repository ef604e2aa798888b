"""The checks that run every hour and every night leave what they found where anybody can look."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0061_check_run"
down_revision = "0060_ladders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    A check that finds something and says it nowhere is no check.
    """
    op.create_table(
        "check_run",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="check_run_pkey"),
        sqlite_strict=True,
    )
