"""People are found again under another spelling, and an adult's past is opened with a purpose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011_people"
down_revision = "0010_projection_stopped"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Add what persons are compared by; an existing record is filled in by ``throughline rebuild``.
    """
    op.create_table(
        "person_known",
        sa.Column("person", sa.Uuid(), primary_key=True),
        sa.Column("facts", sa.String(), nullable=False),
    )
    op.create_table(
        "person_clue",
        sa.Column("clue", sa.String(500), primary_key=True),
        sa.Column("person", sa.Uuid(), primary_key=True),
    )
    op.create_index("person_clue_by_person", "person_clue", ["person"])
    op.create_table(
        "person_match",
        sa.Column("one", sa.Uuid(), primary_key=True),
        sa.Column("other", sa.Uuid(), primary_key=True),
        sa.Column("suggested", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.String(10), nullable=False),
        sa.Column("agrees", sa.String(), nullable=False),
        sa.Column("differs", sa.String(), nullable=False),
        sa.Column("links", sa.String(), nullable=False),
        sa.Column("apart", sa.BigInteger(), nullable=False),
    )
    op.create_index("person_match_by_other", "person_match", ["other"])
    _history_opening()


def _history_opening() -> None:
    """
    Whose past was opened across families, for what purpose and on what lawful basis.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    identifier = sa.LargeBinary() if sqlite else sa.Uuid()
    op.create_table(
        "history_opening",
        sa.Column("id", identifier, primary_key=True),
        sa.Column("app_user", identifier, sa.ForeignKey("app_user.id"), nullable=False),
        sa.Column("child", identifier, nullable=False),
        sa.Column("person", identifier, nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("opened", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("history_opening_person_idx", "history_opening", ["person"])
    op.create_index("history_opening_app_user_idx", "history_opening", ["app_user"])
