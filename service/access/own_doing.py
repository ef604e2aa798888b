"""What somebody did themself, and so gains no right to a protected address by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from events.log.places import begun_by, said_at
from projections.stored.models.allocation import ALLOCATION
from service.access.allocations import leads_of

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from projections.chronology.entry import Entry
    from service.access.accounts import Account
    from service.access.reader import Reader


def allocated_by_another(connection: Connection, *, child: UUID, worker: UUID) -> bool:
    """
    Tell whether somebody's allocation is another person's word, or came with the child's
    registration: whoever brings a child in works with the child, and took it from nobody.
    """
    position = connection.scalar(
        select(ALLOCATION.c.position).where(
            ALLOCATION.c.child == child, ALLOCATION.c.worker == worker
        )
    )
    said = said_at(connection, position) if position is not None else None
    if said is None:
        return False
    actor, _ = said
    return actor != f"user:{worker}" or said == begun_by(connection, child)


def confirmed_leads(connection: Connection, child: UUID) -> tuple[Account, ...]:
    """
    Return a child's lead practitioners who are it by another person's word, the newest first.
    """
    return tuple(
        one
        for one in leads_of(connection, child)
        if allocated_by_another(connection, child=child, worker=one.id)
    )


def brought_here_by(reader: Reader, entry: Entry) -> bool:
    """
    Tell whether this reader brought an entry here from another child's record.
    """
    return bool(entry.came_from) and entry.event.actor == reader.actor
