"""Planned outcomes where the sweep finds by index what is due, kept in the append's transaction."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Index, Integer, Table, Text, select, text

from events.clock import civil_day
from events.log.append import event_log
from events.log.columns import Identifier, Moment, place
from events.log.driver import slices
from events.log.places import kind_at, kinds_at, places_about
from projections.plans.due import overdue_from
from projections.plans.fold import ENDING, NAMING, fold
from projections.plans.kept import as_text, from_text
from projections.plans.outcomes import fold_all, named, row_named
from projections.standing import REWRITING
from projections.stored.read_model import METADATA, ReadModel
from projections.stored.rows import add, change, change_each, found, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

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

_FOLDED = frozenset({"outcome_planned"}) | NAMING | ENDING
"""What an outcome's state is made of; any other entry can at most be its ground."""


def keep(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take the life of outcomes into the table, and what ends every clock of a child.
    """
    for way, together in groupby(events, _way):
        way(connection, table, list(together))


def _way(event: RecordedEvent) -> Callable[[Connection, Table, Sequence[RecordedEvent]], None]:
    """
    Return what takes an event in; as many as follow one another in one way are taken at once.
    """
    match event.kind:
        case "outcome_planned":
            return _plan
        case "entry_struck_out":
            return _struck_out
        case kind if kind in REWRITING or kind in ENDING or "id" not in _named(event):
            return _one_by_one
        case _:
            return _of_outcomes


def _one_by_one(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    for event in events:
        match event.kind:
            case "entry_corrected":
                _corrected(connection, table, event)
            case kind if kind in ENDING:
                for child in event.people("child"):
                    _take(connection, table, event, child=child, open=1)
            case _:
                _take(connection, table, event, **_named(event))


def _of_outcomes(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take in what names its outcome: a sweep tells of a hundred at once.
    """
    own = [(_named(event)["id"], event) for event in events]
    before = stored(connection, {id_ for id_, _ in own}, table)
    now, places = dict(before), dict.fromkeys(before, 0)
    for id_, event in own:
        after = fold(now[id_], event) if id_ in now else None
        if after is not None and after != now[id_]:
            now[id_], places[id_] = after, event.position
    rows = [row_of(now[id_], place) for id_, place in places.items() if place]
    change_each(connection, table, rows, "id")


def stored(
    connection: Connection, ids: Collection[UUID], table: Table = PLANNED_OUTCOME
) -> dict[UUID, PlannedOutcome]:
    """
    Return these outcomes as the table keeps them, without judging what is overdue.
    """
    if not ids:
        return {}
    if len(ids) == 1:
        rows = found(connection, table, "body", id=next(iter(ids)))
    else:
        rows = [
            row
            for some in slices(ids)
            for row in connection.execute(select(table.c.body).where(table.c.id.in_(some)))
        ]
    return {outcome.id: outcome for outcome in (from_text(row.body) for row in rows)}


def _plan(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    known = _known(connection, table, [event.stream for event in events])
    endings: dict[UUID, tuple[RecordedEvent, ...]] = {}
    rows = []
    for event in events:
        planned = None if event.stream in known else fold(None, event)
        if planned is None:
            continue
        known.add(event.stream)
        if planned.opened < civil_day(event.recorded):
            # It reached the log late: a death or closure that ended it may be there already.
            # Found by their kind: a long record would be read whole for every outcome of it.
            child = planned.child
            if child not in endings:
                places = places_about(connection, child, ENDING, events[-1].position)
                endings[child] = event_log(connection).at(places)
            for ending in endings[child]:
                if ending.position < event.position:
                    planned = fold(planned, ending) or planned
        rows.append(row_of(planned, event.position))
    add(connection, table, *rows)


def _known(connection: Connection, table: Table, ids: Sequence[UUID]) -> set[UUID]:
    if len(ids) == 1:
        return {row.id for row in found(connection, table, "id", id=ids[0])}
    return {
        known
        for some in slices(ids)
        for known in connection.scalars(select(table.c.id).where(table.c.id.in_(some)))
    }


def _take(connection: Connection, table: Table, event: RecordedEvent, **which: Any) -> None:
    for row in found(connection, table, "body", **which):
        before = from_text(row.body)
        after = fold(before, event)
        if after is not None and after != before:
            change(connection, table, row_of(after, event.position), id=after.id)


def _named(event: RecordedEvent) -> dict[str, Any]:
    by_id = named(event)
    if by_id is not None:
        return {"id": by_id}
    source, ref = row_named(event)
    if source and ref:
        return {"source": source, "source_ref": ref}
    return {"id": event.stream}


def _corrected(connection: Connection, table: Table, event: RecordedEvent) -> None:
    """
    Take in that an entry was corrected; most entries are no part of any outcome.
    """
    entry = str(event.content.get("entry", ""))
    if not entry.isdigit() or kind_at(connection, int(entry)) in _FOLDED:
        _refold(connection, table, event)


def _struck_out(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take in that entries were struck out, as many at once as follow one another.

    An import that is undone would otherwise ask for the child's outcomes again for each entry.
    """
    entries = [str(event.content.get("entry", "")) for event in events]
    kinds = kinds_at(connection, [int(entry) for entry in entries if entry.isdigit()])

    def of_an_outcome(event: RecordedEvent) -> bool:
        entry = str(event.content.get("entry", ""))
        return not entry.isdigit() or kinds.get(int(entry)) in _FOLDED

    for refolds, together in groupby(events, of_an_outcome):
        if refolds:
            for event in together:
                _refold(connection, table, event)
        else:
            _lose_ground(connection, table, list(together))


def _lose_ground(connection: Connection, table: Table, events: Sequence[RecordedEvent]) -> None:
    """
    Take the entries that were struck out from the outcomes of their children that rest on them.
    """
    children = {child for event in events for child in event.people("child")}
    open_ = [
        from_text(body)
        for some in slices(children)
        for body in connection.scalars(
            select(table.c.body).where(table.c.child.in_(some), table.c.open == 1)
        )
    ]
    if not open_:
        return
    now = {one.id: one for one in open_}
    places: dict[UUID, int] = {}
    for event in events:
        of = event.people("child")
        for id_, before in now.items():
            after = fold(before, event) if before.open and before.child in of else None
            if after is not None and after != before:
                now[id_], places[id_] = after, event.position
    change_each(connection, table, [row_of(now[id_], place) for id_, place in places.items()], "id")


def _refold(connection: Connection, table: Table, event: RecordedEvent) -> None:
    """
    Fold a child's outcomes again, because an event that they were folded from has changed.
    """
    for child in event.people("child"):
        if not found(connection, table, "id", child=child):
            continue
        places = places_about(connection, child, _FOLDED | REWRITING, event.position + 1)
        events = event_log(connection).at(places)
        for outcome in fold_all(child, events).values():
            remove(connection, table, id=outcome.id)
            add(connection, table, row_of(outcome, event.position))


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
    kinds=_FOLDED | REWRITING,
    keep=keep,
)
