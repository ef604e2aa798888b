"""A telephone call is recorded in under a minute, by keyboard alone, wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.factories.users import visit
from tests.journeys.conftest import NARROW, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

    from tests.journeys.conftest import Person, Service

# Human speed: 40 words a minute is 200 characters; finding a key or reading a label takes longer.
A_CHARACTER = 60 / 200
A_KEY = 0.6
CALL = "Invented: school rang. Amsel asleep in class, says baby cried all night."


class Hands:
    """
    Two hands at a keyboard, and the time that they would take.
    """

    def __init__(self, person: Person) -> None:
        self.person = person
        self.seconds = 0.0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.person.page.keyboard.press(key)
            self.seconds += A_KEY

    def writes(self, words: str) -> None:
        self.person.page.keyboard.type(words)
        self.seconds += len(words) * A_CHARACTER

    def tabs_to(self, name: str) -> None:
        for _ in range(40):
            self.press("Tab")
            if self.person.page.evaluate("document.activeElement.name") == name:
                return
        raise AssertionError(f"{name} is not reached by Tab")


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_call_is_down_in_under_a_minute_by_keyboard_alone(
    person: Person, service: Service, screen: ViewportSize
) -> None:
    page = person.page
    page.set_viewport_size(screen)
    person.sign_in("practitioner")
    person.go(f"/children/{service.people.mine}")
    page.get_by_role("button", name="Quick entry").focus()
    hands = Hands(person)
    hands.press("Enter")
    page.get_by_role("heading", name="Quick entry: Call or message").wait_for()
    person.looks_at("quick-contact")
    assert page.evaluate("document.activeElement.name") == "fact"
    hands.writes(CALL)
    hands.tabs_to("from_whom")
    hands.writes("sch")
    hands.tabs_to("about")
    hands.writes("Asleep in class")
    hands.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("Recorded as entry")
    expect(page.locator(".tl-timeline")).to_contain_text(CALL)
    assert hands.seconds < 60


def test_a_missed_appointment_and_a_visit_start_from_what_is_the_same_every_time(
    person: Person, service: Service
) -> None:
    page, mine = person.page, service.people.mine
    person.sign_in("practitioner")
    person.go(f"/children/{mine}/quick/missed_appointment")
    page.get_by_role("link", name="Was not brought").click()
    page.get_by_label("What was it for?").fill("Invented: hearing test")
    page.get_by_label("What was done about it?").fill("Rang mother, no answer.")
    page.get_by_role("group", name="Who was in it?").get_by_label("Invented Mother").check()
    person.looks_at("quick-missed-appointment")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator(".tl-timeline")).to_contain_text("Was not brought to: Invented: hearing")

    person.go(f"/children/{mine}/quick/visit")
    page.get_by_role("link", name="Planned visit, child seen alone").click()
    page.get_by_label("What happened?").fill("Invented: showed me the new bed.")
    person.looks_at("quick-visit")
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
    person.go(f"/children/{mine}/quick/visit")
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
