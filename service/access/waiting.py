"""Handovers that wait for a reader's agency, and for the reader by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from projections.stored.models.handover import HANDOVER

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from service.access.reader import Reader


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """
    One handover that nobody has answered.
    """

    entry: int
    child: UUID
    to_agency: str
    to_whom: str
    due: str
    sent: str


def handovers_waiting(connection: Connection, reader: Reader) -> tuple[Waiting, ...]:
    """
    Return what was handed to the reader's agency and waits, by date owed; the reader's own first.
    """
    rows = connection.execute(
        select(HANDOVER).where(HANDOVER.c.to_agency == reader.agency).order_by(HANDOVER.c.entry)
    )
    found = [Waiting(**row._mapping) for row in rows]
    mine = str(reader.user)
    return tuple(sorted(found, key=lambda one: (one.to_whom != mine, one.due or "9999", one.entry)))


def handover_to(connection: Connection, reader: Reader, entry: int) -> Waiting | None:
    """
    Return one handover if it waits for the reader's agency.
    """
    row = connection.execute(
        select(HANDOVER).where(HANDOVER.c.entry == entry, HANDOVER.c.to_agency == reader.agency)
    ).first()
    return Waiting(**row._mapping) if row else None
