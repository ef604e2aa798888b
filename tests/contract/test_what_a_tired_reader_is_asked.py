"""Pages ask a tired reader nothing that they cannot know, and mix up nothing that they typed."""

from __future__ import annotations

import re

import pytest

from escalation.running.sweep import sweep
from service.access.people import People
from tests.fakes.office import AGENCY, Office


@pytest.fixture
def office(migrated_sqlite_url):
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def token(browser, where):
    return re.findall('csrf_token" value="([^"]+)"', browser.get(where).text)[0]


def test_a_new_call_is_not_typed_into_the_draft_of_an_older_one(office):
    browser, where = office.browser(), f"/children/{office.child}/quick"
    sent = {"csrf_token": token(browser, where)}
    browser.post(where, data=sent | {"keep": "yes", "fact": "The older call.", "about": "A gate"})

    asked = browser.get(where)
    begun = browser.get(f"{where}?go-on=yes")

    assert "The older call." in asked.text
    assert "<textarea" not in asked.text
    assert 'value="A gate"' in begun.text
    again = browser.post(f"{where}?start=2", data=sent | {"discard": "afresh"})
    assert again.location == f"{where}?start=2"
    afresh = browser.get(again.location).text
    assert "<textarea" in afresh
    assert "The older call." not in afresh


def test_who_reads_an_overdue_outcome_from_the_childs_plan_can_acknowledge_it_there(office):
    number = office.overdue()

    owners = office.browser().get(f"/children/{office.child}/outcomes/{office.outcome}").text
    office.opens("lead")
    leads = office.browser("lead").get(f"/children/{office.child}/outcomes/{office.outcome}").text

    assert f'href="/escalations/{number}"' in owners
    assert "Acknowledge it" in owners
    # Who was not told of it has nothing to acknowledge.
    assert "Review it" in leads
    assert "Acknowledge it" not in leads


def test_a_manager_who_previews_a_ladder_is_told_of_no_problem_in_fields_they_do_not_have(office):
    browser, where = office.browser("manager"), "/ladders/edit?ladder=default"
    day = {"passes-day": "2", "passes-month": "4", "passes-year": "2026"}
    sent = {"csrf_token": token(browser, where), "act": "preview", "ladder": "default"}

    first = browser.get(where).text
    page = browser.post(where, data=sent | day | {"owner": "Invented Worker"})

    # Whose work it is is not the manager's own, nor a lead's.
    owner = re.findall('<input[^>]*id="owner"[^>]*>', first)[0]
    assert "Invented Other" in owner or "Invented Worker" in owner
    assert page.status_code == 200
    assert "There is a problem" not in page.text
    assert "Invented Worker (owns it)" in page.text
    assert "You own" not in page.text


def test_what_resolves_an_escalation_is_ticked_by_who_knows_no_numbers(office):
    number = office.overdue()
    browser, where = office.browser(), f"/escalations/{number}"
    page = browser.get(where).text
    sent = {"csrf_token": token(browser, where), "act": "resolve", "key": "one"}
    version = re.findall('name="version" value="([0-9]+)"', page)[0]

    assert "Thistlewhip was said on the telephone" in page
    answer = browser.post(
        where,
        data=sent | {"version": version, "reason": "Eats breakfast.", "shown_by": office.entry},
    )

    assert answer.status_code == 303, answer.text
    with office.throughline.reading() as session:
        (ended,) = [
            one for one in session.log.stream(office.outcome) if one.kind == "outcome_achieved"
        ]
    assert ended.content["evidence_of_change"] == [office.entry]


def test_what_is_escalated_stands_once_on_ones_list_and_names_who_has_heard_and_who_will(office):
    office.overdue()

    work = office.browser().get("/my-work").text
    story = office.browser().get(f"/children/{office.child}/outcomes/{office.outcome}").text

    assert work.count("Is not hungry on Monday mornings") == 1
    heard = work.split("Told last: ")[1].split("</p>")[0]
    assert "Invented Worker" in heard
    ahead = story.split("hears, if nobody acts")[1]
    assert "Invented Manager" in ahead or "Invented Lead" in ahead


def test_who_a_handover_was_sent_to_sees_that_the_answer_is_late(office):
    office.record(
        {"to": AGENCY, "what": "A child who is hungry", "asked": "Watch at breakfast"},
        kind="handover_sent",
    )
    office.clock.set("2026-04-02T09:00:00Z")
    sweep(office.throughline.database, People, office.clock)

    work = office.browser().get("/my-work").text.split("Handed over to")[1]

    assert "2 days late" in work
    assert "answer was due 31 March 2026" in work
