"""What is typed and not yet recorded, kept by the server so that no text is lost."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0075_draft"
down_revision = "0065_look_again"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Keep one draft for each form of each user, sealed with the child's own key.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    identifier = sa.LargeBinary() if sqlite else sa.Uuid()
    op.create_table(
        "draft",
        sa.Column("id", identifier, nullable=False),
        sa.Column("app_user", identifier, nullable=False),
        sa.Column("child", identifier, nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("key_id", identifier),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("begun", sa.Text(), nullable=False),
        sa.Column("saved", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="draft_pkey"),
        sa.UniqueConstraint("app_user", "child", "form", name="draft_app_user_child_form_key"),
        sa.ForeignKeyConstraint(["app_user"], ["app_user.id"], name="draft_app_user_fkey"),
        sqlite_strict=True,
    )
    op.create_index("draft_child_form_idx", "draft", ["child", "form"])
