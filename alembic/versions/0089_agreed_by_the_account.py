"""A webhook says all of an event only once its account agreed; accounts hear what others do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0089_agreed_by_the_account"
down_revision = "0088_source_of_a_try"
branch_labels = None
depends_on = None

_ID = sa.Uuid().with_variant(sa.LargeBinary(), "sqlite")


def upgrade() -> None:
    """
    Nobody has agreed yet: webhooks of before tell by reference until their account says otherwise.
    """
    run = op.get_bind().exec_driver_sql
    run("ALTER TABLE webhook ADD COLUMN agreed TEXT")
    op.create_table(
        "account_notice",
        sa.Column("id", _ID, nullable=False),
        sa.Column("app_user", _ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text()),
        sa.ForeignKeyConstraint(["app_user"], ["app_user.id"], name="account_notice_app_user_fkey"),
        sa.PrimaryKeyConstraint("id", name="account_notice_pkey"),
        sqlite_strict=True,
    )
    op.create_index("account_notice_app_user_idx", "account_notice", ["app_user"])
