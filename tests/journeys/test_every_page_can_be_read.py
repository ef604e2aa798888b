"""Every address of the pages can be read by anybody: on a small screen, enlarged, and refused."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as GaveAFile

from events.kind import By
from events.vocabulary import KINDS
from service.web.app import create_app
from service.web.routing import PAGES
from tests.journeys.conftest import Person
from tests.journeys.every_page import addresses, tell, who_opens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.journeys.conftest import Service
    from tests.journeys.every_page import Told

WIDTHS, NARROW = (640, 320), (320,)
"""A laptop's 1,280 px at 200% zoom, and a telephone."""
OK = 200
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Looking:
    """
    One window for each person, in which every page is looked at, and what was found wrong.
    """

    def __init__(self, browser: Browser, service: Service) -> None:
        self._browser, self._service = browser, service
        self._windows: dict[str, tuple[BrowserContext, Page]] = {}
        self.wrong: list[str] = []
        self.seen = 0

    def window(self, user: str) -> Page:
        if user not in self._windows:
            context = self._browser.new_context(
                viewport={"width": WIDTHS[0], "height": 900}, locale="en-GB"
            )
            page = context.new_page()
            self._windows[user] = context, page
            if user:
                Person(service=self._service, page=page).sign_in(user)
        return self._windows[user][1]

    def look(self, page: Page, where: str, widths: tuple[int, ...] = WIDTHS) -> None:
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page).response["violations"]
            self.wrong += [
                f"{where} at {width}px: {one['id']} {[n['target'] for n in one['nodes']][:3]}"
                for one in found
            ]
            if (over := page.evaluate(TOO_WIDE)) > 0:
                self.wrong.append(f"{where} at {width}px: {over}px too wide")
        if (headings := page.locator("h1").count()) != 1:
            self.wrong.append(f"{where}: {headings} headings of the first level")
        self.seen += 1

    def close(self) -> None:
        for context, _page in self._windows.values():
            context.close()


@pytest.fixture
def told(service: Service, tmp_path: Path) -> Told:
    """
    A record in which every page has something to show.
    """
    return tell(service, tmp_path)


@pytest.fixture
def looking(browser: Browser, service: Service) -> Iterator[Looking]:
    """
    The windows in which pages are looked at.
    """
    opened = Looking(browser, service)
    yield opened
    opened.close()


def walk(looking: Looking, service: Service, told: Told, *, kinds: bool) -> set[str]:
    """
    Look at every page, or at the form of every kind, and return which pages there were.

    The forms of a hundred kinds are put together from the same parts: they are looked at narrow.
    """
    reached = set()
    for name, path in addresses(create_app(service.throughline), told):
        if (name == "record") is not kinds:
            continue
        page = looking.window(who_opens(name))
        answer = page.goto(service.address + path)
        if answer and answer.status != OK:
            looking.wrong.append(f"{path} is answered with {answer.status}")
            continue
        reached.add(name)
        looking.look(page, path, NARROW if kinds else WIDTHS)
    return reached


def test_nobody_is_kept_from_any_page_by_eyes_zoom_or_a_small_screen(
    looking: Looking, service: Service, told: Told
) -> None:
    reached = walk(looking, service, told, kinds=False)

    assert looking.wrong == []
    assert reached == {n for n, page in PAGES.items() if not page.saved and n != "record"}


def test_nobody_is_kept_from_the_form_of_any_kind_of_entry(
    looking: Looking, service: Service, told: Told
) -> None:
    walk(looking, service, told, kinds=True)

    assert looking.wrong == []
    assert looking.seen == sum(kind.by is By.FORM for kind in KINDS.values())


def test_nobody_is_kept_from_a_form_that_was_refused(
    looking: Looking, service: Service, told: Told
) -> None:
    """
    Each form is sent as it comes, and what answers is read: the summary of errors, mostly.
    """
    refused = 0
    for name, path in addresses(create_app(service.throughline), told):
        # Signing in and out is looked at elsewhere; here it would end the looking.
        if not PAGES[name].form or name in {"sign_in", "sign_out"} or "/record/" in path:
            continue
        page = looking.window(who_opens(name))
        page.goto(service.address + path)
        form = page.locator("main form[method=post]").last
        if not form.count():
            continue
        with suppress(GaveAFile), page.expect_navigation():
            form.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
        refused += page.get_by_text("There is a problem").count()
        looking.look(page, f"{path}, sent empty")

    assert looking.wrong == []
    assert refused > 20, refused
