"""Escalations on their way: inboxes, deliveries, the heartbeat, and what a sweep could not do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_escalation"
down_revision = "0002_read_models"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Deliveries share the escalation's transaction, so that a crash neither loses nor doubles one.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    identifier = sa.LargeBinary() if sqlite else sa.Uuid()
    place = sa.Integer() if sqlite else sa.BigInteger()
    moment = sa.Text()
    op.create_table(
        "inbox",
        sa.Column("id", identifier, nullable=False),
        sa.Column("recipient", identifier, nullable=False),
        sa.Column("outcome", identifier, nullable=False),
        sa.Column("child", identifier, nullable=False),
        sa.Column("entry", place, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("seen", moment),
        sa.PrimaryKeyConstraint("id", name="inbox_pkey"),
        sa.UniqueConstraint(
            "recipient",
            "outcome",
            "cycle",
            "level",
            name="inbox_recipient_outcome_cycle_level_key",
        ),
        sqlite_strict=True,
    )
    op.create_index("inbox_recipient_at_idx", "inbox", ["recipient", "at"])
    op.create_index("inbox_entry_idx", "inbox", ["entry"])
    op.create_table(
        "delivery",
        sa.Column("id", identifier, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient", identifier, nullable=False),
        sa.Column("outcome", identifier, nullable=False),
        sa.Column("entry", place, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("made", moment, nullable=False),
        sa.Column("next_attempt", moment),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("attempted", moment),
        sa.Column("sent", moment),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="delivery_pkey"),
        sa.UniqueConstraint(
            "channel",
            "recipient",
            "outcome",
            "cycle",
            "level",
            name="delivery_channel_recipient_outcome_cycle_level_key",
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "delivery_next_attempt_idx",
        "delivery",
        ["next_attempt"],
        sqlite_where=sa.text("next_attempt IS NOT NULL"),
        postgresql_where=sa.text("next_attempt IS NOT NULL"),
    )
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("started", moment, nullable=False),
        sa.Column("finished", moment),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("raised", sa.Integer(), nullable=False),
        sa.Column("stepped_up", sa.Integer(), nullable=False),
        sa.Column("deliveries", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="heartbeat_pkey"),
        sqlite_strict=True,
    )
    op.create_table(
        "read_up_to",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", place, nullable=False),
        sa.PrimaryKeyConstraint("name", name="read_up_to_pkey"),
        sqlite_strict=True,
    )
    op.create_table(
        "sweep_trouble",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject", identifier, nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("newest", moment, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("what", "subject", name="sweep_trouble_pkey"),
        sqlite_strict=True,
    )
