"""Nobody lets themself into a child's record by allocating: on the page and in the action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.access.accounts import create_agency
from service.access.allocations import allocated, lead_of
from service.access.openings import openings
from service.access.reader import Reader
from service.actions.allocate import Allocate, allocate
from service.actions.errors import ActionRefused
from service.actions.register_person import RegisterPerson, register_person
from service.telling.homes import read_homes
from tests.fakes.office import POLICE, Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

SECRET = "4 Wrackleburn Lane"
HIDDEN = {"new_home": "yes", "move": "refuge", "address": SECRET, "protected": "yes"}


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def foreign_manager(office: Office) -> UUID:
    """
    Bring in ``inspector``, a manager of the police, who has opened the record with a reason.
    """
    with office.throughline.writing() as session:
        create_agency(session.connection, name=POLICE, now=session.now)
    return office.another_manager(POLICE)


def gives(office: Office, by: str, to: str, **more: Any) -> None:
    wish = Allocate(
        child=more.pop("child", office.child),
        worker=office.user(to),
        key=f"{by}/{to}/{more}",
        **more,
    )
    with office.throughline.writing() as session:
        reader = Reader.operator("tests") if by == "operator" else office.reader(by)
        allocate(session, reader, wish)


def refused(office: Office, by: str, to: str, **more: Any) -> str:
    with pytest.raises(ActionRefused) as raised:
        gives(office, by, to, **more)
    return str(raised.value.fields["worker"])


def leads(office: Office) -> UUID | None:
    with office.throughline.reading() as session:
        lead = lead_of(session.connection, office.child)
        return lead.id if lead else None


def told(office: Office, who: str) -> list[str]:
    with office.throughline.reading() as session:
        notes = openings(session.connection, told=office.user(who), unseen=True)
        return [one.reason for one in notes if one.is_note]


def reads_the_address(office: Office, who: str) -> bool:
    with office.throughline.writing() as session:
        homes = read_homes(session, office.reader(who), office.child, office.child)
    assert homes is not None
    return SECRET in {one.address for one in homes.addresses}


def test_a_manager_of_another_agency_who_opened_the_record_becomes_no_lead_and_finds_no_refuge(
    office: Office,
) -> None:
    office.record(HIDDEN, "address_recorded")
    foreign_manager(office)
    said = refused(office, "inspector", "inspector")
    assert "Invented Worker" in said
    assert leads(office) == office.user("worker")
    assert not reads_the_address(office, "inspector")


def test_the_page_names_no_child_to_a_manager_of_another_agency_and_says_whom_to_ask(
    office: Office,
) -> None:
    foreign_manager(office)
    browser = office.browser("inspector")
    page = f"/children/{office.child}/allocate"
    answer = browser.get(page)
    assert answer.status_code == 403
    assert "Quillonby" not in answer.text
    assert "Invented Worker" in answer.text
    form = {"worker": str(office.user("inspector")), "role": "lead", "key": "taken"}
    assert browser.post(page, data=form).status_code in {400, 403}
    assert leads(office) == office.user("worker")


@pytest.mark.parametrize("by", ["inspector", "admin"])
def test_the_true_lead_is_ended_by_nobody_of_elsewhere(office: Office, by: str) -> None:
    foreign_manager(office)
    refused(office, by, "worker", ends=True, reason="Taken over")
    assert leads(office) == office.user("worker")


def test_a_foreign_manager_who_works_with_the_child_neither_replaces_nor_demotes_the_lead(
    office: Office,
) -> None:
    foreign_manager(office)
    gives(office, "manager", "inspector", role="manager")
    for to, role in (("inspector", "lead"), ("other", "lead"), ("worker", "other")):
        assert "Invented social care alone" in refused(office, "inspector", to, role=role)
    assert "alone" in refused(office, "inspector", "worker", ends=True, reason="Gone", role="other")
    assert leads(office) == office.user("worker")


def test_nobody_makes_themself_lead_of_another_agencys_child_whose_lead_went(
    office: Office,
) -> None:
    foreign_manager(office)
    gives(office, "manager", "inspector", role="manager")
    gives(office, "manager", "worker", ends=True, reason="Left")
    assert "Invented social care holds" in refused(office, "inspector", "inspector")
    assert leads(office) is None


def test_the_holding_agencys_manager_and_safeguarding_lead_change_the_lead(office: Office) -> None:
    gives(office, "lead", "other")
    assert leads(office) == office.user("other")
    gives(office, "manager", "worker")
    assert leads(office) == office.user("worker")


def test_an_administrator_gives_the_first_worker_to_a_child_and_no_second(office: Office) -> None:
    assert "works with the child" in refused(office, "admin", "other", role="other")
    gives(office, "manager", "worker", ends=True, reason="Left")
    # Closing an account must not make room for another: who answers for the child names the next.
    assert "works with the child" in refused(office, "admin", "other")
    gives(office, "manager", "other")
    assert leads(office) == office.user("other")

    named = {"name": "Quillonby Unallocated", "kind_of_person": "child"}
    with office.throughline.writing() as session:
        asked = RegisterPerson(content=named, key="unallocated")
        office.child = register_person(session, office.reader("admin"), asked)
    gives(office, "admin", "worker")
    gives(office, "admin", "worker")
    assert leads(office) == office.user("worker")
    assert "works with the child" in refused(office, "admin", "other")


def test_everybody_who_works_with_the_child_hears_of_a_new_lead_and_sees_it_on_their_page(
    office: Office,
) -> None:
    office.officer_works_with_the_child()
    gives(office, "lead", "other")
    # The manager of whoever leads hears of it too: nobody takes a case on unseen.
    for who in ("worker", "officer", "other", "manager"):
        (said,) = told(office, who)
        assert "Invented Other" in said
        assert "Invented Lead" in said
    page = office.browser("worker").get("/my-work").get_data(as_text=True)
    assert "lead practitioner, said by Invented Lead" in page
    gives(office, "lead", "other", ends=True, reason="A mistake")
    assert any("no longer" in said for said in told(office, "other"))


def test_who_made_themself_lead_reads_no_refuge_until_another_person_says_so_too(
    office: Office,
) -> None:
    office.record(HIDDEN, "address_recorded")
    office.second_lead()
    gives(office, "lead", "other", role="other")
    gives(office, "lead", "lead")
    gives(office, "lead", "worker", ends=True, reason="I take over")
    assert any("did it themself" in said for said in told(office, "worker"))
    assert not reads_the_address(office, "lead")
    gives(office, "second", "lead")
    assert reads_the_address(office, "lead")


def test_a_true_lead_is_not_shut_out_by_somebody_who_made_themself_lead(office: Office) -> None:
    office.record(HIDDEN, "address_recorded")
    gives(office, "lead", "lead")
    assert reads_the_address(office, "worker")


def test_who_opened_a_record_without_a_lead_is_no_manager_of_it_by_their_own_word(
    office: Office,
) -> None:
    office.record(HIDDEN, "address_recorded")
    gives(office, "operator", "worker", ends=True, reason="Left")
    gives(office, "manager", "manager", role="manager")
    with office.throughline.reading() as session:
        assert allocated(session.connection, child=office.child, worker=office.user("manager"))
    assert not reads_the_address(office, "manager")
