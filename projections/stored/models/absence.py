"""Who is away from when to when, and who stands in; found by person when somebody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, String, Table, Uuid

from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

ABSENCE = Table(
    "absence",
    METADATA,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("worker", Uuid, nullable=False),
    Column("from_day", String(10), nullable=False),
    # The last day away; an absence that ended early has the day before the return.
    Column("to_day", String(10), nullable=False),
    # A user's id; "" where nobody stands in.
    Column("deputy", String(64), nullable=False),
    Index("absence_by_worker", "worker", "to_day"),
)


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take absences in, and shorten those that ended early.
    """
    for event in events:
        said = event.content
        match event.kind:
            case "absence_recorded" if said.get("who") and said.get("to_day"):
                row = {
                    "entry": event.position,
                    "worker": UUID(said["who"]),
                    "from_day": said["from_day"],
                    "to_day": said["to_day"],
                    "deputy": said.get("deputy", ""),
                }
                add(connection, table, row)
            case "absence_ended" if str(said.get("absence", "")).isdigit():
                last = {"to_day": said["to_day"]}
                change(connection, table, last, entry=int(said["absence"]))
            case _:
                pass


MODEL = ReadModel(table=ABSENCE, kinds=frozenset({"absence_recorded", "absence_ended"}), keep=keep)
