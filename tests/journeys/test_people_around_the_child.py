"""The man at the edge of the record: found again, decided about, his past opened, and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from events.recorded_event import Subject
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from tests.factories.users import reader, visit

if TYPE_CHECKING:
    from uuid import UUID

    from tests.journeys.conftest import Person, Service


@pytest.fixture
def kestrel(service: Service) -> UUID:
    """
    One invented man in two families, under two spellings and with day and month swapped.
    """
    users, people = service.people.users, service.people
    with service.throughline.writing() as session:
        who = reader(session, users["practitioner"])
        made = []
        for child, name, born, relation in (
            (people.theirs, "Invented Kestrel", "1985-03-07", "father"),
            (people.mine, "Invented Kestral", "1985-07-03", "mother's partner"),
        ):
            content = {"name": name, "kind_of_person": "adult", "date_of_birth": born}
            him = register_person(session, who, RegisterPerson(content=content, key=name))
            tie = {"relation": relation, "closeness": "partner of a parent"}
            relate(session, who, Relate(child=child, person=him, content=tie, key=f"{name}/tie"))
            made.append(him)
        visit(
            session,
            users["colleague"],
            people.theirs,
            key="past",
            people=(Subject(person=made[0], role="present"),),
            fact="Invented: he shouted at the child.",
        )
    return made[1]


def test_somebody_is_told_that_he_may_be_known_decides_and_undoes_it(
    person: Person, service: Service, kestrel: UUID
) -> None:
    page, mine = person.page, service.people.mine
    person.sign_in("practitioner")
    person.go(f"/children/{mine}/people")
    hidden = page.get_by_role("region", name="Hidden adults", exact=True)
    expect(hidden.get_by_role("link", name="Invented Kestral")).to_be_visible()
    person.looks_at("people-around-the-child")

    hidden.get_by_role("link", name="Invented Kestral").click()
    expect(page.get_by_text("Not decided")).to_be_visible()
    person.looks_at("person")
    page.get_by_role("link", name="Decide about Invented Kestrel").click()
    person.looks_at("one-person-or-two")
    page.get_by_label("One person", exact=True).check()
    page.get_by_label("If one person: what agrees?").fill("Name, and the date swapped")
    page.get_by_label("Why are you sure?").fill("He said himself that he lived there")
    page.get_by_role("button", name="Record the decision").click()

    expect(page.get_by_text("One person. Their past is read in each family")).to_be_visible()
    expect(page.get_by_text("withheld from you").first).to_be_visible()
    page.get_by_role("link", name="Undo this link").click()
    page.get_by_label("Why are you sure?").fill("Both were seen on one day")
    page.get_by_role("button", name="Undo the link").click()
    expect(page.get_by_text("The link is undone.")).to_be_visible()
    expect(page.get_by_text("withheld from you")).to_have_count(0)


def test_a_wrong_nhs_number_is_told_from_a_right_one_and_kept_out(
    person: Person, service: Service, kestrel: UUID
) -> None:
    page, mine = person.page, service.people.mine
    person.sign_in("practitioner")
    person.go(f"/children/{mine}/people/{kestrel}")
    page.get_by_role("group", name="Which number?").get_by_label("NHS number").check()
    page.get_by_label("The number", exact=True).fill("943 476 5910")
    page.get_by_role("button", name="Record the number").click()
    expect(page.get_by_text("This is no NHS number").first).to_be_visible()

    page.get_by_label("The number", exact=True).fill("943 476 5919")
    page.get_by_role("button", name="Record the number").click()
    expect(page.get_by_text("9434765919")).to_be_visible()


def test_a_past_in_another_family_is_opened_with_a_basis_and_a_purpose(
    person: Person, service: Service, kestrel: UUID
) -> None:
    page, mine = person.page, service.people.mine
    person.sign_in("practitioner")
    person.go(f"/children/{service.people.theirs}/open")
    page.get_by_label("Why do you need this record now?").fill("On duty, the school rang")
    page.get_by_role("button", name="Open the record").click()
    person.go(f"/children/{mine}/people/{kestrel}")
    page.get_by_role("link", name="Decide about Invented Kestrel").click()
    page.get_by_label("One person", exact=True).check()
    page.get_by_label("If one person: what agrees?").fill("Name, and the date swapped")
    page.get_by_label("Why are you sure?").fill("He said himself that he lived there")
    page.get_by_role("button", name="Record the decision").click()

    expect(page.get_by_text("he shouted at the child")).to_have_count(0)
    page.get_by_role("button", name="Open their past").click()
    expect(page.get_by_text("Choose the lawful basis").first).to_be_visible()
    page.get_by_label("Public task").check()
    page.get_by_label("What do you need this past for?").fill("Assessment of a new partner")
    page.get_by_role("button", name="Open their past").click()
    expect(page.get_by_text("he shouted at the child")).to_be_visible()
    person.looks_at("person-with-past")


def test_on_an_old_telephone_the_people_are_read_without_scripts(
    on_the_doorstep: Person, service: Service, kestrel: UUID
) -> None:
    page = on_the_doorstep.page
    on_the_doorstep.sign_in("practitioner")
    on_the_doorstep.go(f"/children/{service.people.mine}/people?known=2026-03-02")

    expect(page.get_by_role("link", name="Invented Kestral").first).to_be_visible()
    on_the_doorstep.go(f"/children/{service.people.mine}/people/{kestrel}")
    width = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert width <= 0


def test_somebody_is_found_under_a_misspelt_name_and_only_within_rights(
    person: Person, service: Service, kestrel: UUID
) -> None:
    page = person.page
    person.sign_in("practitioner")
    page.get_by_role("link", name="Find a person").click()
    page.get_by_label("Name, number or address").fill("kestrill")
    page.get_by_role("button", name="Find", exact=True).click()

    expect(page.get_by_role("link", name="Invented Kestral, around")).to_be_visible()
    expect(page.get_by_text("not open to you: ask")).to_be_visible()
    assert "kestrill" not in page.url
    person.looks_at("find-person")
