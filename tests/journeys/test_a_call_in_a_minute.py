"""What comes most often is recorded in under a minute, by keyboard alone, wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.factories.users import visit
from tests.journeys.conftest import NARROW, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

    from tests.journeys.conftest import Person, Service

# Human speed: 40 words a minute is 200 characters; finding a key or reading a label takes longer.
A_CHARACTER = 60 / 200
A_KEY = 0.6
CALL = "Invented: school rang. Amsel asleep in class, says baby cried all night."


class Hands:
    """
    Two hands at a keyboard: the keys that they press, and the time that they would take.
    """

    def __init__(self, person: Person) -> None:
        self.person = person
        self.seconds = 0.0
        self.keys = 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.person.page.keyboard.press(key)
            self.seconds += A_KEY
            self.keys += 1

    def writes(self, words: str) -> None:
        self.person.page.keyboard.type(words)
        self.seconds += len(words) * A_CHARACTER

    def goes_to(self, at: str, *, back: bool = False) -> None:
        """
        Press Tab until what is reached matches a selector.
        """
        for _ in range(40):
            if self.person.page.evaluate("at => document.activeElement.matches(at)", at):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"{at} is not reached by Tab")

    def records(self, said: str) -> None:
        """
        Record what is on the form, and find it in the chronology.
        """
        page = self.person.page
        self.press("Control+Enter")
        expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Recorded as entry")
        expect(page.locator(".tl-timeline").first).to_contain_text(said)


def begins(person: Person, service: Service, words: str) -> Hands:
    """
    Open quick entry at the child's page by its key; the time begins with it.
    """
    page = person.page
    person.go(f"/children/{service.people.mine}")
    page.get_by_role("button", name="Quick entry").focus()
    hands = Hands(person)
    hands.press("Enter")
    on = "Call or message"
    page.get_by_role("heading", name=f"Quick entry: {on}").wait_for()
    is_where_one_writes(page)
    if words != on:
        kind = words.lower().replace(" ", "_")
        hands.goes_to(f'button[name="switch"][value="{kind}"]', back=True)
        hands.press("Enter")
        page.get_by_role("heading", name=f"Quick entry: {words}").wait_for()
        is_where_one_writes(page)
    return hands


def is_where_one_writes(page: Page) -> None:
    """
    Wait as a person does: nobody types before the cursor stands in the box.
    """
    expect(page.locator("[name=fact]")).to_be_focused()


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_call_a_missed_appointment_and_a_visit_take_under_a_minute_each_by_keyboard_alone(
    person: Person, service: Service, screen: ViewportSize
) -> None:
    page = person.page
    page.set_viewport_size(screen)
    # Long after what is on the record already: none of it may be the same.
    service.clock.forward(minutes=14 * 24 * 60)
    person.sign_in("practitioner")

    call = begins(person, service, "Call or message")
    person.looks_at("quick-contact")
    call.writes(CALL)
    call.goes_to("[name=from_whom]")
    call.writes("sch")
    call.goes_to("[name=about]")
    call.writes("Asleep in class")
    call.goes_to("[name=immediate_risk]")
    call.press("ArrowDown")
    call.records(CALL)

    missed = begins(person, service, "Missed appointment")
    missed.goes_to('button[name="start"][value="0"]', back=True)
    missed.press("Enter")
    is_where_one_writes(page)
    missed.writes("No reason was given.")
    missed.goes_to("[name=appointment]")
    missed.writes("Hearing test")
    missed.goes_to("[name=done_about_it]")
    missed.writes("Rang mother, no answer.")
    missed.goes_to("[name=there]")
    missed.press("Space")
    person.looks_at("quick-missed-appointment")
    missed.records("Was not brought to: Hearing test")

    seen = begins(person, service, "Visit")
    seen.goes_to('button[name="start"][value="0"]', back=True)
    seen.press("Enter")
    is_where_one_writes(page)
    seen.writes("Invented: showed me the new bed; it was made.")
    seen.goes_to("[name=words]")
    seen.writes("My own bed.")
    seen.goes_to("[name=there]")
    seen.press("Space")
    person.looks_at("quick-visit")
    seen.records("showed me the new bed")

    took = [round(hands.seconds, 1) for hands in (call, missed, seen)]
    assert max(took) < 60, took


def test_what_is_more_than_quick_goes_on_in_the_full_form_with_all_that_was_typed(
    person: Person, service: Service
) -> None:
    page, mine = person.page, service.people.mine
    person.sign_in("practitioner")
    person.go(f"/children/{mine}/quick?kind=visit")
    page.get_by_role("button", name="Planned visit, child seen alone").click()
    expect(page.get_by_label("What was the purpose of the visit?")).to_have_value("Planned visit")
    page.get_by_label("What happened?").fill("Invented: showed me the new bed.")
    page.get_by_role("button", name="There is more to say").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Visit")
    expect(page.get_by_label("What happened?")).to_have_value("Invented: showed me the new bed.")
    page.get_by_label("What is it like to be this child?").fill("Proud.")
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_label("It is something else").check()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator(".tl-timeline")).to_contain_text("To be this child: Proud.")


def test_what_another_agency_told_already_becomes_another_account_of_it(
    person: Person, colleague: Person, service: Service
) -> None:
    page, mine = person.page, service.people.mine
    with service.throughline.writing() as session:
        told = visit(
            session, service.people.users["health_visitor"], mine, key="hv", fact="Invented: calm."
        )
    person.sign_in("practitioner")
    person.go(f"/children/{mine}/quick?kind=visit")
    page.get_by_label("What happened?").fill("Invented: calm, with the health visitor.")
    page.get_by_label("What was the purpose of the visit?").fill("Planned visit")
    page.get_by_role("group", name="Was the child seen?").get_by_label("Yes").check()
    page.get_by_role("group", name="Was the child spoken to alone?").get_by_label(
        "No", exact=True
    ).check()
    with service.throughline.reading() as session:
        day = session.log.at([told])[0].occurred.first
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).first.fill(str(number))
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("Not recorded yet: is this already told?")).to_be_visible()
    person.looks_at("likely-same")
    page.get_by_label(f"The same as entry {told}").check()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Recorded as entry")
    with service.throughline.reading() as session:
        (link,) = [e for e in session.log.stream(mine) if e.kind == "accounts_linked"]
    assert str(told) in link.content["entries"]
