"""Seven invented children, so that there is something to see of what the published case lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from events.recorded_event import Subject
from projections.stored.directory import children
from service.actions.allocate import Allocate, allocate
from service.actions.correct_entry import CorrectEntry, StrikeOut, correct_entry, strike_out
from service.actions.move_outcome import MoveOutcome, move_outcome
from service.actions.plan_outcome import plan_outcome
from service.actions.record_event import record_event
from service.actions.register_person import register_person
from service.actions.relate import relate
from tests.factories.wishes import (
    PlanOutcomeFactory,
    RecordEventFactory,
    RegisterPersonFactory,
    RelateFactory,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.log.contract import Appended
    from service.access.accounts import Account
    from service.wiring import Session

FIRST = "Invented Child A"


@dataclass(frozen=True, kw_only=True)
class Telling:
    """
    Records as people would have, day by day, up to the present of one session.
    """

    session: Session
    people: Mapping[str, Account]

    def on(self, days_ago: int) -> Session:
        """
        Return the session as it would have been so many days ago.
        """
        return replace(self.session, now=self.session.now - timedelta(days=days_ago))

    def day(self, days_ago: int) -> date:
        """
        Return the day so many days ago; a negative number lies ahead.
        """
        return self.on(days_ago).today

    def child(
        self,
        letter: str,
        days_ago: int,
        *,
        born: str = "",
        expected: str = "",
        lead: str = "worker",
    ) -> UUID:
        """
        Register a child and give it to somebody.
        """
        wish = RegisterPersonFactory(
            name=f"Invented Child {letter}",
            unborn=bool(expected),
            born=born,
            expected=expected,
            key=f"invented/child/{letter}",
            allocate_to=self.people[lead].id,
        )
        return register_person(self.on(days_ago), self.people["manager"].reader, wish)

    def adult(self, name: str, child: UUID, days_ago: int, relation: str, closeness: str) -> UUID:
        """
        Register an adult and tie them to a child.
        """
        session, reader = self.on(days_ago), self.people["worker"].reader
        wish = RegisterPersonFactory(adult=True, name=name, key=f"invented/adult/{name}")
        person = register_person(session, reader, wish)
        tie = RelateFactory(
            child=child,
            person=person,
            relation=relation,
            closeness=closeness,
            key=f"invented/tie/{name}",
        )
        relate(session, reader, tie)
        return person

    def entry(self, by: str, child: UUID, days_ago: int, **wish: object) -> Appended:
        """
        Record an entry on the day it happened.
        """
        session = self.on(days_ago)
        return record_event(
            session,
            self.people[by].reader,
            RecordEventFactory(child=child, day=session.today, **wish),
        )


def build(session: Session, people: Mapping[str, Account]) -> bool:
    """
    Record the caseload, all or nothing with the session; False where it is there already.
    """
    if any(one.name == FIRST for one in children(session.connection, FIRST)):
        return False
    telling = Telling(session=session, people=people)
    _violence_near_a_baby(telling)
    _a_child_not_yet_born(telling)
    _seen_and_not_heard(telling)
    _not_brought(telling)
    _overdue(telling)
    _corrected(telling)
    _quiet(telling)
    return True


def _violence_near_a_baby(telling: Telling) -> None:
    baby = telling.child("A", 120, born=telling.day(150).isoformat())
    mother = telling.adult("Invented Mother A", baby, 120, "mother", "parent")
    partner = telling.adult(
        "Invented Partner A", baby, 90, "mother's partner", "partner of a parent"
    )
    _allocated(telling, baby, "visitor", 100)
    telling.entry("visitor", baby, 100, what="appointment")
    telling.entry(
        "worker",
        baby,
        30,
        more={"words": "Gurgled when lifted.", "behaviour": "Reached out.", "alone": "unknown"},
    )
    telling.entry(
        "officer",
        baby,
        # Today: what it opens is due on the next working day, and late in no week's demo.
        0,
        what="domestic_abuse",
        people=(
            Subject(person=partner, role="harmed_by"),
            Subject(person=mother, role="harmed"),
        ),
    )


def _a_child_not_yet_born(telling: Telling) -> None:
    unborn = telling.child("B (not yet born)", 40, expected=telling.day(-70).isoformat())
    mother = telling.adult("Invented Mother B", unborn, 40, "mother", "parent")
    _allocated(telling, unborn, "visitor", 38)
    telling.entry(
        "visitor",
        unborn,
        38,
        what="pregnancy",
        more={"expected": telling.day(-70).isoformat()},
        people=(Subject(person=mother, role="expecting"),),
    )
    telling.entry(
        "worker",
        unborn,
        20,
        what="concern",
    )


def _seen_and_not_heard(telling: Telling) -> None:
    child = telling.child("C", 200, born=telling.day(7 * 365 + 40).isoformat())
    telling.adult("Invented Mother C", child, 200, "mother", "parent")
    _allocated(telling, child, "teacher", 190)
    telling.entry("teacher", child, 60, what="contact")
    telling.entry("worker", child, 24, what="seen_not_heard")
    telling.entry("worker", child, 6, what="seen_not_heard")
    telling.entry("worker", child, 8, what="handover", more={"to": "school"})


def _not_brought(telling: Telling) -> None:
    child = telling.child("D", 250, born=telling.day(4 * 365 + 200).isoformat())
    mother = telling.adult("Invented Mother D", child, 250, "mother", "parent")
    brings = (Subject(person=mother, role="responsible_adult"),)
    telling.entry("worker", child, 150)
    for days_ago, appointment in (
        (48, "Dentist"),
        (30, "Speech therapy"),
        (9, "Paediatric clinic"),
    ):
        telling.entry(
            "worker",
            child,
            days_ago,
            what="not_brought",
            more={"appointment": appointment},
            people=brings,
        )


def _overdue(telling: Telling) -> None:
    child = telling.child("E", 160, born=telling.day(9 * 365).isoformat())
    telling.adult("Invented Mother E", child, 160, "mother", "parent")
    telling.entry(
        "worker",
        child,
        70,
        what="plan",
    )
    worker = telling.people["worker"]
    planned = plan_outcome(
        telling.on(70),
        worker.reader,
        PlanOutcomeFactory(
            child=child,
            owner=str(worker.id),
            due=telling.day(30).isoformat(),
            key="invented/outcome/overdue",
        ),
    )
    move_outcome(
        telling.on(32),
        worker.reader,
        MoveOutcome(
            child=child,
            outcome=planned,
            to=telling.day(1).isoformat(),
            reason="Invented: the neighbour who stays with the children was ill.",
            meant="Invented: four more weeks of evenings alone.",
            decided_on=None,
            key="invented/outcome/moved",
        ),
    )
    telling.entry("worker", child, 21)
    telling.entry("manager", child, 12, what="supervision")
    plan_outcome(
        telling.on(3),
        worker.reader,
        PlanOutcomeFactory(
            child=child,
            owner=str(worker.id),
            due=telling.day(-25).isoformat(),
            more={"desired": "The child has a friend to visit, and goes."},
            key="invented/outcome/open",
        ),
    )


def _corrected(telling: Telling) -> None:
    child = telling.child("F", 120, born=telling.day(5 * 365).isoformat())
    telling.adult("Invented Father F", child, 120, "father", "parent")
    visit = telling.entry("worker", child, 40, more={"fact": "Invented: seen at the aunt's home."})
    twice = telling.entry("worker", child, 39, more={"fact": "Invented: written down twice."})
    seen, struck = visit.events[0], twice.events[0]
    correct_entry(
        telling.on(38),
        telling.people["worker"].reader,
        CorrectEntry(
            child=child,
            entry=seen.entry_id,
            content=dict(seen.content) | {"fact": "Invented: seen at the grandmother's home."},
            reason="Invented: I mixed up two visits; my notebook says the grandmother's.",
            key="invented/corrected",
            decided_on=struck.version,
        ),
    )
    strike_out(
        telling.on(37),
        telling.people["manager"].reader,
        StrikeOut(
            child=child,
            entry=struck.entry_id,
            reason="Invented: the same visit is recorded the day before.",
            key="invented/struck",
            decided_on=struck.version + 1,
        ),
    )


def _quiet(telling: Telling) -> None:
    child = telling.child("G", 400, born=telling.day(6 * 365).isoformat())
    telling.adult("Invented Mother G", child, 400, "mother", "parent")
    telling.adult("Invented Father G", child, 400, "father", "parent")
    for days_ago in (330, 240, 150, 60, 18):
        telling.entry("worker", child, days_ago)
    telling.entry("worker", child, 100, what="appointment")
    telling.entry("worker", child, 45, what="contact")


def _allocated(telling: Telling, child: UUID, username: str, days_ago: int) -> None:
    allocate(
        telling.on(days_ago),
        telling.people["manager"].reader,
        Allocate(
            child=child,
            worker=telling.people[username].id,
            role="other",
            key=f"invented/allocation/{child}/{username}",
        ),
    )
