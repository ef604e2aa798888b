"""When a child's record must be looked at again although nothing was recorded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0065_look_again"
down_revision = "0062_open_challenges"
branch_labels = None
depends_on = None

_ID = sa.Uuid().with_variant(sa.LargeBinary(), "sqlite")


def upgrade() -> None:
    """
    Make the table: what is silent while it is met in time opens on the day it is late.
    """
    op.create_table(
        "look_again",
        sa.Column("child", _ID, primary_key=True),
        sa.Column("at", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("look_again_at_idx", "look_again", ["at"])
