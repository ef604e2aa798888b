"""The service on a port of this machine, and a browser that somebody has signed in with."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from escalation.running.sweep import sweep
from service.access.people import People
from service.settings import Settings
from service.web.app import create_app
from service.wiring import Throughline, throughline
from tests.factories.users import PASSWORD, caseload
from tests.fakes.served import on_a_port
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

    from tests.factories.users import Caseload

PICTURES = Path(__file__).parents[2] / "var" / "screenshots"
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}

# What is waited for comes in its time on a machine that has other work too; what never comes fails.
expect.set_options(timeout=60_000)


@dataclass(kw_only=True)
class Service:
    """
    The running service, its clock and the people in it.
    """

    address: str
    throughline: Throughline
    clock: StoppedClock
    people: Caseload

    def sweep(self) -> None:
        """
        Let the scheduler's sweep run once, at the clock's present.
        """
        sweep(self.throughline.database, People, self.clock)


@dataclass(kw_only=True)
class Person:
    """
    Somebody at a browser.

    Args:
        trouble: What the browser complained of: a refused script, a missing file.
    """

    service: Service
    page: Page
    trouble: list[str] = field(default_factory=list)

    def hears(self, sort: str, said: str) -> None:
        """
        Keep what the browser complains of; that a form was refused is no complaint.
        """
        if sort in {"error", "warning"} and "422" not in said:
            self.trouble.append(said)

    def go(self, path: str) -> None:
        """
        Open an address.
        """
        self.page.goto(self.service.address + path)

    def sign_in(self, username: str) -> None:
        """
        Sign in from the first page.
        """
        self.go("/sign-in")
        self.page.get_by_label("User name").fill(username)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("button", name="Sign out").wait_for()

    def looks_at(self, name: str) -> None:
        """
        Take a picture for people, and have the page's accessibility and width checked.
        """
        self.page.wait_for_load_state()
        PICTURES.mkdir(parents=True, exist_ok=True)
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        self.page.screenshot(path=str(PICTURES / f"{name}-{width}.png"), full_page=True)
        found = Axe().run(self.page).response["violations"]
        too_wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        headings = self.page.locator("h1").count()

        assert [(one["id"], [n["target"] for n in one["nodes"]]) for one in found] == []
        assert too_wide <= 0, f"{name} is {too_wide}px too wide at {width}px"
        assert headings == 1, f"{name} has {headings} headings of the first level"
        assert self.trouble == []


@contextmanager
def served(opened: Throughline, clock: StoppedClock, people: Caseload) -> Iterator[Service]:
    """
    Serve the pages on a port of this machine, swept once, until the block ends.
    """
    with on_a_port(create_app(opened), threads=4) as port:
        started = Service(
            address=f"http://127.0.0.1:{port}",
            throughline=opened,
            clock=clock,
            people=people,
        )
        started.sweep()
        yield started
    opened.database.close()


@pytest.fixture
def service(migrated_sqlite_url: str, tmp_path: Path) -> Iterator[Service]:
    """
    The service over a small caseload, on a Monday morning in term time.
    """
    clock = StoppedClock("2026-03-02T09:00:00+00:00")
    copies = str(tmp_path / "duty-copies")
    opened = throughline(Settings(database_url=migrated_sqlite_url, duty_copies=copies), clock)
    with served(opened, clock, caseload(opened)) as started:
        yield started


def _at(service: Service, context: BrowserContext) -> Person:
    page = context.new_page()
    person = Person(service=service, page=page)
    page.on("console", lambda said: person.hears(said.type, said.text))
    page.on("pageerror", lambda error: person.trouble.append(str(error)))
    return person


@pytest.fixture
def person(service: Service, browser: Browser) -> Iterator[Person]:
    """
    Somebody at an office screen.
    """
    context = browser.new_context(viewport=WIDE, locale="en-GB")
    yield _at(service, context)
    context.close()


@pytest.fixture
def colleague(service: Service, browser: Browser) -> Iterator[Person]:
    """
    Somebody else, at another browser.
    """
    context = browser.new_context(viewport=WIDE, locale="en-GB")
    yield _at(service, context)
    context.close()


@pytest.fixture
def on_the_doorstep(service: Service, browser: Browser) -> Iterator[Person]:
    """
    Somebody with an old telephone on which no script runs.
    """
    context = browser.new_context(viewport=NARROW, locale="en-GB", java_script_enabled=False)
    yield _at(service, context)
    context.close()
