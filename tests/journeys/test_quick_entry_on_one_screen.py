"""From the first page to the entry there is one screen, and no word is typed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WIDE, Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.conftest import Service

CALL = "Invented: mother rang.\nAmsel is ill, no visit today."
AT = 'li:has-text("Invented Child Amsel")'


def test_the_form_is_one_step_from_the_first_page_and_fits_on_its_screen(person: Person) -> None:
    page = person.page
    page.set_viewport_size(WIDE)
    person.sign_in("practitioner")

    page.locator(AT).get_by_role("link", name="Quick entry").click()

    kinds = page.get_by_role("group", name="What is it?")
    for words in ("Call or message", "Visit", "Missed appointment"):
        kinds.get_by_role("button", name=words).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Quick entry: {words}")
        expect(page.locator("[name=fact]")).to_be_focused()
        expect(page.get_by_role("button", name="Record", exact=True)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_what_turns_out_to_be_a_missed_appointment_is_not_typed_again(
    browser: Browser, service: Service, *, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    writer = Person(service=service, page=page)
    writer.sign_in("practitioner")
    writer.go(f"/children/{service.people.mine}/quick")
    kinds = page.get_by_role("group", name="What is it?")
    box = page.locator("[name=fact]")
    box.fill(CALL)
    page.get_by_label("What was it about?").fill("Illness")

    page.get_by_role("button", name="School nurse rang").click()
    expect(page.get_by_label("Who was in touch?")).to_have_value("school_nurse")
    expect(box).to_have_value(CALL)
    kinds.get_by_role("button", name="Missed appointment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quick entry: Missed appointment")
    expect(box).to_have_value(CALL)
    box.fill(f"{CALL} She will ring again.")
    kinds.get_by_role("button", name="Call or message").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Quick entry: Call or message")
    expect(box).to_have_value(f"{CALL} She will ring again.")
    expect(page.get_by_label("What was it about?")).to_have_value("Illness")
    expect(page.get_by_label("Who was in touch?")).to_have_value("school_nurse")
    context.close()


def test_enter_in_a_box_records_and_changes_no_kind(person: Person, service: Service) -> None:
    page = person.page
    # Long after what is on the record already: none of it may be the same.
    service.clock.forward(minutes=14 * 24 * 60)
    person.sign_in("practitioner")
    person.go(f"/children/{service.people.mine}/quick")
    page.get_by_role("button", name="Family rang").click()
    expect(page.get_by_label("Who was in touch?")).to_have_value("family")
    page.get_by_label("What happened?").fill(CALL)
    page.get_by_label("What was it about?").fill("Illness")

    page.get_by_label("What was it about?").press("Enter")

    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Recorded as entry")
