"""Who works with which child now: a record opens to them, and their list shows the child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, String, Table, Uuid

from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, remove_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

ALLOCATION = Table(
    "allocation",
    METADATA,
    Column("child", Uuid, primary_key=True),
    Column("worker", Uuid, primary_key=True),
    Column("role", String(16), nullable=False),
    Column("agency", String(500), nullable=False),
    Column("since", String(10), nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("allocation_by_worker", "worker"),
)


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take the beginnings and ends of allocations into account.

    An allocation whose worker is only a name, as imports have them, opens no record to anybody.
    """
    # Of several about the same two, the last stands.
    told: dict[tuple[UUID, UUID], dict[str, Any] | None] = {}
    for event in events:
        worker = _user(event.content.get("worker"))
        if worker is None:
            continue
        for child in event.people("child"):
            told[child, worker] = None
            if event.content.get("change", "begins") == "begins":
                told[child, worker] = {
                    "child": child,
                    "worker": worker,
                    "role": event.content.get("role", "other"),
                    "agency": event.content.get("agency", event.agency),
                    "since": event.occurred.first.isoformat(),
                    "position": event.position,
                }
    remove_each(connection, table, *[{"child": c, "worker": w} for c, w in told])
    add(connection, table, *[row for row in told.values() if row is not None])


def _user(worker: Any) -> UUID | None:
    try:
        return UUID(str(worker))
    except ValueError:
        return None


MODEL = ReadModel(table=ALLOCATION, kinds=frozenset({"allocation"}), keep=keep)
