"""Which children's records are open to somebody now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.allocations import own_children
from service.access.openings import openings
from service.access.policy import Action, Allow, Standing, decide

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from service.access.reader import Reader

MANY_OPENINGS = 1000


def open_to(connection: Connection, reader: Reader, now: datetime) -> frozenset[UUID]:
    """
    Return the children whose records are open to a reader now.
    """
    if reader.user is None or reader.role is None:
        return frozenset()
    mine = own_children(connection, reader)
    opened = openings(connection, user=reader.user, since=now, limit=MANY_OPENINGS)
    mine |= {opening.child for opening in opened}
    allowed = decide(reader, Action.READ, Standing(allocated=True))
    return mine if isinstance(allowed, Allow) else frozenset()
