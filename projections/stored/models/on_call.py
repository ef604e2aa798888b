"""Who is on the on-call rota from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, String, Table, Uuid

from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, remove

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

ON_CALL = Table(
    "on_call",
    METADATA,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("worker", Uuid, nullable=False),
    Column("from_day", String(10), nullable=False),
    Column("to_day", String(10), nullable=False),
    Index("on_call_by_day", "to_day"),
)


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take turns on the rota in, and out again when they are taken off it.
    """
    for event in events:
        said = event.content
        match event.kind:
            case "on_call_recorded" if said.get("who") and said.get("to_day"):
                row = {
                    "entry": event.position,
                    "worker": UUID(said["who"]),
                    "from_day": said["from_day"],
                    "to_day": said["to_day"],
                }
                add(connection, table, row)
            case "on_call_ended" if str(said.get("turn", "")).isdigit():
                remove(connection, table, entry=int(said["turn"]))
            case _:
                pass


MODEL = ReadModel(table=ON_CALL, kinds=frozenset({"on_call_recorded", "on_call_ended"}), keep=keep)
