"""Who is around a child is read the same without the entries that name the child alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.recorded_event import Subject
from projections.child_record import gather, gather_people
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projections.child_record import ChildRecord

VISIT = {"purpose": "Planned visit", "seen": "yes", "alone": "no", "fact": "Calm."}


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def both(office: Office) -> tuple[ChildRecord, ChildRecord]:
    with office.throughline.reading() as session:
        return gather(session.log, office.child), gather_people(session.log, office.child)


def around(record: ChildRecord) -> tuple[object, ...]:
    people = record.people()
    ties = record.ties()
    return ties, {tie.person: people.get(tie.person) for tie in ties}


def test_nobody_is_lost_who_was_named_tied_or_only_later_said_to_have_been_there(
    office: Office,
) -> None:
    for day in range(1, 9):
        office.record(VISIT, "visit", day=f"2026-03-0{day}")
    bare = office.record(VISIT | {"fact": "Alone."}, "visit", day="2026-03-11")
    wrong = office.record(
        VISIT, "visit", day="2026-03-12", people=(Subject(person=office.mother, role="present"),)
    )
    api, where = office.api(), f"/api/children/{office.child}/entries"
    lodger = {"name": "Invented Lodger", "role": "present", "relation": "lodger"}
    sent = {"reason": "He was there", "new_people": [lodger], "people": []}
    assert api.post(f"{where}/{bare}/corrections", sent, "c").status_code == 200
    struck = api.post(f"{where}/{wrong}/strike-out", {"reason": "Written twice"}, "s")
    assert struck.status_code == 200, struck.get_json()

    whole, few = both(office)
    assert around(few) == around(whole)
    assert len({tie.person for tie in few.ties()}) == len(("mother", "lodger"))
    assert len(few.events) < len(whole.events) - 8
