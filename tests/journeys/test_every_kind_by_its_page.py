"""Every kind that people record is recorded in a real browser, and reads back as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from events.vocabulary import KINDS
from service.web.forms.questions import filled, of_kind
from service.web.offered import Offered
from tests.factories.every_kind import BY_FORM, DAY, said_on_its_page
from tests.fakes.office import PASSWORD, Office
from tests.fakes.served import on_a_port
from tests.journeys.answering import answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PARTS = 4
"""The kinds are gone through in so many tests, so that none takes minutes."""


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


@pytest.fixture
def worker(office: Office, browser: Browser) -> Iterator[Page]:
    """
    The worker's own browser, signed in; addresses are below the service's.
    """
    with on_a_port(office.app, threads=4) as port:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{port}", viewport={"width": 1280, "height": 900}
        )
        page = context.new_page()
        page.goto("/sign-in")
        page.get_by_label("User name").fill("invented.worker")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()
        yield page
        context.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_no_kind_loses_a_word_between_its_form_and_the_record(
    office: Office, worker: Page, part: int
) -> None:
    lost: dict[str, Any] = {}
    for kind in BY_FORM[part::PARTS]:
        content = said_on_its_page(kind, office.mother)
        own, shared = of_kind(KINDS[kind])
        typed = [
            *DAY.items(),
            *(
                (name, one)
                for name, every in filled([*own, *shared], content, Offered()).lists()
                for one in every
            ),
        ]

        worker.goto(f"/children/{office.child}/record/{kind}")
        answer(worker.locator("form[data-keep]"), typed)
        worker.get_by_role("button", name="Record", exact=True).click()
        refused = worker.locator(".govuk-error-summary")
        alike = worker.locator('[name="same"][value="another"]')
        said = worker.get_by_role("status").filter(has_text="Recorded as entry")
        expect(refused.or_(said)).to_be_visible()
        if alike.count():
            # The office's own entry of that day is of the same kind, and is asked about.
            alike.check()
            worker.get_by_role("button", name="Record", exact=True).click()
            expect(said).to_be_visible()
        if refused.count():
            lost[kind] = refused.inner_text()
            continue

        entry = said.inner_text().split("Recorded as entry ")[1].split(".")[0]
        with office.throughline.reading() as session:
            (event,) = session.log.at([int(entry)])
        worker.goto(f"/children/{office.child}/entries/{entry}/correct")
        shown = _shown(worker)
        kept = {
            name: (content.get(name), event.content.get(name))
            for name in {*content, *event.content}
            if _unordered(content.get(name)) != _unordered(event.content.get(name))
        }
        unread = [pair for pair in typed if pair not in shown]
        if event.kind != kind or kept or unread:
            lost[kind] = (event.kind, kept, unread)
    assert lost == {}


def _unordered(said: Any) -> Any:
    # A page sends what is ticked in the order of its boxes, which says nothing.
    return sorted(said) if isinstance(said, list) else said


def _shown(page: Page) -> list[tuple[str, str]]:
    """
    Return what the form of an entry is filled with, as the browser would send it.
    """
    sent = page.locator("form[data-keep]").evaluate("one => [...new FormData(one)]")
    return [(name, value.replace("\r\n", "\n")) for name, value in sent]
