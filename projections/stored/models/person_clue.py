"""The keys under which a person is found again, however the name or the date was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Index, String, Table, Uuid, select

from projections.people.facts import KINDS, added
from projections.people.matching import clues, word_clues
from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

PERSON_CLUE = Table(
    "person_clue",
    METADATA,
    Column("clue", String(500), primary_key=True),
    Column("person", Uuid, primary_key=True),
    Index("person_clue_by_person", "person"),
)
LONGEST = 500


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Add the keys that each event gives by itself, so that no order of events makes a difference.
    """
    for event in events:
        for more in added(event):
            if more.kind == "professional":
                continue
            words = {clue for name in more.names for clue in word_clues(name)}
            wanted = {clue[:LONGEST] for clue in clues(more) | words}
            if not wanted:
                continue
            held = set(
                connection.scalars(
                    select(table.c.clue).where(
                        table.c.person == more.person, table.c.clue.in_(wanted)
                    )
                )
            )
            rows = [{"clue": clue, "person": more.person} for clue in sorted(wanted - held)]
            add(connection, table, *rows)


MODEL = ReadModel(table=PERSON_CLUE, kinds=KINDS, keep=keep)
