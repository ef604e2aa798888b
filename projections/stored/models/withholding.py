"""What is kept back of a record, from whom, found by entry and by child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import JSON, BigInteger, Column, Index, String, Table, Uuid, bindparam, select

from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, remove

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

WRONG_CHILD = "wrong child"
RESTRICTED = "restricted"
ERASED = "erased"
FEW = 200
WHOLE_RECORD = 0
"""In place of an entry's number: all of a child's record."""

WITHHOLDING = Table(
    "withholding",
    METADATA,
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    Column("child", Uuid, primary_key=True),
    Column("why", String(20), nullable=False),
    # To whom it stays open all the same: ids of users, and names of agencies.
    Column("people", JSON, nullable=False),
    Column("agencies", JSON, nullable=False),
    Index("withholding_by_entry", "entry"),
    Index("withholding_by_child", "child"),
)


_WHOLE = (WITHHOLDING.c.entry == WHOLE_RECORD) & WITHHOLDING.c.child.in_(
    bindparam("children", expanding=True)
)
_OF_WHYS = select(WITHHOLDING).where(WITHHOLDING.c.why.in_(bindparam("whys", expanding=True)))
_THESE = _OF_WHYS.where(WITHHOLDING.c.entry.in_(bindparam("entries", expanding=True)) | _WHOLE)
_RESTRICTIONS = select(WITHHOLDING).where(
    WITHHOLDING.c.why == bindparam("why"),
    WITHHOLDING.c.child.in_(bindparam("children", expanding=True)),
)
_BETWEEN = _OF_WHYS.where(
    WITHHOLDING.c.entry.between(bindparam("first"), bindparam("last")) | _WHOLE
)
"""
Little is withheld of much: from so many entries on it costs less to look at all of it that lies
between them than to name each.
"""


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take in what was struck out for the wrong child, restricted or erased; and restrictions lifted.
    """
    for event in events:
        if event.kind == "access_restriction_lifted":
            ended = str(event.content.get("restriction") or "")
            if ended.isdigit():
                remove(connection, table, event=int(ended), why=RESTRICTED)
            continue
        add(connection, table, *_rows(event))


def withheld(
    connection: Connection, entries: Sequence[int], children: Sequence[object], *, why: str = ""
) -> list[Any]:
    """
    Return every row about these entries, or about the whole record of these children.

    Args:
        entries: In the order of their numbers.
        why: Only what is withheld for this reason.
    """
    few = len(entries) <= FEW
    whys = [why] if why else [WRONG_CHILD, RESTRICTED, ERASED]
    about = {"children": list(children), "whys": whys}
    if few:
        rows = list(connection.execute(_THESE, about | {"entries": list(entries)}))
    else:
        between = {"first": entries[0], "last": entries[-1]}
        rows = list(connection.execute(_BETWEEN, about | between))
    if few or not rows:
        return rows
    wanted = {*entries, WHOLE_RECORD}
    return [row for row in rows if row.entry in wanted]


def restrictions_of(connection: Connection, children: Sequence[object]) -> list[Any]:
    """
    Return every restriction of these children's records, of entries and of the whole.
    """
    asked = {"children": list(children), "why": RESTRICTED}
    return list(connection.execute(_RESTRICTIONS, asked)) if children else []


def _rows(event: RecordedEvent) -> Iterator[dict[str, Any]]:
    said = event.content
    match event.kind:
        case "entry_struck_out" if said.get("wrong_child") == "yes":
            why, entries = WRONG_CHILD, [said.get("entry")]
        case "access_restricted":
            why, entries = RESTRICTED, [said.get("entry") or WHOLE_RECORD]
        case "content_erased":
            why, entries = ERASED, list(said.get("entries") or [WHOLE_RECORD])
        case _:
            return
    # A person's own record may be restricted as well: then its stream says whose.
    children = event.people("child") or (event.stream,)
    for entry in dict.fromkeys(str(one) for one in entries):
        if not entry.isdigit():
            continue
        for child in dict.fromkeys(children):
            yield {
                "event": event.position,
                "entry": int(entry),
                "child": child,
                "why": why,
                "people": list(said.get("people_allowed") or ()),
                "agencies": list(said.get("agencies_allowed") or ()),
            }


MODEL = ReadModel(
    table=WITHHOLDING,
    kinds=frozenset(
        {"entry_struck_out", "access_restricted", "access_restriction_lifted", "content_erased"}
    ),
    keep=keep,
)
