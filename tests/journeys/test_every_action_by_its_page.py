"""Every kind that no form records is recorded in a real browser, on the page of its own action."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from events.kind import By
from events.vocabulary import KINDS
from service.access.accounts import create_user
from service.access.passwords import NewPassword
from service.settings import Settings
from service.wiring import throughline
from tests.factories.files import TEXT
from tests.factories.users import PASSWORD, SOCIAL_CARE, caseload
from tests.fakes.stopped_clock import StoppedClock
from tests.journeys.actions import ACTS
from tests.journeys.answering import answer
from tests.journeys.conftest import WIDE, Person, served
from tests.journeys.every_page import tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from events.recorded_event import RecordedEvent
    from tests.journeys.actions import Act
    from tests.journeys.conftest import Service
    from tests.journeys.every_page import Told

BY_ACTION = {name for name, kind in KINDS.items() if kind.by is By.ACTION}

BY_NOBODY = {
    "escalation_raised": "the sweep raises it; people answer it",
}
"""Kinds that no page records, each with the reason."""

BY_THE_SERVICE = {"persons_may_match"}
"""What the service says of what somebody did; everything else is said by whoever did it."""


@pytest.fixture
def house(
    migrated_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Service]:
    """
    The service over a small caseload, on either database, with a lead of the child's own agency.
    """
    # What is erased is sealed at once; a server's database has no file beside it for that key.
    monkeypatch.setenv("THROUGHLINE_SIGNING_KEY", b64encode(bytes(range(32))).decode())
    clock = StoppedClock("2026-03-02T09:00:00+00:00")
    copies = str(tmp_path / "duty-copies")
    settings = Settings(
        database_url=migrated_database_url, duty_copies=copies, session_key="k" * 40
    )
    opened = throughline(settings, clock)
    people = caseload(opened)
    with opened.writing() as session:
        create_user(
            session.connection,
            username="first_lead",
            name="Invented First Lead",
            email="first@example.org",
            agency=SOCIAL_CARE,
            role="safeguarding lead",
            team="",
            password=NewPassword(PASSWORD),
            now=session.now,
        )
    with served(opened, clock, people) as started:
        yield started


class Doing:
    """
    One window for each person, and what the log holds since.
    """

    def __init__(self, browser: Browser, service: Service, told: Told) -> None:
        self._browser, self._service = browser, service
        self._windows: dict[str, tuple[BrowserContext, Page]] = {}
        self._read = 0
        self._names: dict[str, Any] = {
            **asdict(told),
            "late": told.outcome,
            "users": service.people.users,
            "last": {},
        }
        self.recorded()

    def window(self, user: str) -> Page:
        if user not in self._windows:
            context = self._browser.new_context(viewport=WIDE, locale="en-GB")
            page = context.new_page()
            self._windows[user] = context, page
            Person(service=self._service, page=page).sign_in(user)
        return self._windows[user][1]

    def put(self, words: str) -> str:
        """
        Put in what an act calls by name.
        """
        return words.format_map(self._names)

    def recorded(self) -> list[RecordedEvent]:
        """
        Return what was recorded since, and remember what can be called by name of it.
        """
        with self._service.throughline.reading() as session:
            events = list(session.log.after(self._read))
        for event in events:
            self._read = event.position
            self._names["last"][event.kind] = event.entry_id
            if event.kind == "outcome_planned":
                self._names["outcome"] = event.stream
            if event.kind == "person_registered":
                self._names["person"] = event.subjects[0].person
        return events

    def do(self, act: Act, file: Path) -> str:
        """
        Do one act, and return what is wrong with what came of it; "" for nothing.
        """
        page = self.window(act.who)
        page.goto(self._service.address + self.put(act.where))
        # Not by its role: what is folded up has none yet.
        pressed = page.locator("button", has_text=re.compile(rf"^\s*{act.press}"))
        form = page.locator("form").filter(has=pressed).first
        button = form.locator(pressed).first
        typed = [(name, self.put(words)) for name, words in act.typed]
        if act.file:
            form.locator('input[type="file"]').set_input_files(file)
        answer(form, typed)
        gives_a_file = "pack_generated" in act.records
        with page.expect_download() if gives_a_file else page.expect_navigation():
            button.click()
        events = self.recorded()
        refused = page.locator(".govuk-error-summary")
        if refused.count():
            return refused.inner_text()
        user = self._service.people.users.get(act.who)
        lacking = set(act.records) - {one.kind for one in events}
        others = {
            one.kind
            for one in events
            if one.kind in {*act.records} - BY_THE_SERVICE
            and user is not None
            and one.actor != f"user:{user}"
        }
        content = orjson.dumps([one.content for one in events]).decode()
        unread = [words for _name, words in typed if ":" in words and words not in content]
        return f"{lacking=} {others=} {unread=}" if lacking or others or unread else ""

    def close(self) -> None:
        for context, _page in self._windows.values():
            context.close()


def test_no_kind_is_left_without_a_page_that_records_it() -> None:
    assert {kind for act in ACTS for kind in act.records} | set(BY_NOBODY) == BY_ACTION


def test_what_is_done_on_a_page_of_its_own_stands_in_the_record_as_it_was_written(
    house: Service, browser: Browser, tmp_path: Path
) -> None:
    doing = Doing(browser, house, tell(house, tmp_path))
    note = tmp_path / "note.txt"
    note.write_bytes(TEXT)
    wrong = {}
    for number, act in enumerate(ACTS):
        if said := doing.do(act, note):
            wrong[f"{number} {act.records[0]}"] = said
    doing.close()
    assert wrong == {}
