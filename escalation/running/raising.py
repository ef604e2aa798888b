"""Claims what is overdue and tells people: escalation, inboxes and outbox in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from uuid_utils.compat import uuid7

from escalation.in_force import may_not_wait
from escalation.ladder import steps
from escalation.opening import derived
from escalation.owed import together
from escalation.running.another_due import ACTOR
from escalation.running.becoming import satisfied_key, shown_ended
from escalation.running.heartbeat import no_trouble, note_trouble
from escalation.running.ladders_kept import known_ladders
from escalation.running.once import insert_once
from escalation.running.tables import DELIVERY, INBOX
from events.clock import civil_day
from events.errors import LogUnavailable
from events.log.append import event_log
from events.occurred import Occurred
from events.recorded_event import SOMEBODY, NewEvent, Subject
from projections.child_record import gather
from projections.plans.due import due_text
from projections.plans.kept import from_text
from projections.stored.catch_up import KeepingLog
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from escalation.in_force import Ladders
    from escalation.ladder import Ladder, Step
    from escalation.people import Directory
    from escalation.practice import Practice
    from events.log.contract import EventLog
    from events.log.database import Database
    from projections.plans.planned_outcome import PlannedOutcome

    People = Callable[[Connection], Directory]
    Steps = Callable[..., Iterable[Step]]

BATCH = 50
"""Outcomes claimed in one transaction, so that nobody who records waits for long."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Raised:
    """
    What came of it.
    """

    due: int = 0
    raised: int = 0
    stepped_up: int = 0
    inboxes: int = 0
    troubles: int = 0

    def __add__(self, other: Raised) -> Raised:
        return Raised(
            due=self.due + other.due,
            raised=self.raised + other.raised,
            stepped_up=self.stepped_up + other.stepped_up,
            inboxes=self.inboxes + other.inboxes,
            troubles=self.troubles + other.troubles,
        )


def raise_what_is_due(
    database: Database, people: People, *, now: datetime, practice: Practice
) -> Raised:
    """
    Act on every outcome whose ladder is due, longest overdue first, batch by batch.

    Raises:
        LogUnavailable: The database cannot be reached; finished batches stand.
    """
    done = Raised()
    dealt_with: set[UUID] = set()
    # An outcome that is still due after it was dealt with is left to the next sweep: none can make
    # this one go round for ever.
    left: set[UUID] = set()
    while True:
        with database.writing() as connection:
            claimed = _claim(connection, now, left)
            if not claimed:
                return done
            log = KeepingLog(event_log(connection), connection)
            directory = people(connection), known_ladders(connection)
            left |= set(claimed) & dealt_with
            well = []
            for id_, body in claimed.items():
                if id_ in dealt_with:
                    continue
                dealt_with.add(id_)
                try:
                    # A savepoint each: one that cannot be told holds up no other.
                    with connection.begin_nested():
                        outcome = from_text(body)
                        done += tell_of(
                            connection, log, directory, outcome, now=now, practice=practice
                        )
                    well.append(id_)
                except LogUnavailable:
                    raise
                except Exception as error:  # noqa: BLE001 - the next sweep tries it again
                    note_trouble(connection, "outcome", id_, error, now)
                    done += Raised(due=1, troubles=1)
                    left.add(id_)
            no_trouble(connection, "outcome", well)


def _claim(connection: Connection, now: datetime, but: set[UUID]) -> dict[UUID, str]:
    table = PLANNED_OUTCOME
    wanted = (
        select(table.c.id, table.c.body)
        .where(table.c.next_at.is_not(None), table.c.next_at <= now)
        .order_by(table.c.next_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    if but:
        wanted = wanted.where(table.c.id.not_in(list(but)))
    return {row.id: row.body for row in connection.execute(wanted)}


def tell_of(
    connection: Connection,
    log: EventLog,
    directory: tuple[Directory, Ladders],
    outcome: PlannedOutcome,
    *,
    now: datetime,
    practice: Practice,
    ways: Steps = steps,
) -> Raised:
    """
    Take one outcome's ladder on, in the caller's transaction, unless the record shows it ended.

    Args:
        ways: What the ladder does: what time asks for, or another of its pure functions.

    Raises:
        StreamMoved: Somebody decided about the outcome meanwhile.
    """
    people, known = directory
    if outcome.timescale:
        shown = _as_the_record_shows(log, outcome, now, practice)
        if not shown.open:
            log.append(
                [shown_ended(shown)],
                stream=outcome.id,
                decided_on=outcome.version,
                key=f"{satisfied_key(shown, outcome)}/{outcome.id}",
                now=now,
            )
            return Raised(due=1)
    ladder = known.climbed(outcome, practice.newest.get(outcome.timescale))
    taken = ways(outcome, ladder, people, now=now, calendar=practice.calendar)
    return Raised(due=1) + tell(connection, log, outcome, ladder, taken, now=now)


def tell(
    connection: Connection,
    log: EventLog,
    outcome: PlannedOutcome,
    ladder: Ladder,
    taken: Iterable[Step],
    *,
    now: datetime,
    actor: str = ACTOR,
) -> Raised:
    """
    Record each step and tell its people, in the caller's transaction; a key makes each step once.

    Args:
        actor: Who takes it there; the service itself, where time does.

    Raises:
        StreamMoved: Somebody decided about the outcome meanwhile.
    """
    done = Raised()
    version, level = outcome.version, outcome.level
    for step in taken:
        appended = log.append(
            [replace(_event(outcome, ladder, step, level, now), actor=actor)],
            stream=outcome.id,
            decided_on=version,
            key=f"escalation/{outcome.id}/{step.level}/{step.cycle}",
            now=now,
        )
        version, level = appended.events[-1].version, step.level
        urgent = may_not_wait(outcome, ladder)
        told = _notify(connection, outcome, step, appended.first, now, urgent=urgent)
        first = not step.stepped_up
        done += Raised(raised=int(first), stepped_up=int(not first), inboxes=told)
    return done


def _as_the_record_shows(
    log: EventLog, outcome: PlannedOutcome, now: datetime, practice: Practice
) -> PlannedOutcome:
    """
    Look once more at the record: a decision recorded a moment ago must not be chased.
    """
    record = gather(log, outcome.child)
    by_rule = derived(record, civil_day(now), practice=practice, at=now)
    same = next((one for one in by_rule if one.id == outcome.id), None)
    shown = together(outcome, same) if same is not None else outcome
    return shown if shown.satisfied_by else replace(shown, state="planned")


_KINDS = {
    "raised": "escalation_raised",
    "up": "escalation_stepped_up",
    "down": "escalation_stepped_down",
}


def _event(
    outcome: PlannedOutcome, ladder: Ladder, step: Step, level: int, now: datetime
) -> NewEvent:
    said = {
        "outcome": str(outcome.id),
        "level": step.level,
        "cycle": step.cycle,
        "to": [str(told.who.id) for told in step.told],
        "to_words": [told.who.name for told in step.told],
        "ladder": ladder.name,
        "ladder_version": ladder.version,
        "levels": len(ladder.levels),
        "next_step": due_text(step.next_at),
        "ends": due_text(step.ends),
        "due": due_text(outcome.due),
        "desired": outcome.desired,
        "reason": step.reason,
    }
    if step.stepped_up:
        said["from_level"] = level
    return NewEvent(
        kind=_KINDS[step.way],
        occurred=Occurred.instant(now),
        content={name: value for name, value in said.items() if value not in (None, "")},
        agency=outcome.agency or SOMEBODY,
        actor=ACTOR,
        subjects=(Subject(person=outcome.child, role="child"),),
    )


def _notify(
    connection: Connection,
    outcome: PlannedOutcome,
    step: Step,
    entry: int,
    now: datetime,
    *,
    urgent: bool,
) -> int:
    same = {
        "outcome": outcome.id,
        "entry": entry,
        "level": step.level,
        "cycle": step.cycle,
    }
    inbox = [
        same
        | {
            "id": uuid7(),
            "recipient": told.who.id,
            "child": outcome.child,
            "because": told.because,
            "at": now,
        }
        for told in step.told
    ]
    outbox = [
        same
        | {
            "id": uuid7(),
            "channel": channel,
            "recipient": told.who.id,
            "because": told.because,
            "made": now,
            "next_attempt": now,
            "attempts": 0,
            "trouble": "",
            "urgent": int(urgent),
        }
        for channel in step.channels
        if channel != "inbox"
        for told in step.told
    ]
    insert_once(connection, DELIVERY, outbox)
    return insert_once(connection, INBOX, inbox)
