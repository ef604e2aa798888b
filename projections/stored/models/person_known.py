"""What each person is compared by, kept so that a new person is held against all in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, String, Table, Uuid, insert, select, update

from projections.people.facts import KINDS, added, as_text, from_text, together
from projections.stored.read_model import METADATA, ReadModel

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
            stored = connection.scalar(select(table.c.facts).where(table.c.person == more.person))
            if stored is None:
                values = {"person": more.person, "facts": as_text(more)}
                connection.execute(insert(table).values(**values))
                continue
            facts = as_text(together(from_text(more.person, stored), more))
            if facts != stored:
                connection.execute(
                    update(table).where(table.c.person == more.person).values(facts=facts)
                )


MODEL = ReadModel(table=PERSON_KNOWN, kinds=KINDS, keep=keep)
