"""Stores what triggers open and what the record shows satisfied, where a record has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from escalation.opening import opened_or_opening
from escalation.people import WHO
from escalation.practice import ENGLAND
from escalation.running.another_due import ACTOR, another_due, due_moved
from escalation.running.heartbeat import no_trouble, note_trouble, troubled
from escalation.running.looking_again import look_again, to_look_at
from escalation.running.once import insert_once
from escalation.running.tables import READ_UP_TO
from escalation.started import SENT
from events.clock import civil_day
from events.errors import KeyReused, LogUnavailable, StreamMoved
from events.log.append import event_log
from events.occurred import Occurred
from events.recorded_event import SOMEBODY, NewEvent, Subject
from projections.child_record import gather
from projections.plans.due import due_text
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
                connection, log, people(connection), children, now=now, practice=practice
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
                connection, log, people(connection), children, now=now, practice=practice
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
) -> int:
    """
    Open, close or open again what the record of these children shows, in the caller's transaction.

    A child whose record cannot be judged is noted for the sweep to try again: what somebody is
    recording must not be lost for it.

    Args:
        log: One that keeps the read models.
        leave: A timescale whose clocks are left to the next sweep.

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
                changed += _append(
                    log, _planned(outcome, people, practice, now), outcome, 0, "opened", now
                )
        elif before.open and not outcome.open and outcome.satisfied_by:
            changed += _append(
                log,
                shown_ended(outcome),
                before,
                before.version,
                satisfied_key(outcome, before),
                now,
            )
        elif before.open and outcome.open and another_due(before, outcome):
            moved = _event("outcome_moved", before, due_moved(before, outcome), civil_day(now))
            changed += _append(log, moved, before, before.version, f"due/{outcome.due}", now)
        elif before.satisfied_by and outcome.open:
            undone = _undone(record.events, before)
            if undone is not None:
                event, entry = undone
                changed += _append(log, event, before, before.version, f"undone/{entry}", now)
    return changed


def _append(
    log: EventLog, event: NewEvent, outcome: PlannedOutcome, version: int, key: str, now: datetime
) -> int:
    try:
        appended = log.append(
            [event], stream=outcome.id, decided_on=version, key=f"{key}/{outcome.id}", now=now
        )
    except (KeyReused, StreamMoved):
        if version:
            # Somebody decided about it at the same moment: noted, and looked at again.
            raise
        # Somebody opened it at the same moment.
        return 0
    return 0 if appended.already else 1


def _planned(
    outcome: PlannedOutcome, people: Directory, practice: Practice, now: datetime
) -> NewEvent:
    owner, agency = outcome.owner, outcome.agency
    # What was sent to an agency is nobody's of the sender's, even while it names no one there.
    if not owner and not (outcome.origin in SENT and agency):
        timescale = practice.newest[outcome.timescale]
        found = next(iter(WHO[timescale.owner_role](outcome, people, now)), None) or next(
            iter(WHO["lead"](outcome, people, now)), None
        )
        owner = str(found.who.id) if found else ""
        agency = agency or (found.who.agency if found else "")
    said = {
        "desired": outcome.desired,
        "risk": outcome.risk,
        "origin": outcome.origin,
        "practice_id": outcome.practice_id,
        "timescale": outcome.timescale,
        "edition": outcome.edition,
        "limit_words": outcome.limit_words,
        "responsible": outcome.responsible,
        "evidence": list(outcome.evidence),
        "due": due_text(outcome.due),
        "owner": owner,
        "agency": agency,
    }
    return _event("outcome_planned", outcome, {k: v for k, v in said.items() if v}, outcome.opened)


def satisfied_key(shown: PlannedOutcome, before: PlannedOutcome) -> str:
    """
    Return the key under which it is recorded once that an outcome was satisfied.

    The version is part of it: what was satisfied, undone and satisfied again is recorded again.
    """
    return f"satisfied/{shown.closed_by}/{before.version}"


def shown_ended(outcome: PlannedOutcome) -> NewEvent:
    """
    Return the event that an outcome was seen to be satisfied, or ended, with what did so.
    """
    if outcome.state == "withdrawn":
        ended = {
            "outcome": str(outcome.id),
            "reason": outcome.closed_because,
            "because_of": outcome.closed_by,
            "ended_by": outcome.satisfied_by,
        }
        why = {name: value for name, value in ended.items() if value}
        return _event("outcome_withdrawn", outcome, why, outcome.closed_on or outcome.opened)
    said = {
        "outcome": str(outcome.id),
        "evidence_of_change": list(outcome.evidence_of_change),
        "satisfied_by": outcome.satisfied_by,
    }
    return _event("outcome_achieved", outcome, said, outcome.closed_on or outcome.opened)


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
    return _event("entry_struck_out", before, said, civil_day(seen.recorded)), seen.entry_id


def _saw_it_end(event: RecordedEvent, before: PlannedOutcome) -> bool:
    match event.kind:
        case "outcome_achieved":
            return event.entry_id == before.closed_by
        case "outcome_withdrawn":
            of_it = event.stream == before.id and bool(event.content.get("ended_by"))
            return of_it and event.content.get("because_of") == before.closed_by
        case _:
            return False


def _event(kind: str, outcome: PlannedOutcome, said: dict[str, Any], on: Any) -> NewEvent:
    agency = outcome.agency or SOMEBODY
    return NewEvent(
        kind=kind,
        occurred=Occurred.day(on),
        content=said,
        agency=agency,
        actor=ACTOR,
        subjects=(Subject(person=outcome.child, role="child"),),
    )
