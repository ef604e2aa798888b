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
    page.get_by_text("A number", exact=True).click()
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


def test_the_family_is_seen_as_a_picture_and_says_the_same_as_a_table(
    person: Person, service: Service, kestrel: UUID
) -> None:
    page, mine = person.page, service.people.mine
    person.sign_in("practitioner")
    person.go(f"/children/{mine}/people?on=2026-03-02")

    picture = page.get_by_role("img", name="Genogram of Invented Child Amsel")
    expect(picture).to_be_visible()
    expect(page.get_by_role("img", name="Who lived with Invented Child Amsel")).to_be_visible()
    page.get_by_text("The same as a table").click()
    page.get_by_text("The strip as a table").click()
    expect(
        page.get_by_role("region", name="The family as a table").get_by_role(
            "rowheader", name="Invented Kestral"
        )
    ).to_be_visible()
    person.looks_at("family-picture")


def test_the_picture_is_read_on_a_narrow_screen_without_the_page_growing_wide(
    on_the_doorstep: Person, service: Service, kestrel: UUID
) -> None:
    on_the_doorstep.sign_in("practitioner")
    on_the_doorstep.go(f"/children/{service.people.mine}/people")

    page = on_the_doorstep.page
    expect(page.get_by_role("img", name="Genogram of Invented Child Amsel")).to_be_visible()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_a_marriage_is_recorded_corrected_and_ended_without_hunting_for_the_form(
    person: Person, service: Service, kestrel: UUID
) -> None:
    page, mine = person.page, service.people.mine
    person.sign_in("practitioner")
    person.go(f"/children/{mine}/people")
    page.get_by_role("button", name="Add somebody").click()
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("link", name="Say what they are to the child")).to_be_visible()
    person.looks_at("add-somebody")
    page.get_by_label("Name, or how they were described").fill("Invented Wren")
    page.get_by_label("What are they to the child?").fill("mother")
    page.get_by_label("Which of these comes nearest?").select_option("Parent")
    page.get_by_role("group", name="parental responsibility").get_by_label("Yes").check()
    page.get_by_role("button", name="Record").click()
    everybody = page.get_by_role("region", name="Everybody")
    expect(everybody.get_by_text("Parental responsibility", exact=True)).to_be_visible()

    page.get_by_role("button", name="Tie two people").click()
    page.get_by_label("The first", exact=True).select_option(label="Invented Wren (mother)")
    page.get_by_label("The second", exact=True).select_option(
        label="Invented Kestral (mother's partner)"
    )
    page.get_by_label("What is the first to the second?").fill("wife")
    page.get_by_label("Married or civil partners").check()
    page.get_by_role("group", name="Since when?").get_by_label("Year").first.fill("2019")
    person.looks_at("tie-two-people")
    page.get_by_role("button", name="Record").click()
    together = page.get_by_role("region", name="To one another")
    expect(together.get_by_text("2019 to no recorded end")).to_be_visible()

    together.get_by_role("link", name="Change what Invented Wren is").click()
    person.looks_at("change-a-tie")
    page.get_by_role("link", name="It was written wrongly").click()
    page.get_by_label("What was wrong, and how do you know?").fill("The certificate says 2018")
    page.get_by_role("group", name="Since when?").get_by_label("Year").first.fill("2018")
    page.get_by_role("button", name="Record the correction").click()
    expect(together.get_by_text("2018 to no recorded end")).to_be_visible()
    together.get_by_role("link", name="Change what Invented Wren is").click()
    expect(page.get_by_text("Before, it said")).to_be_visible()
    page.get_by_role("link", name="It has ended").click()
    page.get_by_role("group", name="When did it end?").get_by_label("Year").first.fill("2025")
    page.get_by_label("Separated").check()
    person.looks_at("end-a-tie")
    page.get_by_role("button", name="Record that it ended").click()
    expect(together.get_by_text("2018 to 2025")).to_be_visible()
    expect(together.get_by_text("Separated")).to_be_visible()
    person.looks_at("people-with-a-union")


def test_an_address_that_must_be_kept_is_found_by_no_search_and_read_by_few_where_they_ask(
    person: Person, service: Service, kestrel: UUID
) -> None:
    page, mine = person.page, service.people.mine
    person.sign_in("practitioner")
    person.go(f"/children/{mine}/people/{kestrel}")
    page.get_by_text("Where they live").click()
    kept = page.get_by_role("group", name="Must this address be kept from anybody?")
    kept.get_by_label("Yes").check()
    page.get_by_label("The address", exact=True).fill("7 Invented Refuge Lane")
    page.get_by_role("button", name="Record the address").click()
    where = page.get_by_role("link", name="Where they live")
    where.wait_for()
    assert "Refuge Lane" not in page.content()
    where.click()
    expect(page.get_by_text("7 Invented Refuge Lane")).to_be_visible()
    person.looks_at("where-they-live")

    page.get_by_role("link", name="Find a person").click()
    page.get_by_label("Name, number or address").fill("7 Invented Refuge Lane")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_text("0 people found")).to_be_visible()
