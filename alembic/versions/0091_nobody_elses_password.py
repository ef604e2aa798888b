"""A password is set by its owner, with a code; a token acts once its account has agreed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0091_nobody_elses_password"
down_revision = "0090_openings_stay"
branch_labels = None
depends_on = None

_ID = sa.Uuid().with_variant(sa.LargeBinary(), "sqlite")


def upgrade() -> None:
    """
    Passwords that stand stay. Nobody has agreed to a token yet: those of before wait until then.
    """
    run = op.get_bind().exec_driver_sql
    run("ALTER TABLE api_token ADD COLUMN agreed TEXT")
    run("ALTER TABLE app_user ADD COLUMN handed_over TEXT")
    op.create_table(
        "password_code",
        sa.Column("app_user", _ID, nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("handed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["app_user"], ["app_user.id"], name="password_code_app_user_fkey"),
        sa.PrimaryKeyConstraint("app_user", name="password_code_pkey"),
        sqlite_strict=True,
    )
