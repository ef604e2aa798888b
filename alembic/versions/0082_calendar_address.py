"""The secret address by which somebody's own calendar reads their dates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0082_calendar_address"
down_revision = "0080_parcels"
branch_labels = None
depends_on = None

_ID = sa.Uuid().with_variant(sa.LargeBinary(), "sqlite")


def upgrade() -> None:
    """
    One a user: another one ends it.
    """
    op.create_table(
        "calendar_address",
        sa.Column("app_user", _ID, nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["app_user"], ["app_user.id"], name="calendar_address_app_user_fkey"
        ),
        sa.PrimaryKeyConstraint("app_user", name="calendar_address_pkey"),
        sa.UniqueConstraint("secret", name="calendar_address_secret_key"),
        sqlite_strict=True,
    )
