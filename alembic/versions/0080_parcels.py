"""Messages are grouped by person, and what cannot arrive is known, so that the next level hears."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from events.log.columns import Identifier, Moment

revision = "0080_parcels"
down_revision = "0076_import_mapping"
branch_labels = None
depends_on = None

_UNDELIVERABLE = sa.text("undeliverable IS NOT NULL")


def upgrade() -> None:
    """
    What waits already is sent as if it could wait: grouped, and today.
    """
    op.add_column(
        "delivery", sa.Column("urgent", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column("delivery", sa.Column("parcel", Identifier()))
    op.add_column("delivery", sa.Column("undeliverable", Moment()))
    op.create_index(
        "delivery_undeliverable_idx",
        "delivery",
        ["outcome"],
        sqlite_where=_UNDELIVERABLE,
        postgresql_where=_UNDELIVERABLE,
    )
    op.create_index("delivery_entry_idx", "delivery", ["entry"])
    op.create_index("delivery_parcel_idx", "delivery", ["parcel"])
    op.create_index("delivery_recipient_idx", "delivery", ["recipient", "channel", "sent"])
