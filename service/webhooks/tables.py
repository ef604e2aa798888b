"""Who is told by webhook or as a witness, and how far."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text

from events.log.columns import Identifier, Moment, place
from service.access.tables import METADATA

__all__ = ["METADATA", "WEBHOOK", "WITNESS"]

WEBHOOK = Table(
    "webhook",
    METADATA,
    Column("id", Identifier, primary_key=True),
    # The public part, by which it is named on pages, in the access log and at the command line.
    Column("prefix", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("app_user", Identifier, ForeignKey("app_user.id"), nullable=False),
    Column("agency", Identifier, ForeignKey("agency.id"), nullable=False),
    Column("style", Text, nullable=False),
    # Stored names separated by spaces; "" for every kind.
    Column("kinds", Text, nullable=False),
    Column("checkpoints", Integer, nullable=False),
    # Encrypted with the installation's own key: who reads this table cannot sign.
    Column("secret", LargeBinary, nullable=False),
    Column("older_secret", LargeBinary),
    Column("older_until", Moment),
    Column("made", Moment, nullable=False),
    # When the account itself agreed that all of an event is said; until then a reference is.
    Column("agreed", Moment),
    Column("disabled", Moment),
    # All up to here was taken by the receiver, or passed over as not its to read.
    Column("position", place(), nullable=False),
    Column("checkpoint", place(), nullable=False),
    # The newest position that the access log has as sent: trying again is no second reading.
    Column("noted", place(), nullable=False),
    # The worker that sends at present; another's answer comes too late to count.
    Column("held", Identifier),
    Column("next_attempt", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("waiting_since", Moment),
    Column("sent", Moment),
    Column("trouble", Text, nullable=False),
    sqlite_strict=True,
)

WITNESS = Table(
    "witness",
    METADATA,
    # "file" or "mail", and where: a witness that is set anew is told everything.
    Column("name", Text, primary_key=True),
    Column("checkpoint", place(), nullable=False),
    Column("held", Identifier),
    Column("next_attempt", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("waiting_since", Moment),
    Column("sent", Moment),
    Column("trouble", Text, nullable=False),
    sqlite_strict=True,
)
