"""A draft is kept for its writer alone, sealed with the child's key, and gone once recorded."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from events.log.data_keys import destroy_key
from service.drafts.drafts import Form, keep, kept, unrecorded, writing
from service.drafts.errors import DraftsFull
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

TYPED = "Thistledown said that nobody comes at night."


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def form(office: Office, who: str = "worker") -> Form:
    user = office.reader(who).user
    assert user is not None
    return Form(user=user, child=office.child, name="record/contact")


def sent(browser: FlaskClient, where: str, **fields: str) -> int:
    token = re.findall('name="csrf_token" value="([^"]+)"', browser.get(where).text)[0]
    return browser.post(where, data={"csrf_token": token} | fields).status_code


def test_nobody_reads_a_draft_in_the_database_and_erasing_the_record_erases_it(
    office: Office,
) -> None:
    mine = form(office)
    with office.throughline.writing() as session:
        keep(session, mine, [("fact", TYPED)])
        keep(session, mine, [("fact", TYPED), ("about", "Nights")])
    with office.throughline.reading() as session:
        (stored,) = session.connection.execute(text("SELECT sealed FROM draft")).scalars()
        assert TYPED not in stored
        found = kept(session, mine)
        assert found is not None
        assert dict(found.typed) == {"fact": TYPED, "about": "Nights"}
        assert kept(session, form(office, "other")) is None
    with office.throughline.writing() as session:
        destroy_key(session.connection, office.child, under=1, now=session.now)
    with office.throughline.reading() as session:
        assert kept(session, mine) is None


def test_others_are_seen_while_they_type_and_not_half_an_hour_later(office: Office) -> None:
    with office.throughline.writing() as session:
        keep(session, form(office), [("fact", TYPED)])
    with office.throughline.reading() as session:
        since = session.now - timedelta(minutes=30)
        (seen,) = writing(session, form(office, "manager"), since)
        assert seen.name == "Invented Worker"
        assert writing(session, form(office), since) == ()
        assert writing(session, form(office, "manager"), since + timedelta(hours=1)) == ()


def test_a_draft_is_thrown_away_in_the_transaction_that_records_it(office: Office) -> None:
    browser, where = office.browser(), f"/children/{office.child}/record/contact"
    answers = {"fact": TYPED, "about": "Nights", "from_whom": "neighbour", "key": "one"}
    day = {"occurred-day": "2", "occurred-month": "3", "occurred-year": "2026"}
    assert sent(browser, where, **answers) == 422
    with office.throughline.reading() as session:
        assert len(unrecorded(session.connection, form(office).user)) == 1
    assert TYPED in browser.get(where).text
    assert sent(browser, where, **answers, **day) == 303
    assert sent(browser, where, **answers, **day) == 303
    with office.throughline.reading() as session:
        assert unrecorded(session.connection, form(office).user) == ()
        told = [event for event in session.log.stream(office.child) if event.kind == "contact"]
    assert len(told) == 2


def test_a_draft_cannot_be_kept_where_its_writer_may_not_record(office: Office) -> None:
    browser = office.browser("other")
    token = re.findall('name="csrf_token" value="([^"]+)"', browser.get("/my-account").text)[0]
    fields = {"csrf_token": token, "keep": "script", "fact": TYPED}
    answer = browser.post(f"/children/{office.child}/record/contact", data=fields)
    assert answer.status_code == 403
    assert TYPED in answer.text
    with office.throughline.reading() as session:
        assert session.connection.execute(text("SELECT count(*) FROM draft")).scalar() == 0


def test_another_site_gets_no_button_that_sends_what_it_made_up(office: Office) -> None:
    browser, where = office.browser(), f"/children/{office.child}/record/contact"
    strange = browser.post(where, data={"fact": TYPED}, headers={"Origin": "https://elsewhere"})
    own = browser.post(where, data={"fact": TYPED}, headers={"Origin": "http://localhost"})
    assert (strange.status_code, own.status_code) == (400, 400)
    assert "Send it again" not in strange.text
    assert "Send it again" in own.text


def test_nobody_fills_the_database_with_drafts_and_whoever_has_too_many_still_records(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.drafts.drafts.MOST", 2)
    browser, where = office.browser(), f"/children/{office.child}/record/contact"
    contact = {
        "fact": TYPED,
        "from_whom": "neighbour",
        "about": "Nights",
        "key": "one",
        "occurred-day": "2",
        "occurred-month": "3",
        "occurred-year": "2026",
    }
    for kind in ("visit", "missed_appointment"):
        form_there = where.replace("contact", kind)
        assert sent(browser, form_there, keep="script", fact=TYPED) == 200

    assert sent(browser, where, keep="script", fact=TYPED) == 409
    token = re.findall('name="csrf_token" value="([^"]+)"', browser.get(where).text)[0]
    said = browser.post(where, data={"csrf_token": token, "keep": "yes", "fact": TYPED}).text
    assert "NOT SAVED: keep this text" in said
    assert TYPED in said
    assert "listed under “My work”" in said
    # What is kept already is kept on, what is refused is shown again, what is right is recorded.
    assert sent(browser, where.replace("contact", "visit"), keep="script", fact="More.") == 200
    assert sent(browser, where, fact=TYPED) == 422
    assert sent(browser, where, **contact) == 303
    with office.throughline.reading() as session:
        assert len(unrecorded(session.connection, office.user("worker"))) == 2


def test_waiting_tables_have_an_end_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.drafts.drafts.MOST_BYTES", 1_000)
    with pytest.raises(DraftsFull), office.throughline.writing() as session:
        keep(session, form(office), [("fact", "x" * 1_001)])
