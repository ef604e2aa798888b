"""Pairs of records that may be of one person: suggested when, and what somebody decided."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from sqlalchemy import BigInteger, Column, Index, String, Table, Uuid

from events.clock import civil_day
from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, change, found, remove

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Row

    from events.recorded_event import RecordedEvent

PERSON_MATCH = Table(
    "person_match",
    METADATA,
    Column("one", Uuid, primary_key=True),
    Column("other", Uuid, primary_key=True),
    # The position and day of the suggestion; 0 and "" where somebody linked them unasked.
    Column("suggested", BigInteger, nullable=False),
    Column("since", String(10), nullable=False),
    Column("agrees", String, nullable=False),
    Column("differs", String, nullable=False),
    # The numbers of the standing links, and of the standing decision that they are two people.
    Column("links", String, nullable=False),
    Column("apart", BigInteger, nullable=False),
    Index("person_match_by_other", "other"),
)
_EMPTY: dict[str, Any] = {
    "suggested": 0,
    "since": "",
    "agrees": "[]",
    "differs": "[]",
    "links": "[]",
    "apart": 0,
}


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take suggestions and decisions in; undoing a link leaves the pair as it was before it.
    """
    for event in events:
        match event.kind:
            case "person_registered":
                for who in event.content.get("likely", ()):
                    _suggest(connection, table, event, [event.stream, UUID(who)], ["description"])
            case "persons_may_match":
                agrees = list(event.content.get("agrees", ()))
                _suggest(connection, table, event, _persons(event), agrees)
            case "persons_linked":
                for pair in combinations(_persons(event), 2):
                    _link(connection, table, pair, event.entry_id)
            case _ if event.content.get("link"):
                _unlink(connection, table, str(event.content["link"]), _persons(event))
            case _:
                for pair in combinations(_persons(event), 2):
                    _change(connection, table, pair, {"apart": event.position})


def _suggest(
    connection: Connection,
    table: Table,
    event: RecordedEvent,
    persons: list[UUID],
    agrees: list[str],
) -> None:
    for pair in combinations(persons, 2):
        before = _row(connection, table, pair)
        if before is None or not before.suggested:
            _change(
                connection,
                table,
                pair,
                {
                    "suggested": event.position,
                    # Somebody is asked from the day the record holds both, however long ago it was.
                    "since": civil_day(event.recorded).isoformat(),
                    "agrees": _text(agrees),
                    "differs": _text(event.content.get("differs", ())),
                },
            )


def _link(connection: Connection, table: Table, pair: tuple[UUID, UUID], entry: str) -> None:
    before = _row(connection, table, pair)
    links = [*(orjson.loads(before.links) if before else ()), entry]
    _change(connection, table, pair, {"links": _text(links)})


def _unlink(connection: Connection, table: Table, link: str, persons: list[UUID]) -> None:
    for pair in combinations(persons, 2):
        before = _row(connection, table, pair)
        if before is None:
            continue
        links = [one for one in orjson.loads(before.links) if one != link]
        if not links and not before.suggested and not before.apart:
            remove(connection, table, **_at(pair))
        else:
            _change(connection, table, pair, {"links": _text(links)})


def _change(
    connection: Connection, table: Table, pair: tuple[UUID, UUID], values: dict[str, Any]
) -> None:
    if _row(connection, table, pair) is None:
        add(connection, table, _at(pair) | _EMPTY | values)
    else:
        change(connection, table, values, **_at(pair))


def _row(connection: Connection, table: Table, pair: tuple[UUID, UUID]) -> Row[Any] | None:
    rows = found(connection, table, **_at(pair))
    return rows[0] if rows else None


def _at(pair: tuple[UUID, UUID]) -> dict[str, Any]:
    one, other = sorted(pair, key=lambda who: who.int)
    return {"one": one, "other": other}


def _persons(event: RecordedEvent) -> list[UUID]:
    return list(dict.fromkeys(UUID(who) for who in event.content.get("persons", ())))


def _text(said: Iterable[str]) -> str:
    return orjson.dumps(list(said)).decode()


MODEL = ReadModel(
    table=PERSON_MATCH,
    kinds=frozenset(
        {"person_registered", "persons_may_match", "persons_linked", "persons_unlinked"}
    ),
    keep=keep,
)
