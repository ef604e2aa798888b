"""Stores what triggers open and what the record shows satisfied, where a record has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from escalation.opening import opened_or_opening
from escalation.practice import ENGLAND
from escalation.running.another_due import another_due, due_moved
from escalation.running.answers_owed import answers_owed
from escalation.running.becoming import append_to, event_of, planned, satisfied_key, shown_ended
from escalation.running.heartbeat import no_trouble, note_trouble, troubled
from escalation.running.looking_again import look_again, to_look_at
from escalation.running.once import insert_once
from escalation.running.tables import READ_UP_TO
from escalation.running.told_at_once import tell_receiver
from events.clock import civil_day
from events.errors import LogUnavailable
from events.log.append import event_log
from events.recorded_event import NewEvent
from projections.child_record import gather
from projections.plans.fold import NAMING
from projections.stored.catch_up import KeepingLog
from projections.stored.models.planned_outcome import stored

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from escalation.people import Directory
    from escalation.practice import Practice
    from events.log.contract import EventLog
    from events.log.database import Database
    from events.recorded_event import RecordedEvent
    from projections.plans.planned_outcome import PlannedOutcome

    People = Callable[[Connection], Directory]

NAME = "opening"
# What was decided about an outcome opens and satisfies no other.
_OF_OUTCOMES = NAMING | {"outcome_planned"}
BATCH = 200
"""Events read in one go; each go is a transaction of its own, so that nobody waits for long."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """
    What came of it: outcomes opened, closed or opened again, and children it failed on.
    """

    changed: int = 0
    troubles: int = 0


def open_what_is_owed(
    database: Database, people: People, *, now: datetime, practice: Practice = ENGLAND
) -> Opened:
    """
    Look at every child whose record changed since the last sweep.

    A child whose record cannot be judged is noted, tried again by every sweep, and holds up no
    other child.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    changed = 0
    while True:
        with database.writing() as connection:
            log = KeepingLog(event_log(connection), connection)
            position = _position(connection)
            events = log.after(position, BATCH) if position is not None else ()
            if not events:
                break
            children = _concerned(log, events)
            changed += open_for(
                connection,
                log,
                people(connection),
                children,
                now=now,
                practice=practice,
                questions=True,
            )
            connection.execute(
                update(READ_UP_TO)
                .where(READ_UP_TO.c.name == NAME)
                .values(position=events[-1].position)
            )
    changed += _look_again(database, people, now=now, practice=practice)
    with database.writing() as connection:
        log = KeepingLog(event_log(connection), connection)
        again = troubled(connection, "child")
        changed += open_for(connection, log, people(connection), again, now=now, practice=practice)
        return Opened(changed=changed, troubles=len(troubled(connection, "child")))


def _look_again(database: Database, people: People, *, now: datetime, practice: Practice) -> int:
    """
    Look at every child of whom something opens by the passing of time alone.
    """
    changed = 0
    while True:
        with database.writing() as connection:
            children = to_look_at(connection, now, BATCH)
            if not children:
                return changed
            log = KeepingLog(event_log(connection), connection)
            changed += open_for(
                connection,
                log,
                people(connection),
                children,
                now=now,
                practice=practice,
                questions=True,
            )


def open_for(
    connection: Connection,
    log: EventLog,
    people: Directory,
    children: Iterable[UUID],
    *,
    now: datetime,
    practice: Practice = ENGLAND,
    leave: str = "",
    questions: bool = False,
) -> int:
    """
    Open, close or open again what the record of these children shows, in the caller's transaction.

    A child whose record cannot be judged is noted for the sweep to try again: what somebody is
    recording must not be lost for it.

    Args:
        log: One that keeps the read models.
        leave: A timescale whose clocks are left to the next sweep.
        questions: Also ask every question, which takes longer than whoever records should wait.

    Returns:
        How many outcomes changed.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    changed = 0
    well = []
    for child in children:
        try:
            with connection.begin_nested():
                changed += _for_child(
                    connection, log, people, child, now=now, practice=practice, leave=leave
                )
                if questions:
                    changed += answers_owed(
                        connection, log, people, child, now=now, practice=practice
                    )
            well.append(child)
        except LogUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one child's record must not hold up the others'
            note_trouble(connection, "child", child, error, now)
    no_trouble(connection, "child", well)
    return changed


def _position(connection: Connection) -> int | None:
    """
    Return how far the log was read, and hold it; None while another worker does.
    """
    insert_once(connection, READ_UP_TO, [{"name": NAME, "position": 0}])
    held = select(READ_UP_TO.c.position).where(READ_UP_TO.c.name == NAME)
    return connection.scalar(held.with_for_update(skip_locked=True))


def _concerned(log: EventLog, events: Collection[RecordedEvent]) -> list[UUID]:
    """
    Return the children on whose record these events bear, through anybody they share.
    """
    persons = {p for event in events if event.kind not in _OF_OUTCOMES for p in event.people()}
    about = log.about(persons) if persons else ()
    return sorted({child for event in about for child in event.people("child")})


def _for_child(
    connection: Connection,
    log: EventLog,
    people: Directory,
    child: UUID,
    *,
    now: datetime,
    practice: Practice,
    leave: str,
) -> int:
    record = gather(log, child)
    today = civil_day(now)
    every = opened_or_opening(record, today, practice=practice, at=now)
    by_rule = [one for one in every if one.opened <= today and one.timescale != leave]
    look_again(connection, child, min((o.opened for o in every if o.opened > today), default=None))
    kept = stored(connection, [outcome.id for outcome in by_rule])
    changed = 0
    for outcome in by_rule:
        before = kept.get(outcome.id)
        if before is None:
            if outcome.open and not outcome.historic:
                opened = append_to(
                    log, planned(outcome, people, practice, now), outcome, 0, "opened", now
                )
                if opened:
                    tell_receiver(connection, people, outcome, now=now)
                changed += opened
        elif before.open and not outcome.open and outcome.satisfied_by:
            changed += append_to(
                log,
                shown_ended(outcome),
                before,
                before.version,
                satisfied_key(outcome, before),
                now,
            )
        elif before.open and outcome.open and another_due(before, outcome):
            moved = event_of("outcome_moved", before, due_moved(before, outcome), civil_day(now))
            changed += append_to(log, moved, before, before.version, f"due/{outcome.due}", now)
        elif before.satisfied_by and outcome.open:
            undone = _undone(record.events, before)
            if undone is not None:
                event, entry = undone
                changed += append_to(log, event, before, before.version, f"undone/{entry}", now)
    return changed


def _undone(events: Iterable[RecordedEvent], before: PlannedOutcome) -> tuple[NewEvent, str] | None:
    """
    Return the strike-out of the event that saw it satisfied or ended, as it turns out not to be.
    """
    seen = next((e for e in reversed(tuple(events)) if _saw_it_end(e, before)), None)
    if seen is None:
        return None
    said = {
        "entry": seen.entry_id,
        "reason": "The record no longer shows what had satisfied or ended it.",
    }
    return event_of("entry_struck_out", before, said, civil_day(seen.recorded)), seen.entry_id


def _saw_it_end(event: RecordedEvent, before: PlannedOutcome) -> bool:
    match event.kind:
        case "outcome_achieved":
            return event.entry_id == before.closed_by
        case "outcome_withdrawn":
            of_it = event.stream == before.id and bool(event.content.get("ended_by"))
            return of_it and event.content.get("because_of") == before.closed_by
        case _:
            return False
