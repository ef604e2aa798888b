"""What hands do while something is saved: two clicks, Back, two people, an ended session."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from service.access.sign_in import IDLE
from tests.factories.users import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Person, Service

LUNCH = "Invented. The school rang about lunch."
SHOES = "Invented. The school rang about shoes."
COAT = "Invented. The school rang about a coat."


def fills(page: Page, fact: str, day: str) -> None:
    page.get_by_label("Who was in touch?").select_option("School nurse")
    page.get_by_label("What was it about?").fill("School")
    page.get_by_label("What happened?").fill(fact)
    for label, words in (("Day", day), ("Month", "2"), ("Year", "2026")):
        page.get_by_label(label, exact=True).first.fill(words)


def told(service: Service, fact: str) -> int:
    with service.throughline.reading() as session:
        return sum(fact in str(event.content) for event in session.log.after(0, 10_000))


def saved(page: Page) -> None:
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Recorded as entry")
    page.wait_for_load_state()


def test_two_clicks_back_two_editors_and_a_session_that_ended_lose_and_double_nothing(
    person: Person, colleague: Person, service: Service
) -> None:
    page, other = person.page, colleague.page
    where = f"/children/{service.people.mine}/record/contact"
    person.sign_in("practitioner")
    colleague.sign_in("manager")

    person.go(where)
    fills(page, LUNCH, "2")
    page.get_by_role("button", name="Record", exact=True).dblclick()
    saved(page)
    assert told(service, LUNCH) == 1

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Contact")
    page.reload()
    assert told(service, LUNCH) == 1

    person.go(where)
    colleague.go(where)
    fills(page, SHOES, "9")
    fills(other, COAT, "16")
    expect(page.locator("[data-kept]")).to_contain_text("Kept as a draft")
    expect(other.locator("[data-others]")).to_contain_text("Invented Practitioner")
    page.get_by_role("button", name="Record", exact=True).click()
    saved(page)
    expect(other.get_by_label("What happened?")).to_have_value(COAT)

    service.clock.forward(minutes=int((IDLE + timedelta(minutes=1)).total_seconds() // 60))
    other.get_by_role("button", name="Record", exact=True).click()
    expect(other.get_by_role("alert").first).to_contain_text("NOT SAVED")
    expect(other.get_by_label("What happened?")).to_have_value(COAT)
    assert told(service, COAT) == 0
    colleague.trouble.clear()
    window = other.context.new_page()
    window.goto(service.address + "/sign-in")
    window.get_by_label("User name").fill("manager")
    window.get_by_label("Password", exact=True).fill(PASSWORD)
    window.get_by_role("button", name="Sign in").click()
    window.get_by_role("button", name="Sign out").wait_for()
    expect(other.get_by_role("alert")).to_be_hidden()
    other.get_by_role("button", name="Record", exact=True).click()
    saved(other)

    assert [told(service, fact) for fact in (LUNCH, SHOES, COAT)] == [1, 1, 1]


def test_without_script_what_back_shows_again_is_asked_about_and_not_doubled(
    on_the_doorstep: Person, service: Service
) -> None:
    page = on_the_doorstep.page
    on_the_doorstep.sign_in("practitioner")
    on_the_doorstep.go(f"/children/{service.people.mine}/record/contact")
    fills(page, LUNCH, "2")
    page.get_by_role("button", name="Record", exact=True).dblclick()
    saved(page)

    page.go_back()
    expect(page.get_by_label("What happened?")).to_have_value(LUNCH)
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Not recorded yet: is this already told?")).to_be_visible()
    assert told(service, LUNCH) == 1
