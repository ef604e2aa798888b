"""The log on a connection, which is all that other layers ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.log.postgresql import PostgresqlLog
from events.log.sqlite import SqliteLog

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from events.log.contract import EventLog


def event_log(connection: Connection) -> EventLog:
    """
    Return the log on a connection, whose transaction says when anything stands.
    """
    return (
        SqliteLog(connection) if connection.dialect.name == "sqlite" else PostgresqlLog(connection)
    )
