"""Claims what is overdue and takes its ladder on, batch by batch, each in one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from escalation.asked_once import AskedOnce
from escalation.ladder import steps
from escalation.opening import derived
from escalation.owed import together
from escalation.running.becoming import satisfied_key, shown_ended
from escalation.running.heartbeat import no_trouble, note_trouble, troubled
from escalation.running.ladders_kept import known_ladders
from escalation.running.tell import Raised, Telling, tell, tellings
from events.clock import civil_day
from events.errors import LogUnavailable
from events.log.append import event_log
from projections.child_record import gather
from projections.plans.kept import from_text
from projections.stored.catch_up import KeepingLog
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from escalation.in_force import Ladders
    from escalation.ladder import Step
    from escalation.people import Directory
    from escalation.practice import Practice
    from events.log.contract import EventLog
    from events.log.database import Database
    from projections.plans.planned_outcome import PlannedOutcome

    People = Callable[[Connection], Directory]
    Steps = Callable[..., Iterable[Step]]

BATCH = 100
"""Outcomes claimed in one transaction, so that nobody who records waits for long."""


def raise_what_is_due(
    database: Database, people: People, *, now: datetime, practice: Practice
) -> Raised:
    """
    Act on every outcome whose ladder is due, longest overdue first, batch by batch.

    A batch is recorded and told whole, in few questions. Where one of it cannot be told, each of
    it is told in a transaction of its own, and so is what an earlier sweep could not tell.

    Raises:
        LogUnavailable: The database cannot be reached; finished batches stand.
    """
    done = Raised()
    dealt_with: set[UUID] = set()
    with database.reading() as connection:
        alone = troubled(connection, "outcome")
    # An outcome that is still due after it was dealt with is left to the next sweep: none can make
    # this one go round for ever.
    left = set(alone)
    while True:
        claimed: dict[UUID, str] = {}
        try:
            with database.writing() as connection:
                claimed = _claim(connection, now, left)
                again = claimed.keys() & dealt_with
                bodies = [body for id_, body in claimed.items() if id_ not in again]
                told = Claims(connection, people, now=now, practice=practice).tell_of(bodies)
        except LogUnavailable:
            raise
        except Exception:
            if not claimed:
                raise
            alone += [id_ for id_ in claimed if id_ not in dealt_with]
            left |= claimed.keys()
        else:
            if not claimed:
                break
            done += told
            left |= again
            dealt_with |= claimed.keys()
    for id_ in alone:
        done += _alone(database, people, id_, now=now, practice=practice)
    return done


def _alone(
    database: Database, people: People, id_: UUID, *, now: datetime, practice: Practice
) -> Raised:
    """
    Tell of one outcome; what keeps it from being told is noted, and tried by the next sweep.
    """
    table = PLANNED_OUTCOME
    wanted = select(table.c.next_at, table.c.body).where(table.c.id == id_)
    try:
        with database.writing() as connection:
            row = connection.execute(wanted.with_for_update(skip_locked=True)).one_or_none()
            if row is None or (row.next_at is not None and row.next_at > now):
                return Raised()
            told = Raised()
            if row.next_at is not None:
                told = Claims(connection, people, now=now, practice=practice).tell_of([row.body])
            no_trouble(connection, "outcome", [id_])
            return told
    except LogUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - the next sweep tries it again
        with database.writing() as connection:
            note_trouble(connection, "outcome", id_, error, now)
        return Raised(due=1, troubles=1)


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


class Claims:
    """
    What one transaction has claimed, told of in few questions: people, ladders and each child's
    record are asked for once.
    """

    def __init__(
        self, connection: Connection, people: People, *, now: datetime, practice: Practice
    ) -> None:
        self._connection = connection
        self._log: EventLog = KeepingLog(event_log(connection), connection)
        self._people: Directory = AskedOnce(people(connection))
        self._ladders: Ladders = known_ladders(connection)
        self._now = now
        self._practice = practice
        self._by_rule: dict[UUID, dict[UUID, PlannedOutcome]] = {}

    def tell_of(self, bodies: Collection[str], ways: Steps = steps) -> Raised:
        """
        Take the ladder of each of these outcomes on, unless the record shows that it ended.

        Args:
            bodies: The outcomes as they are kept.
            ways: What a ladder does: what time asks for, or another of its pure functions.

        Raises:
            StreamMoved: Somebody decided about one of them meanwhile.
        """
        each: list[Telling] = []
        for body in bodies:
            outcome = from_text(body)
            if outcome.timescale and self._ended(outcome):
                continue
            ladder = self._ladders.climbed(outcome, self._practice.newest.get(outcome.timescale))
            calendar = self._practice.calendar
            taken = ways(outcome, ladder, self._people, now=self._now, calendar=calendar)
            each += tellings(outcome, ladder, taken)
        return Raised(due=len(bodies)) + tell(self._connection, self._log, each, now=self._now)

    def _ended(self, outcome: PlannedOutcome) -> bool:
        """
        Look once more at the record: a decision recorded a moment ago must not be chased.
        """
        child = outcome.child
        if child not in self._by_rule:
            record = gather(self._log, child)
            day = civil_day(self._now)
            found = derived(record, day, practice=self._practice, at=self._now)
            self._by_rule[child] = {one.id: one for one in found}
        same = self._by_rule[child].get(outcome.id)
        shown = together(outcome, same) if same is not None else outcome
        shown = shown if shown.satisfied_by else replace(shown, state="planned")
        if shown.open:
            return False
        self._log.append(
            [shown_ended(shown)],
            stream=outcome.id,
            decided_on=outcome.version,
            key=f"{satisfied_key(shown, outcome)}/{outcome.id}",
            now=self._now,
        )
        # What ended may end or begin something else of this child.
        del self._by_rule[child]
        return True
