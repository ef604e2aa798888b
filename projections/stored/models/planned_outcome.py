"""Planned outcomes where the sweep finds by index what is due, kept in the append's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Index, Integer, Table, Text, delete, insert, select, text, update

from events.clock import civil_day
from events.log.append import event_log
from events.log.columns import Identifier, Moment, place
from events.log.places import places_about
from projections.plans.due import overdue_from
from projections.plans.fold import ENDING, NAMING, fold
from projections.plans.kept import as_text, from_text
from projections.plans.outcomes import fold_all, named, row_named
from projections.stored.read_model import METADATA, ReadModel

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection

    from events.recorded_event import RecordedEvent
    from projections.plans.planned_outcome import PlannedOutcome

PLANNED_OUTCOME = Table(
    "planned_outcome",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("child", Identifier, nullable=False),
    Column("origin", Text, nullable=False),
    Column("practice_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("open", Integer, nullable=False),
    Column("due_at", Moment),
    # When the ladder acts next; NULL where it never will, so that the index holds only the rest.
    Column("next_at", Moment),
    Column("level", Integer, nullable=False),
    Column("owner", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("responsible", Text, nullable=False),
    Column("historic", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_ref", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("position", place(), nullable=False),
    Index(
        "planned_outcome_next_at_idx",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
    Index("planned_outcome_child_idx", "child"),
    Index("planned_outcome_owner_idx", "owner"),
    Index("planned_outcome_source_source_ref_idx", "source", "source_ref"),
    sqlite_strict=True,
)

_CHANGING = frozenset({"entry_corrected", "entry_struck_out"})


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take the life of outcomes into the table, and what ends every clock of a child.
    """
    for event in events:
        match event.kind:
            case "outcome_planned":
                _plan(connection, table, event)
            case kind if kind in _CHANGING:
                _refold(connection, table, event)
            case kind if kind in ENDING:
                of_them = table.c.child.in_(event.people("child"))
                _take(connection, table, event, of_them & (table.c.open == 1))
            case _:
                _take(connection, table, event, _named(table, event))


def stored(
    connection: Connection, ids: Collection[UUID], table: Table = PLANNED_OUTCOME
) -> dict[UUID, PlannedOutcome]:
    """
    Return these outcomes as the table keeps them, without judging what is overdue.
    """
    if not ids:
        return {}
    rows = connection.execute(select(table.c.body).where(table.c.id.in_(list(ids))))
    return {outcome.id: outcome for outcome in (from_text(row.body) for row in rows)}


def _plan(connection: Connection, table: Table, event: RecordedEvent) -> None:
    if connection.execute(select(table.c.id).where(table.c.id == event.stream)).first():
        return
    planned = fold(None, event)
    if planned is None:
        return
    if planned.opened < civil_day(event.recorded):
        # It reached the log late: a death or closure that ended it may be there already.
        # Found by their kind: a long record would be read whole for every outcome of it.
        places = places_about(connection, planned.child, ENDING, event.position)
        for ending in event_log(connection).at(places):
            planned = fold(planned, ending) or planned
    connection.execute(insert(table).values(**row_of(planned, event.position)))


def _take(
    connection: Connection, table: Table, event: RecordedEvent, which: ColumnElement[bool]
) -> None:
    for row in connection.execute(select(table.c.body).where(which)).all():
        before = from_text(row.body)
        after = fold(before, event)
        if after is not None and after != before:
            connection.execute(
                update(table).where(table.c.id == after.id).values(**row_of(after, event.position))
            )


def _named(table: Table, event: RecordedEvent) -> ColumnElement[bool]:
    by_id = named(event)
    if by_id is not None:
        return table.c.id == by_id
    source, ref = row_named(event)
    if source and ref:
        return (table.c.source == source) & (table.c.source_ref == ref)
    return table.c.id == event.stream


def _refold(connection: Connection, table: Table, event: RecordedEvent) -> None:
    """
    Fold a child's outcomes again, because an event that they were folded from has changed.
    """
    for child in event.people("child"):
        if not connection.execute(select(table.c.id).where(table.c.child == child)).first():
            continue
        events = _before(connection, child, event.position + 1)
        for outcome in fold_all(child, events).values():
            connection.execute(delete(table).where(table.c.id == outcome.id))
            connection.execute(insert(table).values(**row_of(outcome, event.position)))


def _before(connection: Connection, child: UUID, position: int) -> list[RecordedEvent]:
    about = event_log(connection).about({child})
    return [event for event in about if event.position < position]


def row_of(outcome: PlannedOutcome, position: int) -> dict[str, Any]:
    """
    Return an outcome as its row.
    """
    due_at: datetime | None = overdue_from(outcome.due) if outcome.due else None
    return {
        "id": outcome.id,
        "child": outcome.child,
        "origin": outcome.origin,
        "practice_id": outcome.practice_id,
        "state": outcome.state,
        "open": int(outcome.open),
        "due_at": due_at,
        "next_at": outcome.next_at,
        "level": outcome.level,
        "owner": outcome.owner,
        "agency": outcome.agency,
        "responsible": outcome.responsible,
        "historic": int(outcome.historic),
        "source": outcome.source,
        "source_ref": outcome.source_ref,
        "body": as_text(outcome),
        "position": position,
    }


MODEL = ReadModel(
    table=PLANNED_OUTCOME,
    kinds=frozenset({"outcome_planned"}) | NAMING | ENDING | _CHANGING,
    keep=keep,
)
