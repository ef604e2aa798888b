"""Writes to somebody about what has just come onto their list, before it is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uuid_utils.compat import uuid7

from escalation.people import told_at
from escalation.running.digest import BY, NO_LEVEL
from escalation.running.ladders_kept import known_ladders
from escalation.running.once import insert_once
from escalation.running.tables import DELIVERY
from escalation.started import SENT

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from escalation.people import Directory
    from projections.plans.planned_outcome import PlannedOutcome


def tell_at_once(
    connection: Connection,
    recipient: UUID,
    outcome: UUID,
    *,
    entry: int,
    ladder: str,
    because: str,
    now: datetime,
) -> None:
    """
    Put a message about something newly owed into the outbox, in the transaction that owes it.

    It goes by the ways of its ladder's first level that are written to people; the ladder itself
    begins where it would have begun.

    Args:
        entry: The number under which it is owed, which is all that the message says of it.
        ladder: The name of the ladder that it will climb.
        because: Why this person hears; nothing of any record.
    """
    first = known_ladders(connection).named(ladder).levels[0]
    rows = [
        {
            "id": uuid7(),
            "channel": channel,
            "recipient": recipient,
            "outcome": outcome,
            "entry": entry,
            "level": NO_LEVEL,
            "cycle": NO_LEVEL,
            "because": because,
            "made": now,
            "next_attempt": now,
            "attempts": 0,
            "trouble": "",
            "urgent": 1,
        }
        for channel in first.channels
        if channel in BY
    ]
    if rows:
        insert_once(connection, DELIVERY, rows)


def tell_receiver(
    connection: Connection, people: Directory, outcome: PlannedOutcome, *, now: datetime
) -> None:
    """
    Write at once to whom a handover or a challenge was sent by name, with a date.

    Whoever it was sent to would else hear of it when it is late, or when they happen to look; for
    whoever is away their deputy hears. What names no user is told to nobody before its date.
    """
    if outcome.origin not in SENT or not outcome.owner or outcome.due is None:
        return
    named = people.person(outcome.owner)
    if named is None:
        return
    for told in told_at(("receiver",), outcome, people, at=now):
        to = "you" if told.who.id == named.id else "a colleague for whom you stand in"
        tell_at_once(
            connection,
            told.who.id,
            outcome.id,
            entry=int(outcome.evidence[0]),
            ladder=outcome.origin,
            because=f"a {outcome.origin} that waits for an answer was sent to {to} by name",
            now=now,
        )
