"""Challenges that nobody has settled are found by the agencies they stand between."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0062_open_challenges"
down_revision = "0061_check_run"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    An existing record is filled in by ``throughline rebuild``.
    """
    op.create_table(
        "open_challenge",
        sa.Column("entry", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("child", sa.Uuid(), primary_key=True),
        sa.Column("from_agency", sa.String(500), nullable=False),
        sa.Column("to_agency", sa.String(500), nullable=False),
        sa.Column("to_whom", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("due", sa.String(40), nullable=False),
        sa.Column("raised", sa.String(10), nullable=False),
        sa.Column("answered", sa.BigInteger(), nullable=False),
    )
    op.create_index("open_challenge_by_from", "open_challenge", ["from_agency"])
    op.create_index("open_challenge_by_to", "open_challenge", ["to_agency"])
