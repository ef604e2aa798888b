"""Where the log says whom an event concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from events.log.tables import EVENT, SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import CompoundSelect, Connection

    from events.recorded_event import Subject

# On SQLite a row may name somebody for several events. PostgreSQL, where every row names one event,
# would take a range for a large part of the log and read all of it.
_REACHED = EVENT.c.position.between(SUBJECT.c.event, func.coalesce(SUBJECT.c.last, SUBJECT.c.event))


def concerning(connection: Connection, persons: Sequence[UUID]) -> CompoundSelect[Any]:
    """
    Ask for the positions of what concerns any of these persons, some of them more than once.
    """
    if connection.dialect.name == "sqlite":
        named = select(EVENT.c.position).join(SUBJECT, _REACHED)
    else:
        named = select(SUBJECT.c.event)
    own = select(EVENT.c.position).where(EVENT.c.stream.in_(persons), EVENT.c.own_role.is_not(None))
    return named.where(SUBJECT.c.person.in_(persons)).union_all(own)


def apart(stream: UUID, subjects: Iterable[Subject]) -> tuple[str | None, list[Subject]]:
    """
    Return the role in which an event names the person whose record it lies in, if it does, and
    whoever else it names: an event added alone writes the one beside itself.
    """
    role, others = None, []
    for one in subjects:
        if role is None and one.person.int == stream.int:
            role = one.role
        else:
            others.append(one)
    return role, others
