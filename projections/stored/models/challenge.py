"""Challenges that nobody has settled yet, found by either agency."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Index, String, Table, Uuid

from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, change, remove, remove_struck_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

CHALLENGE = Table(
    "open_challenge",
    METADATA,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("child", Uuid, primary_key=True),
    Column("from_agency", String(500), nullable=False),
    Column("to_agency", String(500), nullable=False),
    Column("to_whom", String(64), nullable=False),
    Column("stage", String(40), nullable=False),
    Column("due", String(40), nullable=False),
    Column("raised", String(10), nullable=False),
    # The entry that answered it last; 0 while nobody has.
    Column("answered", BigInteger, nullable=False),
    Index("open_challenge_by_from", "from_agency"),
    Index("open_challenge_by_to", "to_agency"),
)


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take challenges in, and out again when they are settled, stepped up or struck out.
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
            case "challenge_raised" if said.get("to") and said.get("stage"):
                # Carried to the next stage, it waits there and no longer here.
                _end(connection, table, said.get("earlier"))
                for child in event.people("child"):
                    row = {
                        "entry": event.position,
                        "child": child,
                        "from_agency": event.agency,
                        "to_agency": said["to"],
                        "to_whom": said.get("to_whom", ""),
                        "stage": said["stage"],
                        "due": said.get("due", ""),
                        "raised": event.occurred.first.isoformat(),
                        "answered": 0,
                    }
                    add(connection, table, row)
            case "challenge_answered" if str(said.get("challenge", "")).isdigit():
                newest = {"answered": event.position}
                change(connection, table, newest, entry=int(said["challenge"]))
            case "challenge_resolved":
                _end(connection, table, said.get("challenge"))
            case _:
                pass


def _end(connection: Connection, table: Table, entry: object) -> None:
    if str(entry or "").isdigit():
        remove(connection, table, entry=int(str(entry)))


MODEL = ReadModel(
    table=CHALLENGE,
    kinds=frozenset(
        {"challenge_raised", "challenge_answered", "challenge_resolved", "entry_struck_out"}
    ),
    keep=keep,
)
