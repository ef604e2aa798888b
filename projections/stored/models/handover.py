"""Handovers that nobody has answered yet, found by the agency they were sent to."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Index, String, Table, Uuid

from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, remove, remove_struck_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

HANDOVER = Table(
    "open_handover",
    METADATA,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("child", Uuid, primary_key=True),
    Column("to_agency", String(500), nullable=False),
    Column("to_whom", String(64), nullable=False),
    Column("due", String(40), nullable=False),
    Column("sent", String(10), nullable=False),
    Index("open_handover_by_agency", "to_agency"),
)


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take handovers in, and out again when they are understood or struck out.

    One that an import brings without its receiver waits for nobody here.
    """
    for struck, together in groupby(events, lambda event: event.kind == "entry_struck_out"):
        if struck:
            remove_struck_out(connection, table, together)
        else:
            _keep(connection, table, together)


def _keep(connection: Connection, table: Table, events: Iterable[RecordedEvent]) -> None:
    for event in events:
        said = event.content
        match event.kind:
            case "handover_sent" if said.get("to"):
                for child in event.people("child"):
                    row = {
                        "entry": event.position,
                        "child": child,
                        "to_agency": said["to"],
                        "to_whom": said.get("to_whom", ""),
                        "due": said.get("due", ""),
                        "sent": event.occurred.first.isoformat(),
                    }
                    add(connection, table, row)
            case "handover_understood":
                ended = str(said.get("handover") or "")
                if ended.isdigit():
                    remove(connection, table, entry=int(ended))
            case _:
                pass


MODEL = ReadModel(
    table=HANDOVER,
    kinds=frozenset({"handover_sent", "handover_understood", "entry_struck_out"}),
    keep=keep,
)
