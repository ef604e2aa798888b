"""What was written on paper while the service was down comes in with its true times."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from events.occurred import Occurred
from service.actions.errors import ActionRefused
from tests.fakes.office import AGENCY, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def sent(office: Office, **more: str) -> TestResponse:
    """
    Send the form of a call, at half past two on 18 March, as its page offers it.
    """
    browser, where = office.browser(), f"/children/{office.child}/record/contact"
    page = html.fromstring(browser.get(where).text)
    form = next(one for one in page.forms if "fact" in one.fields)
    said = {
        "occurred-day": "18",
        "occurred-month": "3",
        "occurred-year": "2026",
        "occurred-time": "14:30",
        "from_whom": "school",
        "about": "A bruise",
        "fact": "The school rang about a bruise on the cheek.",
        **more,
    }
    assert set(said) <= set(form.fields.keys())
    return browser.post(where, data={k: v for k, v in form.form_values() if k != "keep"} | said)


def newest(office: Office) -> Any:
    with office.throughline.reading() as session:
        return session.log.stream(office.child)[-1]


ON_PAPER = {"paper_on-day": "18", "paper_on-month": "3", "paper_on-year": "2026"}


def test_the_agency_knew_on_the_day_of_the_paper_and_the_log_says_when_it_came_here(
    office: Office,
) -> None:
    done = sent(office, paper_by="Invented Colleague", **ON_PAPER, **{"paper_on-time": "14:40"})
    assert done.status_code == 303
    entry = newest(office)
    assert entry.occurred.words() == "18 March 2026, 14:30"
    assert (entry.content["paper_by"], entry.content["paper_on"]) == (
        "Invented Colleague",
        "2026-03-18T14:40:00Z",
    )
    assert {(one.agency, one.on) for one in entry.learned} == {(AGENCY, date(2026, 3, 18))}
    assert entry.recorded.date() == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (ON_PAPER, "Say who wrote it on paper"),
        ({**ON_PAPER, "paper_by": "Somebody", "paper_on-day": "28"}, "Give a day that has come"),
        ({**ON_PAPER, "paper_by": "Somebody", "paper_on-day": "17"}, "before it happened"),
        ({**ON_PAPER, "paper_by": "Somebody", "paper_on-time": "25:00"}, "Give a real date"),
    ],
)
def test_a_paper_that_cannot_be_is_named_with_its_fix_and_nothing_is_recorded(
    office: Office, paper: dict[str, str], said: str
) -> None:
    before = newest(office).position
    answer = sent(office, **paper)
    assert answer.status_code == 422
    assert said in answer.text
    assert newest(office).position == before


def test_a_program_that_sends_papers_is_held_to_the_same(office: Office) -> None:
    content = {"fact": "Rang.", "paper_on": "2026-03-19"}
    with pytest.raises(ActionRefused) as refused:
        office.record(content | {"paper_by": "Somebody"}, day="2026-03-20")
    assert set(refused.value.fields) == {"paper_on"}
    assert Occurred.day(date(2026, 3, 20)) == newest(office).occurred
