"""A small installation to follow things through in: a log, people, a clock, and a sweep."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from escalation.owed import owed
from escalation.running.sweep import sweep
from escalation.running.tables import DELIVERY, INBOX
from events.clock import civil_day
from events.log.append import event_log
from events.occurred import Occurred
from events.recorded_event import Learned, Subject
from projections.child_record import gather
from projections.plans.kept import from_text
from projections.stored.catch_up import KeepingLog
from projections.stored.models.planned_outcome import PLANNED_OUTCOME
from tests.factories.appends import NewEventFactory
from tests.factories.events import CHILD, MOTHER, PARTNER
from tests.factories.plans import OUTCOME, OutcomePlannedFactory
from tests.fakes.people import WORKER, PeopleInMemory
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from uuid import UUID

    from escalation.running.parcels import Posting
    from escalation.running.swept import Swept
    from events.log.database import Database
    from events.recorded_event import NewEvent, RecordedEvent
    from projections.plans.planned_outcome import PlannedOutcome


class FollowingThrough:
    """
    Records, sweeps and looks, at the moment that its clock tells.
    """

    def __init__(self, database: Database, now: str = "2026-03-23T09:00:00Z") -> None:
        self.database = database
        self.clock = StoppedClock(now)
        self.people = PeopleInMemory()
        self.posting: Posting | None = None
        self._said = 0

    def sweep(self, now: str = "") -> Swept:
        if now:
            self.clock.set(now)
        return sweep(self.database, self.people, self.clock, posting=self.posting)

    def record(
        self, kind: str, *, stream: UUID = CHILD, on: date | None = None, **more: Any
    ) -> RecordedEvent:
        now = self.clock.now()
        day = on or civil_day(now)
        known = more.pop("known_from", day)
        event = NewEventFactory(
            kind=kind,
            occurred=more.pop("occurred", Occurred.day(day)),
            learned=(Learned(agency="Police", first=known, last=known, how="recorded"),),
            **more,
        )
        return self.append((event,), stream=stream)[0]

    def append(
        self, events: tuple[NewEvent, ...], *, stream: UUID, decided_on: int | None = None
    ) -> tuple[RecordedEvent, ...]:
        self._said += 1
        with self.database.writing() as connection:
            log = KeepingLog(event_log(connection), connection)
            key = f"told/{self._said}"
            now = self.clock.now()
            return log.append(events, stream=stream, decided_on=decided_on, key=key, now=now).events

    def plan(
        self, due: str, stream: UUID = OUTCOME, urgency: str = "", **more: Any
    ) -> RecordedEvent:
        content = dict(OutcomePlannedFactory(due=due).content) | {"owner": str(WORKER.id)}
        content |= {"urgency": urgency} if urgency else {}
        return self.record("outcome_planned", stream=stream, content=content, **more)

    def family(self) -> None:
        """
        Register a baby of three weeks, the mother and her partner.
        """
        for person, name, sort, born in (
            (CHILD, "Invented Baby", "child", "2026-03-02"),
            (MOTHER, "Invented Mother", "adult", "1999"),
            (PARTNER, "Invented Partner", "adult", ""),
        ):
            self.record(
                "person_registered",
                stream=person,
                content={"name": name, "kind_of_person": sort, "date_of_birth": born},
                subjects=(Subject(person=person, role="self"),),
            )
        for person, relation, closeness in (
            (MOTHER, "mother", "parent"),
            (PARTNER, "mother's partner", "partner of a parent"),
        ):
            self.record(
                "relationship_recorded",
                content={"relation": relation, "closeness": closeness},
                subjects=(
                    Subject(person=CHILD, role="child"),
                    Subject(person=person, role="related"),
                ),
            )

    def incident(self, **more: Any) -> RecordedEvent:
        return self.record(
            "domestic_abuse_incident",
            agency="Police",
            content={
                "fact": "Police called at night.",
                "severity": "assault",
                "children_household": "yes",
                "children_present": "no",
                "pregnant": "no",
            },
            subjects=(
                Subject(person=CHILD, role="child"),
                Subject(person=MOTHER, role="harmed"),
                Subject(person=PARTNER, role="harmed_by"),
            ),
            **more,
        )

    def stored(self) -> dict[UUID, PlannedOutcome]:
        with self.database.reading() as connection:
            rows = connection.scalars(select(PLANNED_OUTCOME.c.body)).all()
            return {one.id: one for one in map(from_text, rows)}

    def owed(self) -> tuple[PlannedOutcome, ...]:
        now = self.clock.now()
        with self.database.reading() as connection:
            return owed(gather(event_log(connection), CHILD), civil_day(now), at=now)

    def escalations(self) -> list[tuple[int, int, tuple[str, ...]]]:
        return [
            (raised.cycle, raised.level, raised.to_words)
            for outcome in self.stored().values()
            for raised in outcome.escalations
        ]

    def inboxes(self) -> list[tuple[UUID, int]]:
        with self.database.reading() as connection:
            rows = connection.execute(select(INBOX).order_by(INBOX.c.at, INBOX.c.level))
            return [(row.recipient, row.level) for row in rows]

    def outbox(self) -> list[Any]:
        with self.database.reading() as connection:
            return list(connection.execute(select(DELIVERY).order_by(DELIVERY.c.id)))
