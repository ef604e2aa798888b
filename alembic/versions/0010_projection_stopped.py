"""A read model that met an event which it cannot read is known to everybody who looks after it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_projection_stopped"
down_revision = "0009_feed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    It stops where all can see it, and skips nothing.
    """
    op.create_table(
        "projection_stopped",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
