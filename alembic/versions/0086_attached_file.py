"""Files that entries have, kept beside the log and sealed as it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0086_attached_file"
down_revision = "0085_duty_copy"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Keep each file of a record once, by what is in it.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    identifier = sa.LargeBinary() if sqlite else sa.Uuid()
    op.create_table(
        "attached_file",
        sa.Column("stream", identifier, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", identifier),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "name", name="attached_file_pkey"),
        sqlite_strict=True,
    )
    if not sqlite:
        # It is encrypted or compressed already: the server need not try.
        op.execute("ALTER TABLE attached_file ALTER COLUMN content SET STORAGE EXTERNAL")
