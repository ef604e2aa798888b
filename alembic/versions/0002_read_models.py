"""Tables for what must be found by index: the directory of persons, and what is owed."""

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
    _planned_outcomes()


def _planned_outcomes() -> None:
    """
    Find what is due by index: the sweep's cost must follow what is due, not what is open.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    identifier = sa.LargeBinary() if sqlite else sa.Uuid()
    place = sa.Integer() if sqlite else sa.BigInteger()
    op.create_table(
        "planned_outcome",
        sa.Column("id", identifier, nullable=False),
        sa.Column("child", identifier, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("practice_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.Text()),
        sa.Column("next_at", sa.Text()),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("historic", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("position", place, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "planned_outcome_next_at_idx",
        "planned_outcome",
        ["next_at"],
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("planned_outcome_child_idx", "planned_outcome", ["child"])
    op.create_index("planned_outcome_owner_idx", "planned_outcome", ["owner"])
    op.create_index(
        "planned_outcome_source_source_ref_idx", "planned_outcome", ["source", "source_ref"]
    )
