"""A page never lets anybody believe that somebody will be told who will not be."""

from __future__ import annotations

import re
from uuid import NAMESPACE_OID

import pytest
from sqlalchemy import select

from escalation.people import Recipient
from escalation.running.channel import Line, Parcel
from escalation.running.message import body
from escalation.running.reaching import unreached
from escalation.running.sweep import sweep
from escalation.running.tables import DELIVERY
from service.access.people import People
from tests.fakes.office import AGENCY, NOW, POLICE, Office


@pytest.fixture
def office(migrated_sqlite_url):
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def token(browser, where):
    return re.findall('csrf_token" value="([^"]+)"', browser.get(where).text)[0]


def days(prefix, day):
    year, month, of_month = day.split("-")
    return {f"{prefix}-day": of_month, f"{prefix}-month": month, f"{prefix}-year": year}


def planned(browser, office, owner):
    where = f"/children/{office.child}/plan-outcome"
    sent = {
        "csrf_token": token(browser, where),
        "key": f"plan {owner}",
        "risk": "Meals are missed.",
        "response": "Weekly visits.",
        "desired": "Is not hungry on Monday mornings.",
        "measure": "School's breakfast notes.",
        "owner": owner,
        "agency": AGENCY,
    }
    answer = browser.post(where, data=sent | days("due", "2026-04-20"))
    assert answer.status_code == 303, answer.text
    return browser.get(answer.location).text


def test_who_plans_with_an_owner_without_a_sign_in_is_told_that_nobody_is_reminded(office):
    browser = office.browser()

    page = planned(browser, office, "Jane Unknown")
    plan = browser.get(f"/children/{office.child}/outcomes").text

    assert "Planned. No single person of the owner’s name has a sign-in here" in page
    assert "Invented Worker (Invented social care), who leads the child’s work, hears" in page
    assert "Choose who chases it" in page
    assert "Owner has no sign-in" in page
    assert "Owner has no sign-in" in plan


def test_an_owner_who_has_a_sign_in_is_not_said_to_have_none(office):
    browser = office.browser()

    page = planned(browser, office, "Invented Other (Invented social care)")
    plan = browser.get(f"/children/{office.child}/outcomes").text

    assert "Planned." in page
    assert "sign-in" not in page + plan


def test_an_absence_in_which_nobody_stands_in_says_so_and_lists_what_falls_due(office):
    office.owes("2026-04-07")
    office.owes("2026-05-20")
    browser = office.browser()
    sent = {"csrf_token": token(browser, "/away"), "act": "absence", "key": "away"}
    sent |= days("away-from_day", "2026-04-06") | days("away-to_day", "2026-04-10")

    answer = browser.post("/away", data=sent)
    page = browser.get(answer.location).text

    assert "Recorded. Nobody stands in" in page
    assert "the ladder tells whoever stands in" not in page
    assert "Is not hungry on Monday mornings.</a>, due 7 April 2026" in page
    assert "20 May 2026" not in page


def test_a_receiver_reads_the_names_that_were_typed_and_is_led_to_the_record(office):
    handover = office.record(
        {
            "to": AGENCY,
            "what": "A child who is hungry",
            "asked": "Watch at breakfast",
            "to_whom": "Jane Unknown of the front desk",
            "from_whom": str(office.user("other")),
        },
        kind="handover_sent",
    )

    worker = office.browser().get(f"/handovers/{handover}").text
    lead = office.browser("lead").get(f"/handovers/{handover}").text

    for page in (worker, lead):
        assert "Jane Unknown of the front desk" in page
        assert "Invented Other (Invented social care)" in page
        assert "not in this record" not in page
    assert "Read the record" in worker
    assert "open it with a reason" not in worker
    # Whoever may not open it is told whom to ask.
    assert "Read the record" not in lead
    assert "open it with a reason" in lead


def written(office):
    with office.throughline.reading() as session:
        rows = session.connection.execute(select(DELIVERY).order_by(DELIVERY.c.id)).all()
    return [(row.recipient, row.level, row.urgent, row.next_attempt) for row in rows]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("handover_sent", {"what": "A child who is hungry", "asked": "Watch at breakfast"}),
        (
            "challenge_raised",
            {
                "stage": "practitioners",
                "about": "No strategy discussion was held.",
                "reason": "The child was in the room.",
                "asked": "Hold one today.",
            },
        ),
    ],
)
def test_what_is_sent_to_somebody_by_name_with_a_date_is_written_to_them_at_once(
    office, kind, more
):
    office.officer_works_with_the_child()
    officer = office.user("officer")
    sent = {"to": POLICE, "to_whom": str(officer), "due": "2026-03-30"}

    office.record(more | sent, kind=kind, day="2026-03-27")
    sweep(office.throughline.database, People, office.clock)
    first = written(office)
    office.clock.set("2026-04-02T09:00:00Z")
    sweep(office.throughline.database, People, office.clock)

    assert first == [(officer, 0, 1, NOW)]
    # That it is late does not wait for the one message of a day either.
    overdue = [(urgent, at) for who, level, urgent, at in written(office)[1:] if who == officer]
    assert overdue == [(1, office.clock.now())] * len(overdue)
    assert overdue


def test_what_is_sent_to_a_name_without_a_sign_in_is_written_to_nobody_who_was_not_meant(office):
    office.officer_works_with_the_child()
    office.record(
        {
            "to": POLICE,
            "to_whom": "Jane Unknown",
            "what": "A child who is hungry",
            "asked": "Watch at breakfast",
            "due": "2026-03-30",
        },
        kind="handover_sent",
        day="2026-03-27",
    )
    sweep(office.throughline.database, People, office.clock)

    assert written(office) == []


def test_a_message_of_what_was_sent_does_not_say_that_it_is_overdue():
    line = Line(reference="7", because="a handover was sent to you by name", level=0)
    somebody = Recipient(id=NAMESPACE_OID, name="Invented", email="i@agency.invalid", agency=AGENCY)

    said = body(
        Parcel(id=NAMESPACE_OID, to=somebody, made=NOW, urgent=True, lines=(line,)),
        "https://throughline.invalid",
    )

    assert "Its reference is 7. Why you: a handover was sent to you by name." in said
    assert "overdue" not in said
    assert "It is sent at once" in said


def test_a_late_handover_to_an_agency_without_a_manager_is_told_to_who_knows_the_child_there(
    office,
):
    office.officer_works_with_the_child()
    sent = {"what": "A child who is hungry", "asked": "Watch at breakfast", "due": "2026-03-30"}
    office.record({"to": POLICE} | sent, kind="handover_sent", day="2026-03-27")
    sweep(office.throughline.database, People, office.clock)
    with office.throughline.reading() as session:
        asked = People(session.connection)
        gaps = [
            gap
            for gap in unreached(session.connection, asked, now=session.now)
            if gap.ladder == "handover" and gap.level == 1
        ]
    office.clock.set("2026-04-02T09:00:00Z")
    sweep(office.throughline.database, People, office.clock)

    assert written(office)[0][:2] == (office.user("officer"), 1)
    # Nor does the page of ladders say that this level reaches nobody for it.
    assert POLICE not in {case.agency for gap in gaps for case in gap.cases}


def test_the_preview_of_a_ladder_for_what_is_sent_shows_whom_the_sweep_would_tell(office):
    office.officer_works_with_the_child()
    browser, where = office.browser("manager"), "/ladders/edit?ladder=handover"
    sent = {
        "csrf_token": token(browser, where),
        "act": "preview",
        "ladder": "handover",
        "owner": "Invented Officer",
        "lead": "Invented Worker",
    }

    page = browser.post(where, data=sent | days("passes", "2026-04-02")).text

    assert "and it was sent to this person" in page
    assert "Invented Officer (owns it)" in page
    assert "Invented Worker (leads the child&#39;s work)" in page
    assert "Invented Manager (manages the child&#39;s lead practitioner)" in page
