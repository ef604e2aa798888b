"""Handovers that wait for an answer are found by the agency they were sent to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_open_handovers"
down_revision = "0005_api_token"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Sent is not received: what nobody has understood must be on the receiver's page.
    """
    op.create_table(
        "open_handover",
        sa.Column("entry", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("child", sa.Uuid(), primary_key=True),
        sa.Column("to_agency", sa.String(500), nullable=False),
        sa.Column("to_whom", sa.String(64), nullable=False),
        sa.Column("due", sa.String(40), nullable=False),
        sa.Column("sent", sa.String(10), nullable=False),
    )
    op.create_index("open_handover_by_agency", "open_handover", ["to_agency"])
