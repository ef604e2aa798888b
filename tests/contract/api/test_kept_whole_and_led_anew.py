"""Whoever leads the work with a child later is named in what keeps its record, or hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access.accounts import create_agency, create_user
from service.access.passwords import NewPassword
from service.access.told_of_openings import open_and_tell
from service.actions.allocate import Allocate, allocate
from service.actions.name_the_new_lead import LEADS_UNREAD, NOT_NAMED
from service.actions.register_person import RegisterPerson, register_person
from tests.fakes.office import AGENCY, PASSWORD, POLICE, Office

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Run = Callable[..., Any]

WORD = "Thistlewhip"


@pytest.fixture
def kept(office: Office) -> Office:
    """
    The office, where the child's record is kept for the manager and the lead of the day.
    """
    wish = {
        "protects": "staff",
        "reason": "A colleague's own family",
        "people_allowed": [str(office.user("manager"))],
    }
    at = f"/api/children/{office.child}/restrictions"
    assert office.api("manager").post(at, wish, key="n").status_code in {200, 201}
    return office


def leads(office: Office, who: str, by: str) -> None:
    wish = Allocate(child=office.child, worker=office.user(who), role="lead", key=f"leads/{who}")
    with office.throughline.writing() as session:
        allocate(session, office.reader(by), wish)


def reads(office: Office, who: str) -> bool:
    return WORD in office.browser(who).get(f"/children/{office.child}").text


def test_whom_a_reader_of_a_kept_record_makes_its_lead_reads_it_and_nobody_else_does(
    kept: Office,
) -> None:
    leads(kept, "other", by="manager")
    assert reads(kept, "other")
    assert reads(kept, "worker")
    assert reads(kept, "manager")
    kept.officer_works_with_the_child()
    assert not reads(kept, "officer")
    with kept.throughline.reading() as session:
        *_, lifted, again = session.log.stream(kept.child)[:-1]
    assert lifted.content["reason"] == "The new lead practitioner is named as well"
    assert again.content["protects"] == "staff"


def test_nobody_is_let_into_a_kept_record_by_somebody_from_whom_it_is_kept(kept: Office) -> None:
    leads(kept, "other", by="lead")
    assert not reads(kept, "other")
    assert NOT_NAMED in kept.browser("other").get("/my-work").text
    for who in ("manager", "worker"):
        assert LEADS_UNREAD in kept.browser(who).get("/my-work").text


def test_an_administrator_of_the_agency_that_is_named_lets_no_new_lead_into_a_kept_record(
    office: Office,
) -> None:
    named = {"name": "Quillonby Unallocated", "kind_of_person": "child"}
    with office.throughline.writing() as session:
        asked = RegisterPerson(content=named, key="unallocated")
        office.child = register_person(session, office.reader("admin"), asked)
        create_agency(session.connection, name=POLICE, now=session.now)
        create_user(
            session.connection,
            username="invented.officer",
            name="Invented Officer",
            email="officer@agency.invalid",
            agency=POLICE,
            team="",
            role="practitioner",
            password=NewPassword(PASSWORD),
            now=session.now,
        )
    content = {"reason": "A colleague's own family", "agencies_allowed": [AGENCY]}
    office.said("access_restricted", content)
    leads(office, "officer", by="admin")
    assert NOT_NAMED in office.browser("officer").get("/my-work").text
    assert LEADS_UNREAD in office.browser("lead").get("/my-work").text
    with office.throughline.reading() as session:
        kinds = [one.kind for one in session.log.stream(office.child)]
    assert "access_restriction_lifted" not in kinds


def test_whoever_opens_a_kept_record_at_night_sees_whom_to_ring_and_the_lead_of_the_day_hears(
    kept: Office,
) -> None:
    leads(kept, "worker", by="manager")
    with kept.throughline.writing() as session:
        create_agency(session.connection, name=AGENCY, now=session.now, phone="020 7946 0000")
        open_and_tell(
            session, kept.reader("other"), kept.child, reason="On duty: school rang about a bruise"
        )
    page = kept.browser("other").get(f"/children/{kept.child}").text
    assert WORD not in page
    assert "with restricted access" in page
    assert "on 020 7946 0000 day and night" in page
    assert "school rang about a bruise" in kept.browser("worker").get("/my-work").text
    assert "school rang about a bruise" in kept.browser("lead").get("/my-work").text


def test_a_record_is_kept_and_opened_again_at_the_command_line(office: Office, run: Run) -> None:
    office.officer_works_with_the_child()
    assert reads(office, "officer")
    said = run(
        *("restrict", str(office.child), "--user", "invented.manager"),
        *("--reason", "A colleague's own family", "--protects", "staff"),
    )
    assert len(said["restrictions"]) == 1
    assert not reads(office, "officer")
    assert reads(office, "worker")
    assert reads(office, "manager")
    lifted = run("restrict", str(office.child), "--lift", "--reason", "They have moved away")
    assert lifted["restrictions"] == []
    assert reads(office, "officer")
