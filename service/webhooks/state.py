"""What is kept while something is sent: who sends it, how it went, when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Table, func, select, update

from escalation.running.parcels import wait_after

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Column, Connection, Row

    from events.log.database import Database

LEASE = timedelta(minutes=5)
"""After so long without a word from it, a worker that sends is taken for dead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """
    One worker's turn to send to one receiver; nobody else sends to it meanwhile.

    Args:
        row: The receiver as it was when the turn began.
    """

    table: Table
    key: Column[Any]
    row: Row[Any]
    held: UUID

    @property
    def _mine(self) -> ColumnElement[bool]:
        mine: ColumnElement[bool] = self.key == self.row._mapping[self.key]
        return mine & (self.table.c.held == self.held)

    def stands(self, connection: Connection) -> bool:
        """
        Tell whether it is still this worker's turn.
        """
        return (
            connection.scalar(select(func.count()).select_from(self.table).where(self._mine)) == 1
        )

    def note(self, connection: Connection, now: datetime, **values: Any) -> None:
        """
        Note how far it came, and that the worker lives.
        """
        kept = {"next_attempt": now + LEASE} | values
        connection.execute(update(self.table).where(self._mine).values(**kept))

    def took(self, database: Database, now: datetime, **values: Any) -> None:
        """
        Note that the receiver took what was sent.
        """
        well = {"attempts": 0, "waiting_since": None, "trouble": "", "sent": now}
        with database.writing() as connection:
            self.note(connection, now, **well, **values)

    def failed(self, database: Database, now: datetime, trouble: str) -> None:
        """
        Note what went wrong and when it is tried again; there is no last attempt.
        """
        with database.writing() as connection:
            row = connection.execute(select(self.table).where(self._mine)).one_or_none()
            if row is None:
                return
            attempts = row.attempts + 1
            self.note(
                connection,
                now,
                attempts=attempts,
                waiting_since=row.waiting_since or now,
                trouble=trouble,
                next_attempt=now + wait_after(attempts),
                held=None,
            )

    def end(self, database: Database, now: datetime, **values: Any) -> None:
        """
        Give the turn back; what comes next may go at once.
        """
        with database.writing() as connection:
            self.note(connection, now, **({"next_attempt": now, "held": None} | values))


def take_turn(
    database: Database,
    table: Table,
    key: Column[Any],
    now: datetime,
    *,
    wanted: ColumnElement[bool],
    done: Collection[Any],
) -> Turn | None:
    """
    Take the turn of the receiver that waits longest; None when nobody waits.

    Args:
        wanted: Which receivers may be told at all.
        done: Those that had their turn already.
    """
    held = uuid4()
    with database.writing() as connection:
        row = connection.execute(
            select(table)
            .where(wanted, table.c.next_attempt <= now, key.not_in(list(done)))
            .order_by(table.c.next_attempt, key)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if row is None:
            return None
        connection.execute(
            update(table)
            .where(key == row._mapping[key])
            .values(held=held, next_attempt=now + LEASE)
        )
    return Turn(table=table, key=key, row=row, held=held)
