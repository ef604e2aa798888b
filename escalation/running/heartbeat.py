"""Says that the sweep lives, and what it could not deal with, where anybody can look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, delete, literal, select, update

from escalation.running.once import insert_once
from escalation.running.tables import HEARTBEAT, TROUBLE
from events.errors import LogUnavailable
from projections.plans.due import due_text

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from escalation.running.swept import Swept
    from events.log.database import Database

NAME = "sweep"
"""The heartbeat of the workers, by which health judges."""

BY_HAND = "sweep by hand"
"""The heartbeat of whoever sweeps as if it were another moment."""


def beginning(
    database: Database, *, worker: str, now: datetime, every_seconds: int, name: str = NAME
) -> None:
    """
    Note that a sweep has begun.
    """
    values = {"worker": worker, "started": now, "every_seconds": every_seconds}
    with database.writing() as connection:
        found = connection.execute(
            update(HEARTBEAT).where(HEARTBEAT.c.name == name).values(**values)
        )
        if not found.rowcount:
            counts = dict.fromkeys(("due", "raised", "stepped_up", "deliveries"), 0)
            first = values | counts | {"name": name, "failed": ""}
            insert_once(connection, HEARTBEAT, [first])


def ended(
    database: Database, done: Swept, *, now: datetime, failed: str = "", name: str = NAME
) -> None:
    """
    Note that a sweep came to its end, or what ended it before; a failure never hides its cause.

    A later sweep stays the last one: whoever sweeps by a clock that was set back tells nobody of
    what falls due meanwhile, and must not look well.
    """
    values: dict[str, object] = {"failed": failed}
    if not failed:
        last = HEARTBEAT.c.finished
        later = case((last > now, last), else_=literal(now, last.type))
        values |= {
            "finished": later,
            "due": done.due,
            "raised": done.raised,
            "stepped_up": done.stepped_up,
            "deliveries": done.deliveries,
        }
    try:
        with database.writing() as connection:
            connection.execute(update(HEARTBEAT).where(HEARTBEAT.c.name == name).values(**values))
    except LogUnavailable:
        if not failed:
            raise


def begins_anew(database: Database) -> None:
    """
    Forget the last sweep, because somebody has seen to it that the clock is right now.
    """
    with database.writing() as connection:
        connection.execute(delete(HEARTBEAT).where(HEARTBEAT.c.name == NAME))


def note_trouble(
    connection: Connection, what: str, subject: UUID, error: BaseException, now: datetime
) -> None:
    """
    Note what could not be dealt with; the error's type alone, for its text may name somebody.
    """
    same = (TROUBLE.c.what == what) & (TROUBLE.c.subject == subject)
    said = f"{type(error).__module__}.{type(error).__name__}"
    again = {"newest": now, "error": said, "tries": TROUBLE.c.tries + 1}
    if not connection.execute(update(TROUBLE).where(same).values(**again)).rowcount:
        first = {"what": what, "subject": subject, "since": now, "newest": now, "tries": 1}
        insert_once(connection, TROUBLE, [first | {"error": said}])


def no_trouble(connection: Connection, what: str, subjects: list[UUID]) -> None:
    """
    Note that these are well again.
    """
    if subjects:
        connection.execute(
            delete(TROUBLE).where(TROUBLE.c.what == what, TROUBLE.c.subject.in_(subjects))
        )


def troubled(connection: Connection, what: str) -> list[UUID]:
    """
    Return what could not be dealt with, longest waiting first.
    """
    wanted = select(TROUBLE.c.subject).where(TROUBLE.c.what == what).order_by(TROUBLE.c.since)
    return list(connection.scalars(wanted))


def troubles(connection: Connection) -> list[str]:
    """
    Say of everything that could not be dealt with what it is, why, and since when; nobody's name.
    """
    rows = connection.execute(select(TROUBLE).order_by(TROUBLE.c.since))
    return [
        f"{row.what} {row.subject}: {row.error}, {row.tries} times since {due_text(row.since)}"
        for row in rows
    ]
