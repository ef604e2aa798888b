"""A published case as a practitioner reads it: who knew what, and every page open to anybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from projections.stored.directory import find_child
from service.actions.allocate import Allocate, allocate
from service.importing.importing import import_case
from service.migrating import migrate
from service.settings import Settings
from service.wiring import throughline
from tests.factories.users import OPERATOR, PASSWORD, caseload
from tests.fakes.stopped_clock import StoppedClock
from tests.journeys.conftest import Person, Service, served
from tests.journeys.keyboard import Keyboard
from tests.replays.sample import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

LIMIT_MS = 60_000
A_MINUTE = 60
READING = Path(__file__).parents[2] / "docs" / "reading.md"


@pytest.fixture(scope="module")
def peters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """
    The service over the published case alone, imported once for all of these.
    """
    url = f"sqlite:///{tmp_path_factory.mktemp('peter') / 'throughline.db'}"
    migrate(url)
    clock = StoppedClock("2026-03-02T09:00:00+00:00")
    opened = throughline(Settings(database_url=url), clock)
    people = caseload(opened)
    import_case(opened, SAMPLE, source="baby-peter", actor="operator:somebody")
    with opened.writing() as session:
        child = find_child(session.connection, "peter")
        wish = Allocate(child=child, worker=people.users["practitioner"], role="lead", key="peter")
        allocate(session, OPERATOR, wish)
    with served(opened, clock, people) as started:
        yield started


def _somebody(browser: Browser, service: Service, *, script: bool, width: int = 1280) -> Person:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale="en-GB", java_script_enabled=script
    )
    context.set_default_timeout(LIMIT_MS)
    return Person(service=service, page=context.new_page())


def test_what_the_clinic_did_not_know_on_the_first_of_august_is_on_one_screen(
    browser: Browser, peters: Service
) -> None:
    person = _somebody(browser, peters, script=True)
    person.sign_in("practitioner")
    person.page.get_by_role("link", name="Peter").first.click()
    person.page.get_by_role("link", name="Who knew what").click()
    person.page.get_by_label("As known at").fill("2007-08-01")
    person.page.get_by_role("button", name="Show").click()
    person.page.get_by_label("What did one agency not know?").select_option("hospital")
    person.page.get_by_role("button", name="Show").click()

    missed = person.page.locator("#missed")
    expect(missed).to_contain_text("Mother and grandmother arrested for assault")
    expect(missed).to_contain_text("Child protection conference")
    box = missed.bounding_box()
    assert box is not None
    assert box["height"] <= 900
    person.page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_who_first_learned_of_the_partner_is_found_within_a_minute_by_keyboard_alone(
    browser: Browser, peters: Service, *, script: bool
) -> None:
    person = _somebody(browser, peters, script=script)
    person.go("/sign-in")
    if script:
        # One stop of Tab more, which comes with the script.
        person.page.get_by_role("button", name="Show password").wait_for()
    hands = Keyboard(page=person.page)
    hands.reads()
    hands.goes_to("User name")
    hands.types("practitioner")
    hands.goes_to("Password")
    hands.types(PASSWORD)
    hands.follows("Sign in", "main")
    hands.skips()
    hands.follows("Peter", "main")
    hands.skips()
    hands.follows("People around the child", "main")
    hands.skips()
    hands.follows("Mother's partner", "main")
    hands.scrolls_to("Which agency first learned of them")

    first = person.page.locator("#learned ~ .tl-scroll tbody tr").first
    expect(first).to_contain_text("12 December 2006")
    expect(first).to_contain_text("police")
    figure = f"{hands.keys} keys, {hands.thoughts} decisions and {hands.pages} pages"
    assert figure in READING.read_text(encoding="utf-8"), (figure, hands.seconds, hands.steps)
    assert hands.seconds < A_MINUTE, hands.steps
    person.page.context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_picture_grows_and_shows_its_key_for_pointer_and_keyboard_alike(
    browser: Browser, peters: Service, width: int
) -> None:
    person = _somebody(browser, peters, script=True, width=width)
    person.sign_in("practitioner")
    page = person.page
    page.get_by_role("link", name="Peter").first.click()
    picture = page.get_by_role("group", name="Picture of the timeline")
    at_first = picture.locator("svg").evaluate("drawn => drawn.getBoundingClientRect().width")

    page.get_by_role("button", name="Larger").click()
    expect(picture).to_have_attribute("data-zooms", "150")
    larger = picture.locator("svg").evaluate("drawn => drawn.getBoundingClientRect().width")
    assert larger == pytest.approx(at_first * 1.5, rel=0.02)
    page.get_by_role("button", name="Full height").click()
    expect(page.get_by_role("button", name="Full height")).to_have_attribute("aria-pressed", "true")
    assert picture.evaluate("frame => frame.scrollHeight - frame.clientHeight") <= 1
    person.looks_at("reading-picture-larger")

    picture.focus()
    page.keyboard.press("+")
    expect(picture).to_have_attribute("data-zooms", "225")
    page.keyboard.press("0")
    expect(picture).to_have_attribute("data-zooms", "100")
    expect(page.get_by_role("button", name="Smaller")).to_be_disabled()
    page.context.close()


def test_without_script_the_picture_is_the_same_and_offers_nothing_that_does_not_work(
    browser: Browser, peters: Service
) -> None:
    person = _somebody(browser, peters, script=False)
    person.sign_in("practitioner")
    person.page.get_by_role("link", name="Peter").first.click()

    expect(person.page.get_by_role("group", name="Picture of the timeline")).to_be_visible()
    expect(person.page.get_by_role("button", name="Larger")).to_have_count(0)
    person.page.context.close()


@pytest.mark.parametrize("width", [1280, 640, 320])
def test_every_page_and_state_of_reading_can_be_read_by_anybody(
    browser: Browser, peters: Service, width: int
) -> None:
    """
    640 px are a laptop's 1,280 at 200% zoom.
    """
    person = _somebody(browser, peters, script=True, width=width)
    person.sign_in("practitioner")
    page = person.page
    peter = page.get_by_role("link", name="Peter").first.get_attribute("href")
    entry = "/entries/111"
    for name, path in {
        "reading-child": f"{peter}?length=significant",
        "reading-as-known-at": f"{peter}?known=2007-08-01&known_by=hospital&agency=police",
        "reading-newest": f"{peter}?order=newest&state=late",
        "reading-side-by-side": f"{peter}/side-by-side?known=2007-08-01&of=hospital",
        "reading-no-day": f"{peter}/side-by-side?known=2007-02-31",
        "reading-entry": f"{peter}{entry}",
        "reading-proof": f"{peter}{entry}/proof",
        "reading-extract": f"{peter}/extract?length=court",
        "reading-replay": f"{peter}/replay",
        "reading-rules": "/rules",
        "reading-rule": "/rules/13",
        "reading-rule-load": "/rules/load?over=365",
        "reading-unanswered": "/unanswered",
        "reading-analysis": f"{peter}/record/analysis?cites=111",
    }.items():
        person.go(path)
        person.looks_at(name)
    person.go(str(peter))
    page.get_by_label("Find words").fill("brusing")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("is in no entry and was read as")).to_be_visible()
    person.looks_at("reading-words")
    person.go(f"{peter}?length=significant&agency=police&known=2007-08-01")
    page.get_by_role("link", name="Keep this view").click()
    page.get_by_label("What do you call it?").fill(f"Police on 1 August, at {width}")
    page.get_by_role("button", name="Keep this view").click()
    person.looks_at("reading-kept-view")
    page.get_by_role("link", name="Change them").click()
    person.looks_at("reading-views")
    page.context.close()
