"""Whoever a restricted entry was the first to name is kept with it, wherever somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access.owed import RESTRICTED_WORDS
from service.actions.people_in_it import NewPerson
from service.actions.restrict_record import KEEPS, OPENS
from tests.fakes.office import AGENCY, POLICE, Office

if TYPE_CHECKING:
    from flask.testing import FlaskClient

INFORMANT, TIE = "Wrackleburn Nobody", "uncle who told us"


def around(office: Office, client: FlaskClient) -> list[str]:
    """
    Return everything that is told of who is around the child.
    """
    pages = (
        f"/children/{office.child}",
        f"/children/{office.child}/family",
        f"/api/children/{office.child}/family",
        f"/api/children/{office.child}/genogram",
        f"/api/children/{office.child}/chronology",
        f"/api/events?child={office.child}&limit=500",
    )
    return [client.get(page).get_data(as_text=True) for page in pages]


def restrict(office: Office, **entry: str) -> str:
    return office.said(
        "access_restricted",
        {"reason": "Who told us", "protects": "informant", "agencies_allowed": [AGENCY]} | entry,
    )


@pytest.fixture
def named(office: Office) -> str:
    """
    An entry that names somebody whom nothing else names.
    """
    office.officer_works_with_the_child()
    return office.record(
        {"fact": "Somebody rang."},
        new_people=(NewPerson(name=INFORMANT, role="named", relation=TIE),),
    )


def test_who_is_first_named_in_a_restricted_entry_is_named_to_nobody_else(
    office: Office, named: str
) -> None:
    officer, mine = office.browser("officer"), office.browser("worker")
    assert sum(INFORMANT in page for page in around(office, officer)) >= 4
    restriction = restrict(office, entry=named)
    for page in around(office, officer):
        assert INFORMANT not in page
        assert TIE not in page
    assert sum(INFORMANT in page for page in around(office, mine)) >= 4
    lifted = {"restriction": restriction, "entry": named, "reason": "They agreed."}
    office.said("access_restriction_lifted", lifted)
    assert sum(INFORMANT in page for page in around(office, officer)) >= 4


def test_of_a_record_that_is_kept_whole_nobody_else_reads_family_questions_or_plans(
    office: Office, named: str
) -> None:
    assert named
    outcome = office.owes("2026-04-10")
    restrict(office)
    officer = office.browser("officer")
    pages = around(office, officer)
    pages.append(officer.get(f"/children/{office.child}/outcomes").text)
    told = office.api("officer").get(f"/api/children/{office.child}/outcomes").get_json()
    assert {one["desired"] for one in told} == {RESTRICTED_WORDS}
    assert str(outcome) in {one["id"] for one in told}
    asked = office.api("officer").get(f"/api/children/{office.child}/indicators").get_json()
    assert {one["practice_id"] for one in asked} <= {""}
    for page in pages:
        assert INFORMANT not in page
        assert "Zerubbabel" not in page
        assert "Thistlewhip" not in page


def test_a_manager_keeps_the_whole_record_and_opens_it_again_and_the_lead_hears_of_both(
    office: Office, named: str
) -> None:
    assert named
    at = f"/api/children/{office.child}/restrictions"
    manager, worker, officer = (office.api(who) for who in ("manager", "worker", "officer"))
    wish = {
        "protects": "staff",
        "reason": "A colleague's own family",
        "people_allowed": [str(office.user("manager"))],
    }
    assert worker.post(at, wish, key="w").status_code == 403
    assert officer.post(at, wish, key="o").status_code == 403
    assert manager.post(at, wish | {"reason": "so so so"}, key="m").status_code == 422
    assert "Thistlewhip" in office.browser("officer").get(f"/children/{office.child}").text
    kept = manager.post(at, wish, key="n").get_json()["restrictions"]
    assert len(kept) == 1
    assert "Thistlewhip" not in office.browser("officer").get(f"/children/{office.child}").text
    assert "Thistlewhip" in office.browser("worker").get(f"/children/{office.child}").text
    assert KEEPS in office.browser("worker").get("/my-work").text

    office.opens("other")
    opened = office.browser("other").get(f"/children/{office.child}").text
    assert "Thistlewhip" not in opened
    assert "withheld" in opened
    page = f"/children/{office.child}/restrict"
    form = office.browser("manager").get(page).text
    assert "Open the whole record again" in form
    lifted = {"restriction": kept[0], "reason": "They have moved away"}
    assert manager.post(f"{at}/lift", lifted, key="p").get_json() == {"restrictions": []}
    assert "Thistlewhip" in office.browser("officer").get(f"/children/{office.child}").text
    assert OPENS in office.browser("worker").get("/my-work").text


def test_whoever_is_not_named_does_not_open_a_whole_record_again(office: Office) -> None:
    content = {"reason": "Her own", "protects": "staff", "agencies_allowed": [POLICE]}
    number = office.said("access_restricted", content)
    lifted = {"restriction": number, "reason": "I should like to read"}
    at = f"/api/children/{office.child}/restrictions/lift"
    assert office.api("manager").post(at, lifted, key="q").status_code == 422
