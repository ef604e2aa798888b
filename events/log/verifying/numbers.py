"""Holds the numbers of events against those that the log gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from events.log.tables import EVENT
from events.log.verifying.wrong import Wrong

if TYPE_CHECKING:
    from sqlalchemy import Connection


def hold_numbers(connection: Connection) -> None:
    """
    Find an event at a number that the log never gave: whoever follows the log does not meet it
    there, and whoever opens a record does.

    Raises:
        Wrong: There is one.
    """
    first, last = connection.execute(
        select(func.min(EVENT.c.position), func.max(EVENT.c.position))
    ).one()
    if first is None:
        return
    if first < 1:
        raise Wrong(first, "an event lies before the first that the log can hold")
    if connection.dialect.name != "sqlite":
        # Asked after the events were looked at: by now it may be higher, never lower.
        drawn = connection.exec_driver_sql("SELECT last_value FROM event_position").scalar_one()
        if last > drawn:
            raise Wrong(last, "an event lies at a number that the log has not given yet")
