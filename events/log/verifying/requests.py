"""Holds every request against the events that it is answered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from events.log.tables import EVENT, REQUEST
from events.log.verifying.wrong import Wrong

if TYPE_CHECKING:
    from sqlalchemy import Connection


def hold_requests(connection: Connection, settled: int) -> None:
    """
    Find a request whose answer would not be the events that it recorded.

    Args:
        settled: The newest position that is read.

    Raises:
        Wrong: There is one.
    """
    first, last = EVENT.alias(), EVENT.alias()
    beside = (
        select()
        .select_from(REQUEST)
        .outerjoin(first, first.c.position == REQUEST.c.first)
        .outerjoin(last, last.c.position == REQUEST.c.last)
        .where(REQUEST.c.first <= settled)
    )
    wrong = connection.scalar(
        beside.add_columns(func.min(REQUEST.c.first)).where(
            first.c.position.is_(None)
            | last.c.position.is_(None)
            | (last.c.position < first.c.position)
            | (first.c.stream != REQUEST.c.stream)
            | (last.c.stream != REQUEST.c.stream)
            | (first.c.recorded != REQUEST.c.recorded)
            | (last.c.recorded != REQUEST.c.recorded)
        )
    )
    if wrong is None:
        answered = beside.add_columns(func.sum(last.c.version - first.c.version + 1))
        every_event = select(func.count()).where(EVENT.c.position <= settled)
        if (connection.scalar(answered) or 0) != connection.scalar(every_event):
            wrong = connection.scalar(
                select(func.min(EVENT.c.position)).where(
                    EVENT.c.position <= settled,
                    ~exists().where(
                        REQUEST.c.stream == EVENT.c.stream,
                        EVENT.c.position.between(REQUEST.c.first, REQUEST.c.last),
                    ),
                )
            )
            wrong = wrong or 1
    if wrong is not None:
        raise Wrong(wrong, "a request names events that are not its own")
