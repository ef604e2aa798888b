"""The main job in a real browser: see the story, record, be asked, follow through."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from service.duty.making import make_duty_copies
from tests.factories.users import child

if TYPE_CHECKING:
    from uuid import UUID

    from tests.journeys.conftest import Person, Service


@pytest.fixture
def baby(service: Service) -> UUID:
    """
    A child of five months who is allocated to the practitioner.
    """
    with service.throughline.writing() as session:
        return child(
            session,
            "Invented Baby Asha",
            service.people.users["practitioner"],
            born="2025-10-02",
        )


def _record_violence(person: Person, baby: UUID) -> None:
    page = person.page
    person.go(f"/children/{baby}")
    page.get_by_role("button", name="Record an event").click()
    page.get_by_role("link", name="Domestic abuse incident").first.click()
    page.get_by_label("Day", exact=True).first.fill("1")
    page.get_by_label("Month", exact=True).first.fill("3")
    page.get_by_label("Year", exact=True).first.fill("2026")
    page.get_by_label("Assault, no injury seen").check()
    page.get_by_role("group", name="Do children live in").get_by_label("Yes").check()
    page.get_by_role("group", name="Was a child there?").get_by_label("No", exact=True).check()
    page.get_by_role("group", name="Is the person who was harmed pregnant").get_by_label(
        "Not known"
    ).check()
    page.get_by_label("What happened?").fill("Invented. A neighbour heard shouting and a fall.")
    page.get_by_text("Somebody who is not listed").click()
    page.get_by_label("Name, or how they were described").first.fill("mother's new partner")
    page.get_by_label("What they did").first.select_option("Did the harm")
    page.get_by_label("That is a description").first.check()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Recorded as entry")


def test_violence_near_a_baby_is_recorded_asked_about_owed_escalated_and_answered(
    person: Person, colleague: Person, service: Service, baby: UUID
) -> None:
    page = person.page
    person.sign_in("practitioner")
    person.looks_at("children")
    expect(page.locator(".tl-list__row").first).to_contain_text("Invented Baby Asha")

    _record_violence(person, baby)
    expect(page.get_by_role("complementary")).to_contain_text("child who cannot leave the room")
    expect(page.get_by_role("complementary")).to_contain_text("Must be decided")
    expect(page.locator(".tl-headline")).to_contain_text("strategy discussion")
    expect(page.locator(".tl-timeline")).to_contain_text("A neighbour heard shouting")
    person.looks_at("child-with-question")

    page.get_by_role("link", name="Plan and outcomes").click()
    person.looks_at("outcomes")
    page.get_by_role("link", name=re.compile("strategy discussion")).first.click()
    person.looks_at("outcome")
    expect(page.get_by_text("Nobody had to be told")).to_be_visible()

    service.clock.forward(days=3)
    service.sweep()
    colleague.sign_in("manager")
    colleague.page.get_by_role("link", name="My work").click()
    colleague.looks_at("my-work")
    colleague.page.get_by_role("link", name=re.compile("strategy discussion")).first.click()
    colleague.looks_at("escalation")
    expect(colleague.page.get_by_text("Acknowledging does not end it")).to_be_visible()
    colleague.page.get_by_role("button", name="Acknowledge").click()
    expect(colleague.page.get_by_role("alert").last).to_contain_text("There is a problem")
    colleague.looks_at("escalation-with-errors")
    colleague.page.get_by_label("What have you understood").fill("A baby lives with this violence.")
    colleague.page.get_by_label("What will you do?").fill("Ring police and health this morning.")
    for label, words in (("Day", "6"), ("Month", "3"), ("Year", "2026")):
        colleague.page.get_by_label(label, exact=True).fill(words)
    colleague.page.get_by_role("button", name="Acknowledge").click()
    expect(colleague.page.get_by_role("heading", name="Answered, not yet done")).to_be_visible()
    expect(colleague.page.get_by_text("Ring police and health this morning")).to_be_visible()


def test_an_answer_to_a_question_is_on_the_page_and_in_the_record(
    person: Person, baby: UUID
) -> None:
    page = person.page
    person.sign_in("practitioner")
    _record_violence(person, baby)

    asked = page.get_by_role("complementary").get_by_role("link", name=re.compile("^Answer"))
    asked.filter(has_text="What does this violence mean").click()
    person.looks_at("question")
    page.get_by_label("What have you considered?").fill("The police report and the mother's words.")
    page.get_by_label("What follows?").fill("Strategy discussion today.")
    page.get_by_label("Why?").fill("The baby cannot leave the room.")
    for label, words in (("Day", "9"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Record the answer").click()

    expect(page.get_by_role("complementary")).to_contain_text("Answered 2 March 2026")


def test_nothing_typed_is_lost_when_an_answer_is_missing(person: Person, baby: UUID) -> None:
    page = person.page
    person.sign_in("practitioner")
    person.go(f"/children/{baby}/record/visit")
    person.looks_at("record-visit")
    page.get_by_label("What happened?").fill("Asha watched her mother all the time.")
    page.get_by_label("Year", exact=True).first.fill("2026")
    page.get_by_role("button", name="Record", exact=True).click()

    expect(page.get_by_role("alert").last).to_contain_text("There is a problem")
    expect(page.get_by_label("What happened?")).to_have_value(
        "Asha watched her mother all the time."
    )
    expect(page.get_by_label("Year", exact=True).first).to_have_value("2026")
    person.looks_at("record-visit-with-errors")


def test_a_corrected_and_a_struck_out_entry_stay_readable_in_their_place(
    person: Person, service: Service
) -> None:
    page = person.page
    people = service.people
    number = people.entries["mine"]
    person.sign_in("practitioner")
    person.go(f"/children/{people.mine}/entries/{number}")
    person.looks_at("entry")
    page.get_by_role("button", name="Correct this entry").click()
    page.get_by_label("What was wrong, and how do you know?").fill("It was the grandmother.")
    page.get_by_label("What happened?").fill("Grandmother said so.")
    person.looks_at("correct")
    page.get_by_role("button", name="Record the correction").click()
    expect(page.get_by_text("It was the grandmother.")).to_be_visible()
    expect(page.get_by_role("cell", name=re.compile(people.secrets["mine"]))).to_be_visible()
    expect(page.get_by_role("cell", name="Grandmother said so.")).to_be_visible()
    person.looks_at("entry-corrected")

    page.get_by_role("button", name="Who may read it").click()
    person.looks_at("restrict")
    page.get_by_role("link", name=f"Entry {number}").first.click()
    page.get_by_role("button", name="Strike it out").click()
    page.get_by_label("Why should it not stand?").fill("Another family.")
    person.looks_at("strike-out")
    page.get_by_role("button", name="Strike it out").click()

    struck = page.locator(f"#e{number}")
    expect(struck).to_contain_text("Struck out")
    expect(struck).to_contain_text("Another family.")
    expect(struck).to_contain_text("Grandmother said so.")
    person.looks_at("child-struck-out")


def test_a_record_that_is_not_ones_own_opens_with_a_reason_and_its_lead_is_told(
    person: Person, colleague: Person, service: Service
) -> None:
    page = person.page
    person.sign_in("chair")
    page.get_by_label("Find a child by name").fill("amsel")
    page.get_by_role("button", name="Find").click()
    person.looks_at("found")
    assert "amsel" not in page.url.lower()
    page.get_by_role("link", name="Invented Child Amsel").click()
    person.looks_at("open-with-reason")
    page.get_by_label("Why do you need this record now?").fill("Chairing the review on Friday")
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("heading", name="Invented Child Amsel")).to_be_visible()
    expect(page.get_by_text("withheld from you: ask Invented Colleague")).to_be_visible()
    assert service.people.secrets["theirs"] not in page.content()

    colleague.sign_in("practitioner")
    colleague.go("/my-work")
    expect(colleague.page.get_by_text("Chairing the review on Friday")).to_be_visible()
    colleague.looks_at("told-of-opening")
    colleague.page.get_by_role("button", name=re.compile("I have seen this")).click()
    expect(colleague.page.get_by_text("Chairing the review on Friday")).to_have_count(0)


def test_without_script_and_on_a_narrow_screen_the_main_job_is_done_as_well(
    on_the_doorstep: Person, baby: UUID
) -> None:
    page = on_the_doorstep.page
    on_the_doorstep.sign_in("practitioner")
    page.get_by_role("link", name="Invented Baby Asha").click()
    page.get_by_role("link", name="Record an event").or_(
        page.get_by_role("button", name="Record an event")
    ).click()
    page.get_by_role("link", name="Contact", exact=True).first.click()
    page.get_by_label("Month", exact=True).first.fill("2")
    page.get_by_label("Year", exact=True).first.fill("2026")
    for group in page.get_by_role("group").all():
        radios = group.get_by_role("radio")
        if radios.count() and "occurred-how" not in (radios.first.get_attribute("name") or ""):
            radios.first.check()
    for box in page.get_by_role("textbox").all():
        name = box.get_attribute("name") or ""
        if box.is_visible() and not name.startswith(("occurred", "learned", "new-")):
            known = {"day": "1", "month": "3", "year": "2026"}.get(name.rpartition("-")[2])
            if not known:
                box.fill("Invented. School rang.")
    for select in page.locator("select[name='from'], select[name='from_whom']").all():
        select.select_option(index=1)
    page.get_by_role("button", name="Record", exact=True).click()

    expect(page.locator(".tl-timeline")).to_contain_text("February 2026")
    expect(page.locator(".tl-timeline")).to_contain_text("Date not exact")


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_can_be_used_by_everybody_at_every_width(
    person: Person, baby: UUID, width: int
) -> None:
    person.page.set_viewport_size({"width": width, "height": 800})
    person.sign_in("practitioner")
    _record_violence(person, baby)
    for name, path in (
        ("children", "/"),
        ("child", f"/children/{baby}"),
        ("child-as-known", f"/children/{baby}?known=2026-02-01"),
        ("child-significant", f"/children/{baby}?length=significant"),
        ("record-kinds", f"/children/{baby}/record"),
        ("record-violence", f"/children/{baby}/record/domestic_abuse_incident"),
        ("people", f"/children/{baby}/people"),
        ("outcomes", f"/children/{baby}/outcomes"),
        ("plan-outcome", f"/children/{baby}/plan-outcome"),
        ("pack", f"/children/{baby}/pack"),
        ("my-work", "/my-work"),
        ("my-account", "/my-account"),
        ("register", "/register"),
    ):
        person.go(path)
        person.looks_at(name)


@pytest.mark.parametrize(
    ("username", "path", "name"),
    [
        ("administrator", "/administration", "administration"),
        ("administrator", "/register", "register-by-administrator"),
        ("auditor", "/access-log", "access-log"),
        ("manager", "/children/{mine}/allocate", "allocate"),
    ],
)
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_of_those_who_set_up_and_check_can_be_used_at_every_width(
    person: Person, service: Service, username: str, path: str, name: str, width: int
) -> None:
    person.page.set_viewport_size({"width": width, "height": 800})
    person.sign_in(username)
    person.go(path.format(mine=service.people.mine))

    person.looks_at(name)


def test_the_manager_takes_out_the_duty_copy_on_a_telephone(
    person: Person, service: Service
) -> None:
    make_duty_copies(service.throughline, service.clock.now(), most=9)
    person.page.set_viewport_size({"width": 320, "height": 640})
    person.sign_in("manager")
    person.go("/my-work")
    person.page.get_by_role("link", name="Duty copies").click()
    person.looks_at("duty-copies")

    with person.page.expect_download() as waiting:
        person.page.get_by_role("button", name="Take it out to print").click()

    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


def test_a_sweep_that_is_late_is_said_on_every_page(person: Person, service: Service) -> None:
    person.sign_in("practitioner")
    expect(person.page.get_by_text("Escalations last checked 09:00.")).to_be_visible()

    service.clock.forward(minutes=30)
    person.go("/")

    expect(person.page.get_by_role("alert")).to_contain_text("tell your administrator")
    person.looks_at("late-sweep")
