"""Tables for what must be found by index: the directory of persons."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0002_read_models"
down_revision = "0001_event_log"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Keep the directory beside the log, so that a child is found without reading every event.
    """
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("names_folded", sa.String(), nullable=False),
        sa.Column("person_key", sa.String(200), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("born_first", sa.String(10), nullable=False),
        sa.Column("born_last", sa.String(10), nullable=False),
        sa.Column("expected", sa.String(10), nullable=False),
        sa.Column("died", sa.String(10), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
    )
    op.create_index("person_by_key", "person", ["person_key"])
    op.create_index("person_by_kind", "person", ["kind"])
