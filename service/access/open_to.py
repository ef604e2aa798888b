"""Which children's records are open to somebody now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.allocations import children_of, children_of_team
from service.access.openings import openings
from service.access.policy import Action, Allow, Standing, decide
from service.access.reader import Role

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
    mine = children_of(connection, reader.user)
    if reader.role is Role.MANAGER and reader.team:
        mine |= children_of_team(connection, reader.team)
    opened = openings(connection, user=reader.user, since=now, limit=MANY_OPENINGS)
    mine |= {opening.child for opening in opened}
    allowed = decide(reader, Action.READ, Standing(allocated=True))
    return mine if isinstance(allowed, Allow) else frozenset()
