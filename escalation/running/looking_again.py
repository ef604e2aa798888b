"""Children of whom something opens on a day by itself, because nothing more was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from escalation.running.once import insert_once
from escalation.running.tables import LOOK_AGAIN
from projections.plans.due import start_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy import Connection


def look_again(connection: Connection, child: UUID, on: date | None) -> None:
    """
    Note on which day a child's record must be looked at again; None for none.
    """
    same = LOOK_AGAIN.c.child == child
    if on is None:
        connection.execute(delete(LOOK_AGAIN).where(same))
        return
    at = start_of(on)
    if not connection.execute(update(LOOK_AGAIN).where(same).values(at=at)).rowcount:
        insert_once(connection, LOOK_AGAIN, [{"child": child, "at": at}])


def look_again_by(connection: Connection, child: UUID, on: date) -> None:
    """
    Note that a child's record must be looked at by a day, or earlier where that is noted.
    """
    at = start_of(on)
    same = LOOK_AGAIN.c.child == child
    noted = connection.scalar(select(LOOK_AGAIN.c.at).where(same))
    if noted is None:
        insert_once(connection, LOOK_AGAIN, [{"child": child, "at": at}])
    elif noted > at:
        connection.execute(update(LOOK_AGAIN).where(same).values(at=at))


def to_look_at(connection: Connection, now: datetime, most: int) -> list[UUID]:
    """
    Claim the children whose day has come, longest waiting first; whoever fails is noted elsewhere.
    """
    due = (
        select(LOOK_AGAIN.c.child)
        .where(LOOK_AGAIN.c.at <= now)
        .order_by(LOOK_AGAIN.c.at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    children = list(connection.scalars(due))
    connection.execute(delete(LOOK_AGAIN).where(LOOK_AGAIN.c.child.in_(children)))
    return children
