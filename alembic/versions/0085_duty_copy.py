"""A copy on paper for when the service is down, and the telephone of each agency."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from events.log.columns import Identifier, Moment, place

revision = "0085_duty_copy"
down_revision = "0084_saved_view"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    One row a team: any number of workers make one copy of it a night.
    """
    op.create_table(
        "duty_copy",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("position", place(), nullable=False),
        sa.Column("children", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("held", Identifier()),
        sa.Column("next_attempt", Moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("waiting_since", Moment()),
        sa.Column("sent", Moment()),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="duty_copy_pkey"),
        sqlite_strict=True,
    )
    op.execute("ALTER TABLE agency ADD COLUMN phone TEXT NOT NULL DEFAULT ''")
