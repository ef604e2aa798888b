"""A pair that nobody decides about grows old and climbs, until somebody has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from escalation.owed import owed
from escalation.running.sweep import sweep as swept
from escalation.undecided import DECISION
from projections.child_record import gather
from service.access.people import People
from service.actions.link_persons import LinkPersons, PartPersons, link_persons, part_persons
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.settings import Settings
from service.wiring import Throughline
from tests.factories.users import caseload, reader
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.database import Database
    from projections.plans.planned_outcome import PlannedOutcome
    from tests.factories.users import Caseload


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock("2026-03-02T09:00:00+00:00")


@pytest.fixture
def throughline(database: Database, clock: StoppedClock) -> Throughline:
    return Throughline(settings=Settings(), database=database, clock=clock)


@pytest.fixture
def people(throughline: Throughline) -> Caseload:
    return caseload(throughline)


@pytest.fixture
def two(throughline: Throughline, people: Caseload) -> tuple[UUID, UUID]:
    """
    One invented man in two families, once under another spelling.
    """
    made = []
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        for child, name in ((people.theirs, "Kestrel"), (people.mine, "Kestral")):
            content = {
                "name": f"Invented {name}",
                "kind_of_person": "adult",
                "date_of_birth": "1985-03-07",
            }
            him = register_person(session, who, RegisterPerson(content=content, key=name))
            tie = {"relation": "mother's partner", "closeness": "partner of a parent"}
            relate(session, who, Relate(child=child, person=him, content=tie, key=f"{name}/tie"))
            made.append(him)
    return made[0], made[1]


def sweep(throughline: Throughline) -> None:
    swept(throughline.database, People, throughline.clock, worker="test")


def decision(throughline: Throughline, child: UUID) -> PlannedOutcome:
    with throughline.reading() as session:
        known = owed(gather(session.log, child), session.today, at=session.now)
    (found,) = [outcome for outcome in known if outcome.timescale == DECISION]
    return found


def test_after_ten_working_days_the_lead_hears_and_then_somebody_further_up(
    throughline: Throughline, clock: StoppedClock, people: Caseload, two: tuple[UUID, UUID]
) -> None:
    sweep(throughline)
    in_time = decision(throughline, people.mine)
    clock.forward(days=15)
    sweep(throughline)
    late = decision(throughline, people.mine)
    for _ in range(3):
        clock.forward(days=4)
        sweep(throughline)
    unanswered = decision(throughline, people.mine)

    assert (in_time.state, in_time.escalations) == ("planned", ())
    assert in_time.due is not None
    assert in_time.due.isoformat() == "2026-03-16"
    assert late.state == "overdue"
    assert [raised.level for raised in late.escalations] == [1]
    assert max(raised.level for raised in unanswered.escalations) > 1


def test_a_decision_ends_it_in_both_families_and_undoing_it_opens_it_again(
    throughline: Throughline, people: Caseload, two: tuple[UUID, UUID]
) -> None:
    sweep(throughline)
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        wish = LinkPersons(
            person=two[0],
            other=two[1],
            agrees="Name and date",
            reason="He said so himself",
            key="link",
        )
        linked = link_persons(session, who, wish).events[0].entry_id
    at_once = [decision(throughline, child).state for child in (people.mine, people.theirs)]
    sweep(throughline)
    stored = decision(throughline, people.mine)
    with throughline.writing() as session:
        apart = PartPersons(
            person=two[0], other=two[1], link=linked, reason="Both seen on one day", key="part"
        )
        part_persons(session, who, apart)
    sweep(throughline)
    again = decision(throughline, people.mine)

    assert at_once == ["achieved", "achieved"]
    assert (stored.state, stored.evidence_of_change) == ("achieved", (linked,))
    assert again.state == "planned"
    assert again.due == stored.due


def test_two_people_is_a_decision_as_well(
    throughline: Throughline, people: Caseload, two: tuple[UUID, UUID]
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        apart = PartPersons(person=two[0], other=two[1], reason="Cousins, both met", key="apart")
        part_persons(session, who, apart)

    assert decision(throughline, people.mine).state == "achieved"
