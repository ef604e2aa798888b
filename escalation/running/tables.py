"""Tables of what is on its way: inboxes, deliveries, the heartbeat, and what went wrong."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

from events.log.columns import Identifier, Moment, place

METADATA = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    }
)

INBOX = Table(
    "inbox",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("recipient", Identifier, nullable=False),
    Column("outcome", Identifier, nullable=False),
    Column("child", Identifier, nullable=False),
    # The escalation's entry in the log, by which pages and e-mails refer to it.
    Column("entry", place(), nullable=False),
    Column("level", Integer, nullable=False),
    Column("cycle", Integer, nullable=False),
    # Why this person: "owner", "owner's manager".
    Column("because", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("seen", Moment),
    UniqueConstraint("recipient", "outcome", "cycle", "level"),
    Index(None, "recipient", "at"),
    Index(None, "entry"),
    sqlite_strict=True,
)

DELIVERY = Table(
    "delivery",
    METADATA,
    # Also the message's own id, so that one sent twice after a crash is seen to be the same.
    Column("id", Identifier, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("recipient", Identifier, nullable=False),
    Column("outcome", Identifier, nullable=False),
    Column("entry", place(), nullable=False),
    Column("level", Integer, nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("because", Text, nullable=False),
    Column("made", Moment, nullable=False),
    # NULL once it has arrived or is no longer owed; until then there is always a next attempt.
    Column("next_attempt", Moment),
    Column("attempts", Integer, nullable=False),
    Column("attempted", Moment),
    Column("sent", Moment),
    Column("trouble", Text, nullable=False),
    # 1 goes at once; 0 is grouped, one message a person a day.
    Column("urgent", Integer, nullable=False, server_default=text("0")),
    # The message that it went or is going in; what joins later goes in another.
    Column("parcel", Identifier),
    # Since when it is known that it will not arrive; it is still tried now and then.
    Column("undeliverable", Moment),
    UniqueConstraint("channel", "recipient", "outcome", "cycle", "level"),
    Index(
        "delivery_next_attempt_idx",
        "next_attempt",
        sqlite_where=text("next_attempt IS NOT NULL"),
        postgresql_where=text("next_attempt IS NOT NULL"),
    ),
    Index(
        "delivery_undeliverable_idx",
        "outcome",
        sqlite_where=text("undeliverable IS NOT NULL"),
        postgresql_where=text("undeliverable IS NOT NULL"),
    ),
    Index("delivery_entry_idx", "entry"),
    Index("delivery_parcel_idx", "parcel"),
    Index("delivery_recipient_idx", "recipient", "channel", "sent"),
    sqlite_strict=True,
)

HEARTBEAT = Table(
    "heartbeat",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("worker", Text, nullable=False),
    Column("started", Moment, nullable=False),
    # The last time that a sweep came to its end.
    Column("finished", Moment),
    Column("every_seconds", Integer, nullable=False),
    Column("due", Integer, nullable=False),
    Column("raised", Integer, nullable=False),
    Column("stepped_up", Integer, nullable=False),
    Column("deliveries", Integer, nullable=False),
    # What ended the last sweep before its end; "" where nothing did.
    Column("failed", Text, nullable=False),
    sqlite_strict=True,
)

READ_UP_TO = Table(
    "read_up_to",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("position", place(), nullable=False),
    sqlite_strict=True,
)

LOOK_AGAIN = Table(
    "look_again",
    METADATA,
    # A child of whom something opens on a day by itself, because nothing more was recorded.
    Column("child", Identifier, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    sqlite_strict=True,
)

TROUBLE = Table(
    "sweep_trouble",
    METADATA,
    # "outcome": it could not be escalated. "child": what is owed could not be worked out.
    Column("what", Text, primary_key=True),
    Column("subject", Identifier, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("newest", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("error", Text, nullable=False),
    sqlite_strict=True,
)

CHECK_RUN = Table(
    "check_run",
    METADATA,
    # "completeness" or "reach".
    Column("name", Text, primary_key=True),
    Column("started", Moment, nullable=False),
    Column("finished", Moment),
    # What it found, as JSON: how many, and the first of them, by their ids alone.
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
