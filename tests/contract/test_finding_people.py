"""A person is found by what somebody has of them: a misspelt name, a number, an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent, Subject
from projections.stored.finding import find_people
from projections.stored.matches import matches_of
from service.access.open_homes import matched_openly, open_homes
from service.actions.describe_person import DescribePerson, describe_person
from service.actions.errors import ActionRefused
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.settings import Settings
from service.telling.found import search_people
from service.telling.one_person import read_person
from service.wiring import Throughline
from tests.factories.users import caseload, reader
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.database import Database
    from projections.stored.finding import FoundPerson
    from service.wiring import Session
    from tests.factories.users import Caseload


@pytest.fixture
def throughline(database: Database) -> Throughline:
    clock = StoppedClock("2026-03-02T09:00:00+00:00")
    return Throughline(settings=Settings(), database=database, clock=clock)


@pytest.fixture
def people(throughline: Throughline) -> Caseload:
    return caseload(throughline)


@pytest.fixture
def him(throughline: Throughline, people: Caseload) -> UUID:
    """
    An invented man around another's child, with an alias, a number and two addresses.
    """
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        content = {
            "name": "Aleksandr Invented-Kowalczyk",
            "kind_of_person": "adult",
            "date_of_birth": "1985-03-07",
        }
        him = register_person(session, who, RegisterPerson(content=content, key="him"))
        tie = {"relation": "father", "closeness": "parent"}
        relate(session, who, Relate(child=people.theirs, person=him, content=tie, key="tie"))
        for kind, said in (
            ("name_recorded", {"name": "Sasha Madeup", "type": "alias"}),
            ("identifier_recorded", {"type": "nhs", "value": "943 476 5919"}),
        ):
            describe_person(
                session, who, DescribePerson(person=him, kind=kind, content=said, key=kind)
            )
        _address(session, people, him, "14 Fictitious Street, Nowhere", "no")
        _address(session, people, him, "99 Refuge Lane, Elsewhere", "yes")
    return him


def found_by(session: Session, text: str) -> tuple[FoundPerson, ...]:
    return find_people(session.connection, text, homes=lambda who: open_homes(session, who))


def _address(session: Session, people: Caseload, him: UUID, address: str, protected: str) -> None:
    content = {
        "address": address,
        "protected": protected,
        "new_home": "no",
        "move": "confirmed",
        "fact": "Invented.",
    }
    session.log.append(
        [
            NewEvent(
                kind="address_recorded",
                occurred=Occurred.day(session.today),
                content=content,
                agency="Housing",
                actor="user:invented",
                subjects=(
                    Subject(person=people.theirs, role="child"),
                    Subject(person=him, role="lives_with"),
                ),
                learned=(
                    Learned(
                        agency="Housing", first=session.today, last=session.today, how="recorded"
                    ),
                ),
            )
        ],
        stream=people.theirs,
        decided_on=None,
        key=address,
        now=session.now,
    )


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Aleksandr Invented-Kowalczyk", "name"),
        ("alexandr kovalczyk", "name"),
        ("Kowalczyk", "name"),
        ("Kowalchyk Aleksandr", "name"),
        ("sasha madeupp", "name"),
        ("9434765919", "number"),
        ("943 476 5919", "number"),
        ("14 Ficticious St", "address"),
    ],
)
def test_somebody_is_found_by_what_a_caller_has_of_them(
    throughline: Throughline, him: UUID, text: str, by: str
) -> None:
    with throughline.reading() as session:
        found = {one.person.id: one.by for one in found_by(session, text)}

    assert found[him] == by


@pytest.mark.parametrize("text", ["99 Refuge Lane", "Bernadette", "12", "%", "'; --", "   "])
def test_nothing_else_finds_him_least_of_all_a_protected_address(
    throughline: Throughline, him: UUID, text: str
) -> None:
    with throughline.reading() as session:
        assert him not in {one.person.id for one in found_by(session, text)}


def later(session: Session, people: Caseload, kind: str, said: dict[str, object]) -> None:
    """
    Record in the child's stream that what was said of an address no longer holds.
    """
    new = NewEvent(
        kind=kind,
        occurred=Occurred.day(session.today),
        content=said,
        agency="Housing",
        actor="user:invented",
        subjects=(Subject(person=people.theirs, role="child"),),
    )
    session.log.append([new], stream=people.theirs, decided_on=None, key=kind, now=session.now)


@pytest.mark.parametrize("kind", ["entry_corrected", "entry_struck_out", "access_restricted"])
def test_an_address_that_must_be_kept_since_finds_nobody_and_tells_of_no_two_that_they_share_it(
    throughline: Throughline, people: Caseload, him: UUID, kind: str
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        content = {"name": "Alexandr Invented-Kowalczik", "kind_of_person": "adult"}
        other = register_person(session, who, RegisterPerson(content=content, key="other"))
        home = {"address": "14 Fictitious Street, Nowhere", "protected": "no"}
        wish = DescribePerson(person=other, kind="home_recorded", content=home, key="his home")
        describe_person(session, who, wish)
        (entry,) = [
            one
            for one in session.log.stream(people.theirs)
            if one.content.get("address") == home["address"]
        ]
        (before,) = matches_of(session.connection, other)
        agreed = matched_openly(session, before).agrees
        moved = dict(entry.content) | {"protected": "yes"}
        since: dict[str, dict[str, object]] = {
            "entry_corrected": {"entry": entry.entry_id, "content": moved, "reason": "X"},
            "entry_struck_out": {"entry": entry.entry_id, "reason": "X", "wrong_child": "no"},
            "access_restricted": {"entry": entry.entry_id, "reason": "X", "agencies_allowed": []},
        }
        later(session, people, kind, since[kind])
        found = {one.person.id for one in found_by(session, "14 Fictitious Street")}
        (match,) = matches_of(session.connection, other)
        told = matched_openly(session, match).agrees

    assert him not in found
    assert "address" in before.agrees
    assert agreed == before.agrees
    assert "address" not in told


def test_whose_records_lead_to_somebody_is_said_within_rights(
    throughline: Throughline, people: Caseload, him: UUID
) -> None:
    with throughline.writing() as session:
        users = people.users
        (mine,) = search_people(session, reader(session, users["colleague"]), "9434765919")
        (others,) = search_people(session, reader(session, users["practitioner"]), "9434765919")

    assert [child.id for child in mine.open] == [people.theirs]
    assert (others.open, others.closed) == ((), 1)
    assert others.ask


def test_every_name_number_and_address_is_on_the_persons_page_save_the_protected_one(
    throughline: Throughline, people: Caseload, him: UUID
) -> None:
    with throughline.reading() as session:
        who = reader(session, people.users["colleague"])
        read = read_person(session, who, people.theirs, him)

    assert read is not None
    assert read.person.name == "Aleksandr Invented-Kowalczyk"
    assert [name.name for name in read.person.names] == [read.person.name, "Sasha Madeup"]
    assert [one.value for one in read.person.identifiers] == ["9434765919"]
    assert {one.address: one.protected for one in read.person.addresses} == {
        "14 Fictitious Street, Nowhere": False,
        "99 Refuge Lane, Elsewhere": True,
    }


@pytest.mark.parametrize(
    ("kind", "content", "field"),
    [
        ("identifier_recorded", {"type": "nhs", "value": "943 476 5910"}, "value"),
        ("birth_date_recorded", {"date_of_birth": "2050", "certainty": "sure"}, "date_of_birth"),
        ("birth_date_recorded", {"certainty": "sure"}, "date_of_birth"),
        ("name_recorded", {}, "name"),
        ("visit", {}, "kind"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_field_and_nothing_is_written(
    throughline: Throughline, people: Caseload, him: UUID, kind: str, content: Any, field: str
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        before = session.log.stream(him)
        with pytest.raises(ActionRefused) as refused:
            describe_person(
                session, who, DescribePerson(person=him, kind=kind, content=content, key="k")
            )

        assert field in refused.value.fields
        assert session.log.stream(him) == before
