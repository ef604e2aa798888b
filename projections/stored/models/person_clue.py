"""The keys under which a person is found again, however the name or the date was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Index, String, Table, Uuid, select

from events.log.driver import slices
from projections.people.facts import KINDS, added
from projections.people.matching import Facts, clues, word_clues
from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

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

_NONE: frozenset[str] = frozenset()


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Add the keys that each event gives by itself, so that no order of events makes a difference.
    """
    wanted: dict[UUID, set[str]] = {}
    for event in events:
        for more in added(event):
            if more.kind != "professional":
                wanted.setdefault(more.person, set()).update(_given_by(more))
    rows = [
        {"clue": clue, "person": person}
        for some in slices(wanted)
        for held in [_held(connection, table, some)]
        for person in some
        for clue in sorted(wanted[person] - held.get(person, _NONE))
    ]
    add(connection, table, *rows)


def _given_by(more: Facts) -> set[str]:
    words = {clue for name in more.names for clue in word_clues(name)}
    return {clue[:LONGEST] for clue in clues(more) | words}


def _held(connection: Connection, table: Table, persons: Sequence[UUID]) -> dict[UUID, set[str]]:
    held: dict[UUID, set[str]] = {}
    asked = select(table.c.person, table.c.clue).where(table.c.person.in_(persons))
    for person, clue in connection.execute(asked):
        held.setdefault(person, set()).add(clue)
    return held


MODEL = ReadModel(table=PERSON_CLUE, kinds=KINDS, keep=keep)
