"""Whoever is concerned by many events in a row stands in the index of persons once."""

from __future__ import annotations

from alembic import op

revision = "0083_spans"
down_revision = "0082_calendar_address"
branch_labels = None
depends_on = None

# What stands there already says one event a row, which stays right.
SQLITE = "ALTER TABLE subject ADD COLUMN last INTEGER CHECK (last > event)"
POSTGRESQL = "ALTER TABLE subject ADD COLUMN last bigint"


def upgrade() -> None:
    """
    Let a row of the index of persons reach from one event to another.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(SQLITE if sqlite else POSTGRESQL)
