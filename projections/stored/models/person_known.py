"""What each person is compared by, kept so that a new person is held against all in a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, String, Table, Uuid, select

from events.log.driver import slices
from projections.people.facts import KINDS, added, as_text, from_text, together
from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, change_each

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

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
    said = [more for event in events for more in added(event) if more.kind != "professional"]
    before = _known(connection, table, {more.person for more in said})
    now = dict(before)
    for more in said:
        facts = now.get(more.person)
        now[more.person] = as_text(
            more if facts is None else together(from_text(more.person, facts), more)
        )
    rows = [
        {"person": person, "facts": facts}
        for person, facts in now.items()
        if before.get(person) != facts
    ]
    add(connection, table, *(row for row in rows if row["person"] not in before))
    change_each(connection, table, [row for row in rows if row["person"] in before], "person")


def _known(connection: Connection, table: Table, persons: Collection[UUID]) -> dict[UUID, str]:
    kept: dict[UUID, str] = {}
    for some in slices(persons):
        asked = select(table.c.person, table.c.facts).where(table.c.person.in_(some))
        kept.update((person, facts) for person, facts in connection.execute(asked))
    return kept


MODEL = ReadModel(table=PERSON_KNOWN, kinds=KINDS, keep=keep)
