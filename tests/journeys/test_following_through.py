"""What is owed, who hears and when, as those see it who must follow it through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from service.access.accounts import account_of
from service.actions.plan_outcome import PlanOutcome, plan_outcome
from tests.factories.users import SOCIAL_CARE

if TYPE_CHECKING:
    from uuid import UUID

    from tests.journeys.conftest import Person, Service


@pytest.fixture
def overdue(service: Service) -> UUID:
    """
    An outcome of the practitioner's that nobody has answered for two weeks.
    """
    people = service.people
    with service.throughline.writing() as session:
        account = account_of(session.connection, people.users["practitioner"])
        assert account is not None
        content = {
            "risk": "Meals are missed.",
            "response": "Weekly visits to plan meals.",
            "desired": "Is not hungry on Monday mornings.",
            "measure": "School's breakfast notes for a month.",
            "owner": str(account.id),
            "agency": SOCIAL_CARE,
            "due": "2026-03-03",
        }
        wish = PlanOutcome(child=people.mine, content=content, key="invented plan")
        planned = plan_outcome(session, account.reader, wish)
    for day in range(4, 17):
        service.clock.set(f"2026-03-{day:02}T09:00:00+00:00")
        service.sweep()
    return planned


def _at_both_widths(person: Person, name: str) -> None:
    for width in (320, 1280):
        person.page.set_viewport_size({"width": width, "height": 800})
        person.looks_at(name)


def test_those_who_follow_through_can_use_every_page_of_it_at_every_width(
    person: Person, service: Service, overdue: UUID
) -> None:
    page = person.page
    person.sign_in("lead")
    for name, path in (
        ("timescales", "/timescales?find=T3"),
        ("ladders", "/ladders"),
        ("away", "/away"),
        ("unanswered", "/unanswered"),
        ("overdue", "/overdue"),
        ("my-work-of-a-lead", "/my-work"),
    ):
        person.go(path)
        _at_both_widths(person, name)

    person.go("/ladders")
    page.get_by_role("link", name="Change").first.click()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("these people hear")).to_be_visible()
    _at_both_widths(person, "ladder-previewed")

    page.get_by_role("button", name="Sign out").click()
    person.sign_in("manager")
    person.go("/my-work")
    _at_both_widths(person, "my-work-of-a-manager")
    page.get_by_role("link", name="Is not hungry on Monday mornings.").first.click()
    _at_both_widths(person, "escalation-of-two-weeks")
    person.go(f"/children/{service.people.mine}/outcomes/{overdue}")
    _at_both_widths(person, "outcome-whole-story")
    expect(page.get_by_text("Told again at level 3")).to_have_count(1)
    expect(page.get_by_text("Level 3 hears again, if nobody acts")).to_be_visible()
