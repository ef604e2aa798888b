"""A copy on paper for when the service is down, and the telephone of each agency."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0085_duty_copy"
down_revision = "0084_saved_view"
branch_labels = None
depends_on = None

_ID = sa.Uuid().with_variant(sa.LargeBinary(), "sqlite")
_PLACE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """
    One row a team: any number of workers make one copy of it a night.
    """
    op.create_table(
        "duty_copy",
        sa.Column("id", _ID, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("position", _PLACE, nullable=False),
        sa.Column("children", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("held", _ID),
        sa.Column("next_attempt", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.Text()),
        sa.Column("sent", sa.Text()),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="duty_copy_pkey"),
        sqlite_strict=True,
    )
    op.execute("ALTER TABLE agency ADD COLUMN phone TEXT NOT NULL DEFAULT ''")
