"""Every edition of every ladder that this partnership adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, String, Table, Text

from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

LADDER = Table(
    "ladder_adopted",
    METADATA,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(100), nullable=False),
    # The edition: an escalation climbs that under which it began.
    Column("version", String(100), nullable=False),
    # The ladder itself, as JSON of the sort that its page and its file hold.
    Column("body", Text, nullable=False),
)


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take every edition in; none is ever taken out.
    """
    for event in events:
        said = event.content
        # Emptied content has none of these, and is no ladder that anybody could climb.
        if said.get("ladder") and said.get("body"):
            row = {
                "entry": event.position,
                "name": said["ladder"],
                "version": said["version"],
                "body": said["body"],
            }
            add(connection, table, row)


MODEL = ReadModel(table=LADDER, kinds=frozenset({"ladder_adopted"}), keep=keep)
