"""The directory of persons: enough to find somebody by id, by an import's key or by name."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Index, String, Table, Uuid, select

from events.log.driver import slices
from projections.people.known_as import ALSO
from projections.people.person import born
from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, change, found

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

PERSON = Table(
    "person",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name", String(500), nullable=False),
    Column("names_folded", String, nullable=False),
    Column("person_key", String(200), nullable=False),
    Column("source", String(200), nullable=False),
    Column("born_first", String(10), nullable=False),
    Column("born_last", String(10), nullable=False),
    Column("expected", String(10), nullable=False),
    Column("died", String(10), nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("person_by_key", "person_key"),
    Index("person_by_kind", "kind"),
)


def folded(name: str) -> str:
    """
    Return a name as it is compared: without case, accents or doubled spaces.
    """
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c)
    )
    return " ".join(plain.split())


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take registrations, names, births and deaths into the directory.
    """
    for kind, alike in groupby(events, key=lambda event: event.kind):
        if kind == "person_registered":
            _register(connection, table, list(alike))
            continue
        for event in alike:
            _change(connection, table, event)


def _change(connection: Connection, table: Table, event: RecordedEvent) -> None:
    match event.kind:
        case "name_recorded":
            _renamed(connection, table, event)
        case "birth":
            for child in event.people("child"):
                _born(connection, table, child, event)
        case _:
            named = event.content.get("who_died", "")
            for person in event.people() if named else event.people("child"):
                if not named or str(person) == named:
                    died = event.occurred.last.isoformat()
                    values = {"died": died, "position": event.position}
                    change(connection, table, values, id=person)


def _register(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    # A second registration says only that somebody was known earlier than thought.
    first: dict[UUID, RecordedEvent] = {}
    for event in events:
        first.setdefault(event.stream, event)
    for some in slices(first):
        there = set(connection.scalars(select(table.c.id).where(table.c.id.in_(some))))
        add(connection, table, *(_registered(first[one]) for one in some if one not in there))


def _registered(event: RecordedEvent) -> dict[str, Any]:
    said = event.content
    known = born(said.get("date_of_birth", ""))
    name = said.get("name", "")
    return {
        "id": event.stream,
        "kind": said.get("kind_of_person", "adult"),
        "name": name,
        "names_folded": "".join(f"|{folded(one)}" for one in (name, *said.get("other_names", ())))
        + "|",
        "person_key": said.get("person_key", ""),
        "source": event.origin.source if event.origin else "",
        "born_first": known.first.isoformat() if known else "",
        "born_last": known.last.isoformat() if known else "",
        "expected": said.get("expected_date_of_birth", ""),
        "died": "",
        "position": event.position,
    }


def _renamed(connection: Connection, table: Table, event: RecordedEvent) -> None:
    rows = found(connection, table, "names_folded", id=event.stream)
    name = event.content.get("name", "")
    if not rows or not name:
        return
    also = event.content.get("type") in ALSO
    values: dict[str, Any] = {
        "names_folded": f"{rows[0].names_folded}{folded(name)}|",
        "position": event.position,
    }
    if not also:
        values["name"] = name
    change(connection, table, values, id=event.stream)


def _born(connection: Connection, table: Table, child: UUID, event: RecordedEvent) -> None:
    values = {
        "born_first": event.occurred.first.isoformat(),
        "born_last": event.occurred.last.isoformat(),
        "kind": "child",
        "position": event.position,
    }
    change(connection, table, values, id=child, born_first="")


MODEL = ReadModel(
    table=PERSON,
    kinds=frozenset({"person_registered", "name_recorded", "birth", "death"}),
    keep=keep,
)
