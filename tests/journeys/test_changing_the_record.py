"""Accounts side by side, weight with its reason, and an entry of another child, in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from events.recorded_event import Subject
from projections.child_record import gather
from tests.factories.users import child, visit

if TYPE_CHECKING:
    from uuid import UUID

    from tests.journeys.conftest import Person, Service


@pytest.fixture
def bruises(service: Service) -> tuple[int, int]:
    """
    Two agencies' tellings of one bruise in the practitioner's child's record.
    """
    users, mine = service.people.users, service.people.mine
    with service.throughline.writing() as session:
        mother = next(
            id_
            for id_, one in gather(session.log, mine).people().items()
            if one.name == "Invented Mother"
        )
        first = visit(
            session,
            users["practitioner"],
            mine,
            key="bruise/1",
            people=(Subject(person=mother, role="present"),),
            fact="Invented: a bruise on the right cheek, said to be a fall from the sofa.",
        )
        second = visit(
            session,
            users["health_visitor"],
            mine,
            key="bruise/2",
            fact="Invented: a bruise on the left cheek, said to be the dog.",
        )
    return first, second


def _open(person: Person, of: UUID, entry: int, more: str = "") -> None:
    person.go(f"/children/{of}/entries/{entry}{more}")


def test_two_agencies_tellings_of_one_incident_stand_side_by_side_until_the_link_is_undone(
    person: Person, service: Service, bruises: tuple[int, int]
) -> None:
    page, mine = person.page, service.people.mine
    person.sign_in("practitioner")
    _open(person, mine, bruises[0])
    page.get_by_role("link", name="Another entry tells the same incident").click()
    person.looks_at("link-accounts")
    page.get_by_role("checkbox", name=re.compile(f"Entry {bruises[1]},")).check()
    page.get_by_role("button", name="They are one incident").click()
    expect(page.get_by_role("alert").first).to_contain_text("There is a problem")
    expect(page.get_by_role("checkbox", name=re.compile(f"Entry {bruises[1]},"))).to_be_checked()
    page.get_by_label("Which incident is it?").fill("bruise on the cheek")
    page.get_by_label("Why are they one incident?").fill("Invented: same morning, same child.")
    page.get_by_role("button", name="They are one incident").click()
    expect(page.get_by_text("Each telling stays as it was.")).to_be_visible()
    person.looks_at("entry-with-accounts")

    person.go(f"/children/{mine}")
    incident = page.locator(".tl-incident")
    expect(incident).to_have_count(1)
    expect(incident).to_contain_text("One incident, 2 accounts: bruise on the cheek")
    expect(incident).to_contain_text("right cheek")
    expect(incident).to_contain_text("left cheek")
    expect(incident).to_contain_text("Who was there differs")
    incident.get_by_text("Where the accounts differ").click()
    person.looks_at("child-with-incident")

    _open(person, mine, bruises[1])
    page.get_by_role("link", name="Undo this link").click()
    person.looks_at("unlink-accounts")
    page.get_by_label("Why are they not one incident?").fill("Invented: two days, two bruises.")
    page.get_by_role("button", name="They are not one incident").click()
    expect(page.get_by_text("No other entry is linked to it")).to_be_visible()


def test_an_entry_is_marked_with_its_reason_on_an_old_telephone(
    on_the_doorstep: Person, service: Service, bruises: tuple[int, int]
) -> None:
    person, page, mine = on_the_doorstep, on_the_doorstep.page, service.people.mine
    person.sign_in("practitioner")
    _open(person, mine, bruises[0])
    page.get_by_label("Routine").check()
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_role("alert").first).to_contain_text("There is a problem")
    page.get_by_label("Why?").fill("Invented: told in full the day before.")
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_text("Marked routine 2 March 2026 by Invented Practitioner")).to_be_visible()

    person.go(f"/children/{mine}")
    expect(page.locator(f"#e{bruises[0]}")).to_contain_text("told in full the day before")


def test_an_entry_of_another_child_goes_there_and_leaves_no_word_behind(
    person: Person, service: Service
) -> None:
    page, mine = person.page, service.people.mine
    entry, secret = service.people.entries["mine"], service.people.secrets["mine"]
    with service.throughline.writing() as session:
        right = child(
            session, "Invented Child Star", service.people.users["practitioner"], born="2019-01-01"
        )
    person.sign_in("practitioner")
    _open(person, mine, entry)
    page.get_by_role("button", name="It is another child's").click()
    person.looks_at("move-entry")
    page.get_by_label("Invented Child Star").check()
    page.get_by_role("button", name="Take it to the right child").click()
    expect(page.get_by_label("Invented Child Star")).to_be_checked()
    page.get_by_label("How do you know").fill("Invented: the address is another family's.")
    page.get_by_role("button", name="Take it to the right child").click()
    expect(page.get_by_text("It is on the list of both lead practitioners")).to_be_visible()
    line = page.locator(f"#e{entry}")
    expect(line).to_contain_text("Recorded for the wrong child")
    expect(line).to_contain_text("the address is another family's")
    expect(line).to_contain_text("Invented Practitioner")
    assert secret not in page.content()
    person.looks_at("child-with-entry-taken-away")
    for more in ("", "?known=2026-03-02", "?recorded=2026-03-02T09:00"):
        person.go(f"/children/{mine}{more}")
        assert secret not in page.content()
    _open(person, mine, entry)
    assert secret not in page.content()
    person.looks_at("entry-taken-away")

    person.go(f"/children/{right}")
    expect(page.locator(".tl-timeline")).to_contain_text(secret)
    expect(page.locator(".tl-timeline")).to_contain_text("First recorded for another child")
    assert service.people.secrets["mine_name"] not in page.content()


def test_the_page_says_which_clock_is_set(
    person: Person, service: Service, bruises: tuple[int, int]
) -> None:
    page, mine = person.page, service.people.mine
    person.sign_in("practitioner")
    person.go(f"/children/{mine}")
    page.get_by_text("Agency, sort, person, period and more").click()
    page.get_by_label("As recorded at").fill("2026-03-01T08:00")
    page.get_by_role("button", name="Show", exact=True).click()
    said = page.locator(".tl-limited")
    expect(said).to_contain_text("As recorded at 1 March 2026, 08:00")
    expect(page.locator(".tl-entry")).to_have_count(0)

    page.get_by_label("As recorded at").fill("2026-03-02T09:00")
    page.get_by_label("As known at").fill("2026-03-02")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(said).to_contain_text("As known at 2 March 2026:")
    expect(said).to_contain_text("As recorded at 2 March 2026, 09:00")
    expect(page.locator(f"#e{bruises[0]}")).to_be_visible()
    person.looks_at("child-with-both-clocks")

    person.go(f"/children/{mine}?recorded=nonsense")
    expect(page.get_by_text("Give a real day and time")).to_be_visible()
