"""How each agency's chronologies are read, so that it is said once and not at every import."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0076_import_mapping"
down_revision = "0075_draft"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Keep one mapping for each agency.
    """
    op.create_table(
        "import_mapping",
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("agency", name="import_mapping_pkey"),
        sqlite_strict=True,
    )
