"""A try to sign in says where it came from, so that a stranger's tries lock the stranger out."""

from __future__ import annotations

from alembic import op

revision = "0088_source_of_a_try"
down_revision = "0087_appended_at_once"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Add the column; tries of before have none, and count by their name alone.
    """
    run = op.get_bind().exec_driver_sql
    run("ALTER TABLE sign_in_attempt ADD COLUMN source_hash TEXT")
    run("CREATE INDEX sign_in_attempt_source_hash_at_idx ON sign_in_attempt (source_hash, at)")
