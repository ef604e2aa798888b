"""Service tokens, with which an agency's own system signs in to the API."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_api_token"
down_revision = "0004_access"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Keep of a token only what cannot be used, so that a stolen table signs nobody in.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    identifier = sa.LargeBinary() if sqlite else sa.Uuid()
    op.create_table(
        "api_token",
        sa.Column("id", identifier, nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("app_user", identifier, nullable=False),
        sa.Column("agency", identifier, nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("expires", sa.Text(), nullable=False),
        sa.Column("revoked", sa.Text()),
        sa.Column("used", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="api_token_pkey"),
        sa.UniqueConstraint("prefix", name="api_token_prefix_key"),
        sa.ForeignKeyConstraint(["app_user"], ["app_user.id"], name="api_token_app_user_fkey"),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="api_token_agency_fkey"),
        sqlite_strict=True,
    )
    op.create_index("api_token_app_user_idx", "api_token", ["app_user"])
