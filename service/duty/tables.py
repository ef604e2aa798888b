"""Which duty copies there are, and how far each has got."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from events.log.columns import Identifier, Moment, place
from service.access.tables import METADATA

__all__ = ["DUTY_COPY", "METADATA"]

DUTY_COPY = Table(
    "duty_copy",
    METADATA,
    # The team whose children it holds, or the agency for those whom nobody of a team works with.
    Column("id", Identifier, primary_key=True),
    # The newest file's name in the folder, "" where none was made, and the log's position in it.
    Column("file", Text, nullable=False),
    Column("position", place(), nullable=False),
    # Whose records are in it, as ids: whoever takes it out has read each of them.
    Column("children", Text, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("held", Identifier),
    Column("next_attempt", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("waiting_since", Moment),
    # When the newest was made.
    Column("sent", Moment),
    Column("trouble", Text, nullable=False),
    sqlite_strict=True,
)
