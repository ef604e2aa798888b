"""Messages are grouped by person, and what cannot arrive is known, so that the next level hears."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0080_parcels"
down_revision = "0076_import_mapping"
branch_labels = None
depends_on = None

_ID = sa.Uuid().with_variant(sa.LargeBinary(), "sqlite")

_UNDELIVERABLE = sa.text("undeliverable IS NOT NULL")


def upgrade() -> None:
    """
    What waits already is sent as if it could wait: grouped, and today.
    """
    op.add_column(
        "delivery", sa.Column("urgent", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column("delivery", sa.Column("parcel", _ID))
    op.add_column("delivery", sa.Column("undeliverable", sa.Text()))
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
