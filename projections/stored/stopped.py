"""Which read models met an event that they cannot read, for everybody who looks after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Column, Table, Text, delete, insert, select

from events.log.columns import Moment, place
from projections.stored.read_model import METADATA

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

    from projections.errors import ProjectionStopped

STOPPED = Table(
    "projection_stopped",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("position", place(), nullable=False),
    Column("reason", Text, nullable=False),
    Column("found", Moment, nullable=False),
    sqlite_strict=True,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stopped:
    """
    That a read model could not be folded past an event; what it holds is from before.

    Args:
        position: The event's place in the log.
        reason: What went wrong and where in the program, without a word of the event.
    """

    name: str
    position: int
    reason: str
    found: datetime

    @property
    def words(self) -> str:
        """
        What is said of it, with what mends it.
        """
        return (
            f"The read model “{self.name}” cannot be rebuilt past event {self.position}: "
            f"{self.reason}. Nothing was skipped; the rows of before are in force. Update "
            "throughline, then run: throughline rebuild"
        )


def stopped(connection: Connection) -> tuple[Stopped, ...]:
    """
    Return what stopped and has not been mended since.
    """
    rows = connection.execute(select(STOPPED).order_by(STOPPED.c.name))
    return tuple(Stopped(**row._mapping) for row in rows)


def note_stopped(
    connection: Connection,
    folded: Collection[str],
    found: Collection[ProjectionStopped],
    now: datetime,
) -> None:
    """
    Keep what stopped, and forget it of what was folded to the end.
    """
    names = [*folded, *(one.projection for one in found)]
    connection.execute(delete(STOPPED).where(STOPPED.c.name.in_(names)))
    for one in found:
        connection.execute(
            insert(STOPPED).values(
                name=one.projection, position=one.position, reason=one.reason, found=now
            )
        )
