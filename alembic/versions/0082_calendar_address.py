"""The secret address by which somebody's own calendar reads their dates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from events.log.columns import Identifier, Moment

revision = "0082_calendar_address"
down_revision = "0080_parcels"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    One a user: another one ends it.
    """
    op.create_table(
        "calendar_address",
        sa.Column("app_user", Identifier(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("made", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["app_user"], ["app_user.id"], name="calendar_address_app_user_fkey"
        ),
        sa.PrimaryKeyConstraint("app_user", name="calendar_address_pkey"),
        sa.UniqueConstraint("secret", name="calendar_address_secret_key"),
        sqlite_strict=True,
    )
