"""Writes to somebody that something was done with their account, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from escalation.reading_ladders import DEFAULT
from escalation.running.channel import OF_ACCOUNT
from escalation.running.digest import BY, NO_LEVEL
from escalation.running.ladders_kept import known_ladders
from escalation.running.tables import DELIVERY

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection


def write_about_account(
    connection: Connection, recipient: UUID, words: str, *, now: datetime
) -> None:
    """
    Put a message into the outbox, in the transaction that does what it tells of.

    It goes at once, by the ways of the default ladder's first level that are written to people.

    Args:
        words: What was done, in a sentence; no name and nothing of any record.
    """
    rows = [
        {
            "id": uuid7(),
            "channel": channel,
            "recipient": recipient,
            # It is no outcome; each is told by itself.
            "outcome": uuid7(),
            "entry": NO_LEVEL,
            "level": OF_ACCOUNT,
            "cycle": NO_LEVEL,
            "because": words,
            "made": now,
            "next_attempt": now,
            "attempts": 0,
            "trouble": "",
            "urgent": 1,
        }
        for channel in known_ladders(connection).named(DEFAULT).levels[0].channels
        if channel in BY
    ]
    if rows:
        connection.execute(insert(DELIVERY), rows)
