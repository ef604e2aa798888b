"""Where in the log events of some kinds lie, for whoever keeps or folds read models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from events.log.concerned import concerning
from events.log.driver import slices
from events.log.tables import EVENT

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy import Connection

_KIND = select(EVENT.c.kind).where(EVENT.c.position == bindparam("position"))


def newest_visible(connection: Connection) -> int:
    """
    Return the newest position that this transaction sees, settled or not.
    """
    return connection.scalar(select(func.max(EVENT.c.position))) or 0


def kind_at(connection: Connection, position: int) -> str | None:
    """
    Return the kind of the event at a position, without reading what it says; None where none is.
    """
    return connection.scalar(_KIND, {"position": position})


def said_at(connection: Connection, position: int) -> tuple[str, str] | None:
    """
    Return by whom and when an event was recorded, without reading what it says.
    """
    wanted = select(EVENT.c.actor, EVENT.c.recorded).where(EVENT.c.position == position)
    row = connection.execute(wanted).first()
    return (row.actor, row.recorded) if row else None


def begun_by(connection: Connection, stream: UUID) -> tuple[str, str] | None:
    """
    Return by whom and when the first event of a stream was recorded.
    """
    wanted = select(EVENT.c.actor, EVENT.c.recorded).where(EVENT.c.stream == stream)
    row = connection.execute(wanted.order_by(EVENT.c.version).limit(1)).first()
    return (row.actor, row.recorded) if row else None


def kinds_at(connection: Connection, positions: Collection[int]) -> dict[int, str]:
    """
    Return the kinds of the events at these positions; a position that holds none is left out.
    """
    return {
        row.position: row.kind
        for some in slices(sorted(set(positions)))
        for row in connection.execute(
            select(EVENT.c.position, EVENT.c.kind).where(EVENT.c.position.in_(some))
        )
    }


def places_but_of(
    connection: Connection, kinds: Collection[str], after: int, upto: int
) -> list[tuple[int, str]]:
    """
    Return position and kind of every event between two positions that is of none of these kinds.

    What a fold passes by is named, and not what it reads, so that a kind which nobody knows is
    never passed by.
    """
    wanted = select(EVENT.c.position, EVENT.c.kind).where(
        EVENT.c.position > after, EVENT.c.position <= upto, EVENT.c.kind.not_in(sorted(kinds))
    )
    return [(row.position, row.kind) for row in connection.execute(wanted.order_by("position"))]


def places_about(
    connection: Connection, person: UUID, kinds: Collection[str], before: int
) -> list[int]:
    """
    Return the positions, below another, of what is of these kinds and concerns a person.
    """
    wanted = select(EVENT.c.position).where(
        EVENT.c.position.in_(concerning(connection, [person])),
        EVENT.c.kind.in_(sorted(kinds)),
        EVENT.c.position < before,
    )
    return list(connection.scalars(wanted.order_by(EVENT.c.position)))
