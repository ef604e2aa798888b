"""What other systems are told: what is kept back of the feed, subscriptions, witnesses."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0009_feed"
down_revision = "0007_subtree"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """
    Keep with each subscriber and each witness how far they have been told, so that none is missed.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    identifier = sa.LargeBinary() if sqlite else sa.Uuid()
    place = sa.Integer() if sqlite else sa.BigInteger()
    op.create_table(
        "withholding",
        sa.Column("event", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("entry", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("child", sa.Uuid(), primary_key=True),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("agencies", sa.JSON(), nullable=False),
    )
    op.create_index("withholding_by_entry", "withholding", ["entry"])
    op.create_index("withholding_by_child", "withholding", ["child"])
    op.create_table(
        "webhook",
        sa.Column("id", identifier, nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("app_user", identifier, nullable=False),
        sa.Column("agency", identifier, nullable=False),
        sa.Column("style", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("checkpoints", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("older_secret", sa.LargeBinary()),
        sa.Column("older_until", sa.Text()),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("disabled", sa.Text()),
        sa.Column("position", place, nullable=False),
        sa.Column("checkpoint", place, nullable=False),
        sa.Column("noted", place, nullable=False),
        sa.Column("held", identifier),
        sa.Column("next_attempt", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.Text()),
        sa.Column("sent", sa.Text()),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="webhook_pkey"),
        sa.UniqueConstraint("prefix", name="webhook_prefix_key"),
        sa.ForeignKeyConstraint(["app_user"], ["app_user.id"], name="webhook_app_user_fkey"),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="webhook_agency_fkey"),
        sqlite_strict=True,
    )
    op.create_table(
        "witness",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("checkpoint", place, nullable=False),
        sa.Column("held", identifier),
        sa.Column("next_attempt", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.Text()),
        sa.Column("sent", sa.Text()),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="witness_pkey"),
        sqlite_strict=True,
    )
    rows = list(_kept_back())
    if rows:
        table = sa.table(
            "withholding",
            sa.column("event", sa.BigInteger),
            sa.column("entry", sa.BigInteger),
            sa.column("child", sa.Uuid),
            sa.column("why", sa.String),
            sa.column("people", sa.JSON),
            sa.column("agencies", sa.JSON),
        )
        op.bulk_insert(table, rows)


def _kept_back() -> Iterator[dict[str, Any]]:
    """
    Take what was struck out for the wrong child before this table was there: without its row it
    would go out.
    """
    struck = op.get_bind().execute(
        sa.text(
            "SELECT position, body FROM event WHERE kind = 'entry_struck_out' AND key_id IS NULL"
        )
    )
    for position, body in struck:
        said = json.loads(bytes(body))
        content = said["content"]
        if content.get("wrong_child") != "yes" or not str(content.get("entry", "")).isdigit():
            continue
        for child in sorted({s["person"] for s in said["subjects"] if s["role"] == "child"}):
            yield {
                "event": position,
                "entry": int(content["entry"]),
                "child": uuid.UUID(child),
                "why": "wrong child",
                "people": [],
                "agencies": [],
            }
