"""What somebody chose to see of a chronology, kept under a name for that person alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0084_saved_view"
down_revision = "0083_spans"
branch_labels = None
depends_on = None

_ID = sa.Uuid().with_variant(sa.LargeBinary(), "sqlite")


def upgrade() -> None:
    """
    Keep views of one user and one child, sealed with the child's own key.
    """
    op.create_table(
        "saved_view",
        sa.Column("id", _ID, nullable=False),
        sa.Column("app_user", _ID, nullable=False),
        sa.Column("child", _ID, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("saved", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="saved_view_pkey"),
        sa.ForeignKeyConstraint(["app_user"], ["app_user.id"], name="saved_view_app_user_fkey"),
        sqlite_strict=True,
    )
    op.create_index("saved_view_app_user_child_idx", "saved_view", ["app_user", "child"])
