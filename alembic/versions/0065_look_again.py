"""When a child's record must be looked at again although nothing was recorded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from events.log.columns import Identifier, Moment

revision = "0065_look_again"
down_revision = "0062_open_challenges"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Make the table: what is silent while it is met in time opens on the day it is late.
    """
    op.create_table(
        "look_again",
        sa.Column("child", Identifier, primary_key=True),
        sa.Column("at", Moment, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("look_again_at_idx", "look_again", ["at"])
