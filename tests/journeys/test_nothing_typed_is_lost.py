"""Text that somebody typed outlives the page, the connection, the session and the service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from service.access.sign_in import IDLE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Person, Service

TYPED = "Invented. The school nurse rang: Amsel had no lunch again."


def _contact(page: Page) -> None:
    page.get_by_label("Who was in touch?").select_option("School nurse")
    page.get_by_label("What was it about?").fill("Lunch")
    page.get_by_label("What happened?").fill(TYPED)
    for label, words in (("Day", "2"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(label, exact=True).first.fill(words)


def _told(service: Service) -> int:
    with service.throughline.reading() as session:
        return sum(TYPED in str(event.content) for event in session.log.after(0, 10_000))


def test_a_closed_window_keeps_what_was_typed_and_others_see_who_is_writing(
    person: Person, colleague: Person, service: Service
) -> None:
    page, where = person.page, f"/children/{service.people.mine}/record/contact"
    person.sign_in("practitioner")
    person.go(where)
    _contact(page)
    expect(page.locator("[data-kept]")).to_contain_text("Kept as a draft at")
    person.go("/my-work")
    expect(page.get_by_role("heading", name="Typed and not recorded")).to_be_visible()
    person.looks_at("my-work-with-a-draft")

    colleague.sign_in("manager")
    colleague.go(where)
    expect(colleague.page.locator("[data-others]")).to_contain_text("Invented Practitioner")
    assert TYPED not in colleague.page.content()
    colleague.looks_at("record-while-another-writes")

    page.get_by_role("link", name="Contact: Invented Child Amsel").click()
    expect(page.get_by_label("What happened?")).to_have_value(TYPED)
    person.looks_at("record-from-a-draft")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Recorded as entry")
    page.go_back()
    expect(page.get_by_label("What happened?")).to_have_value("")
    assert _told(service) == 1


def test_while_the_connection_is_lost_the_text_stays_and_goes_through_once_it_is_back(
    person: Person, service: Service
) -> None:
    page, where = person.page, f"/children/{service.people.mine}/record/contact"
    person.sign_in("practitioner")
    person.go(where)
    page.context.set_offline(True)
    _contact(page)
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("NOT SAVED: keep this text")
    expect(page.get_by_label("What happened?")).to_have_value(TYPED)
    left = page.evaluate("JSON.stringify({...localStorage})")
    assert "throughline-outbox" in left
    assert "lunch" not in left.lower()
    person.trouble.clear()
    person.looks_at("record-not-saved")

    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_be_hidden()
    page.wait_for_function("Object.keys(localStorage).length === 0")
    status = page.get_by_role("main").get_by_role("status")
    again = status.filter(has_text="press the button again")
    expect(again).to_be_visible()
    # A line that has just come back may fail once more: the page then says the same again.
    while again.is_visible():
        page.get_by_role("button", name="Record", exact=True).click()
        expect(again.or_(status.filter(has_text="Recorded as entry"))).to_be_visible()
    expect(status).to_contain_text("Recorded as entry")
    assert _told(service) == 1


def test_what_a_browser_could_not_send_is_back_when_its_writer_comes_back_and_gone_at_sign_out(
    person: Person, service: Service
) -> None:
    page, where = person.page, f"/children/{service.people.mine}/record/contact"
    person.sign_in("practitioner")
    person.go(where)
    page.context.set_offline(True)
    _contact(page)
    expect(page.get_by_role("alert")).to_contain_text("NOT SAVED")
    page.on("dialog", lambda asked: asked.accept())
    # Signed out before the line is back: what waits goes through at the next sign-in, not at once.
    service.clock.forward(minutes=int((IDLE + timedelta(minutes=1)).total_seconds() // 60))
    page.context.set_offline(False)
    person.sign_in("practitioner")
    person.go(where)
    expect(page.get_by_label("What happened?")).to_have_value(TYPED)
    expect(page.locator("[data-kept]")).to_contain_text("Kept as a draft at")

    page.evaluate("localStorage.setItem('throughline-outbox /left', 'sealed')")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.wait_for_function("Object.keys(localStorage).length === 0")


def test_after_a_session_has_ended_the_text_is_sent_again_without_script(
    on_the_doorstep: Person, service: Service
) -> None:
    page, where = on_the_doorstep.page, f"/children/{service.people.mine}/record/contact"
    on_the_doorstep.sign_in("practitioner")
    on_the_doorstep.go(where)
    _contact(page)
    service.clock.forward(minutes=int((IDLE + timedelta(minutes=1)).total_seconds() // 60))
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("NOT SAVED: keep this text")
    on_the_doorstep.trouble.clear()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another window").click()
    other = opened.value
    other.get_by_label("User name").fill("practitioner")
    other.get_by_label("Password", exact=True).fill("three invented words")
    other.get_by_role("button", name="Sign in").click()
    other.get_by_role("button", name="Sign out").wait_for()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("status")).to_contain_text("Recorded as entry")
    assert _told(service) == 1


def test_without_script_a_draft_is_kept_by_its_button_and_whenever_the_form_is_refused(
    on_the_doorstep: Person, service: Service
) -> None:
    page, where = on_the_doorstep.page, f"/children/{service.people.mine}/record/contact"
    on_the_doorstep.sign_in("practitioner")
    on_the_doorstep.go(where)
    page.get_by_label("What happened?").fill(TYPED)
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("There is a problem")
    on_the_doorstep.go(where)
    expect(page.get_by_label("What happened?")).to_have_value(TYPED)
    page.get_by_label("What was it about?").fill("Lunch")
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_text("Kept as a draft. It is not recorded")).to_be_visible()
    expect(page.get_by_label("What was it about?")).to_have_value("Lunch")
    page.get_by_role("button", name="Throw the draft away").click()
    on_the_doorstep.go(where)
    expect(page.get_by_label("What happened?")).to_have_value("")
    assert _told(service) == 0
