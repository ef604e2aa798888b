"""What each person is compared by, kept so that a new person is held against all in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, String, Table, Uuid

from projections.people.facts import KINDS, added, as_text, from_text, together
from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, change, found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

PERSON_KNOWN = Table(
    "person_known",
    METADATA,
    Column("person", Uuid, primary_key=True),
    Column("facts", String, nullable=False),
)


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Add what these events say of persons; practitioners are compared with nobody.
    """
    for event in events:
        for more in added(event):
            if more.kind == "professional":
                continue
            stored = found(connection, table, "facts", person=more.person)
            if not stored:
                add(connection, table, {"person": more.person, "facts": as_text(more)})
                continue
            before = stored[0].facts
            facts = as_text(together(from_text(more.person, before), more))
            if facts != before:
                change(connection, table, {"facts": facts}, person=more.person)


MODEL = ReadModel(table=PERSON_KNOWN, kinds=KINDS, keep=keep)
