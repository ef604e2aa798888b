"""How far an escalation got with each who was told: opened, sent, or refused and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from escalation.running.parcels import NOT_OWED
from escalation.running.tables import DELIVERY, INBOX

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

_CHANNELS = {"email": "e-mail", "notify": "e-mail", "webhook": "the chat tool"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """
    One person of a level.

    Args:
        opened: When they opened it here; None for not yet.
        messages: What became of each message outside, in words.
        lost: Whether none of them can arrive.
    """

    recipient: UUID
    because: str
    opened: datetime | None
    messages: tuple[str, ...]
    lost: bool


def reached(connection: Connection, entry: int) -> tuple[Reached, ...]:
    """
    Return everybody whom one escalation told, in the order in which they were told.
    """
    sent: dict[UUID, list[tuple[str, bool]]] = {}
    rows = connection.execute(
        select(DELIVERY).where(DELIVERY.c.entry == entry, DELIVERY.c.trouble != NOT_OWED)
    )
    for row in rows:
        channel = _CHANNELS.get(row.channel, row.channel)
        lost = row.undeliverable is not None
        if row.sent:
            words = f"{channel} sent"
        elif lost:
            words = f"{channel} does not reach them"
        elif row.attempts:
            words = f"{channel} has not been taken yet, and is tried again"
        else:
            words = f"{channel} waits to be sent"
        sent.setdefault(row.recipient, []).append((words, lost))
    inbox = connection.execute(select(INBOX).where(INBOX.c.entry == entry).order_by(INBOX.c.id))
    return tuple(
        Reached(
            recipient=row.recipient,
            because=row.because,
            opened=row.seen,
            messages=tuple(words for words, _ in sent.get(row.recipient, ())),
            lost=bool(sent.get(row.recipient)) and all(lost for _, lost in sent[row.recipient]),
        )
        for row in inbox
    )
