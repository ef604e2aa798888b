"""
A correction changes what somebody changed and nothing else, for every kind and every date.

The form is sent as a browser would send it: with whatever the page filled it with.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from events.kind import By
from events.occurred import Occurred
from events.recorded_event import NewEvent, Subject
from events.vocabulary import KINDS
from projections.child_record import gather
from projections.chronology.chronology import chronology
from tests.fakes.office import AGENCY, Office
from tests.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

    from projections.chronology.entry import Entry

BY_FORM = [name for name, kind in KINDS.items() if kind.by is By.FORM]
DATES = [
    Occurred.day(date(2019, 3, 27)),
    Occurred.month(2019, 3),
    Occurred.year(2019),
    Occurred.instant(datetime(2019, 1, 1, 8, 5, 31, 250000, tzinfo=UTC)),
    # Half past one came twice that night: this is the second.
    Occurred.instant(datetime(2019, 10, 27, 1, 30, tzinfo=UTC)),
    Occurred.between(date(2018, 11, 1), date(2019, 2, 28)),
    Occurred.about(date(2019, 3, 27), date(2019, 3, 27)),
    Occurred.about(date(2019, 3, 1), date(2019, 3, 31)),
    Occurred.about(date(2018, 11, 1), date(2018, 12, 31)),
    Occurred.before(date(2019, 5, 12)),
    Occurred.after(date(2019, 5, 12)),
]


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def recorded(office: Office, kind: str, content: dict[str, Any], occurred: Occurred) -> str:
    """
    Record an entry as a program of another agency may have sent it, and return its number.
    """
    new = NewEvent(
        kind=kind,
        occurred=occurred,
        content=content,
        agency=AGENCY,
        actor=f"user:{office.reader('worker').user}",
        subjects=(Subject(person=office.child, role="child"),),
    )
    with office.throughline.writing() as session:
        done = session.log.append(
            [new],
            stream=office.child,
            decided_on=None,
            key=f"rest/{kind}/{occurred.as_json()}",
            now=session.now,
        )
    return done.events[0].entry_id


def corrected(browser: FlaskClient, office: Office, entry: str, **changed: str) -> str:
    """
    Open an entry's form, change what is named, send it, and return what went wrong.
    """
    where = f"/children/{office.child}/entries/{entry}/correct"
    page = html.fromstring(browser.get(where).text)
    form = next(one for one in page.forms if "correction-reason" in one.fields)
    names = {**changed, "correction-reason": "It was misheard."}
    sent = [(name, value) for name, value in form.form_values() if name not in names | {"keep": ""}]
    body: dict[str, list[str]] = {}
    for name, value in [*sent, *names.items()]:
        body.setdefault(name, []).append(value)
    answer = browser.post(where, data=body)
    if answer.status_code == 303:
        return ""
    said = html.fromstring(answer.text).find_class("govuk-error-summary")
    return " ".join(said[0].text_content().split()) if said else f"status {answer.status_code}"


def entries(office: Office) -> dict[str, Entry]:
    with office.throughline.reading() as session:
        return {one.id: one for one in chronology(gather(session.log, office.child)).entries}


def test_of_no_kind_is_an_answer_lost_that_nobody_touched(office: Office) -> None:
    browser = office.browser()
    moment = Occurred.instant(datetime(2026, 3, 20, 14, 30, 12, tzinfo=UTC))
    refused, wanted, now = {}, {}, {}
    for number, kind in enumerate(BY_FORM):
        if number % 8 == 0:
            # A short record is read faster.
            office.another_child(f"Invented {number}")
        content = KINDS[kind].read(kind, sample(kind))
        entry = recorded(office, kind, content, moment)
        told = "fact" in KINDS[kind].content().fields
        changed = {"fact": "Something else."} if told else {"occurred-day": "19"}
        if wrong := corrected(browser, office, entry, **changed):
            refused[kind] = wrong
        wanted[entry] = content | changed if told else content
        now[entry] = entries(office)[entry]
    assert refused == {}
    lost = {
        now[entry].kind: {
            name: (content.get(name), now[entry].content.get(name))
            for name in {*content, *now[entry].content}
            if content.get(name) != now[entry].content.get(name)
        }
        for entry, content in wanted.items()
        if now[entry].content != content or ("fact" in content and now[entry].occurred != moment)
    }
    assert lost == {}


def test_no_date_becomes_coarser_because_the_words_were_mended(office: Office) -> None:
    browser = office.browser()
    content = {"from_whom": "neighbour", "about": "A call", "fact": "Misheard."}
    before = {recorded(office, "contact", content, when): when for when in DATES}
    for entry in before:
        assert not corrected(browser, office, entry, fact="Heard anew.")
    after = entries(office)
    assert {entry: after[entry].occurred for entry in before} == before
    assert {after[entry].content["fact"] for entry in before} == {"Heard anew."}
