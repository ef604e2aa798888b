"""What can be told once a week is told once a week: in numbers, to whoever leads the children."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from escalation.running.deliveries.email import ByMail, MailServer
from escalation.running.parcels import Posting
from events.recorded_event import Subject
from service.migrating import open_database
from tests.contract.following_through import FollowingThrough
from tests.factories.events import CHILD
from tests.fakes.people import WORKER

if TYPE_CHECKING:
    from collections.abc import Iterator

MONDAY, NEXT_MONDAY = "2026-03-23T09:00:00Z", "2026-03-30T09:00:00Z"


@pytest.fixture
def it(migrated_sqlite_url, smtp_server) -> Iterator[FollowingThrough]:
    # Nothing here asks the database for more than the deliveries' own tests ask of both.
    database = open_database(migrated_sqlite_url)
    here = FollowingThrough(database)
    server = MailServer(
        host=smtp_server.host,
        port=smtp_server.port,
        sender="throughline@agency.invalid",
        address="https://throughline.agency.invalid",
        seconds=5,
    )
    here.posting = Posting(carriers={"email": ByMail(server)})
    here.family()
    here.record(
        "allocation",
        content={"worker": str(WORKER.id), "worker_name": WORKER.name, "role": "lead"},
        subjects=(Subject(person=CHILD, role="child"),),
    )
    yield here
    database.close()


def conference(it: FollowingThrough) -> None:
    it.record(
        "conference_held",
        content={
            "type": "initial",
            "decision": "plan_made",
            "agencies_present": ["Police"],
            "agencies_absent": ["Health visiting"],
            "quorate": "yes",
        },
    )


def weekly(smtp_server):
    return [mail for mail in smtp_server.to(WORKER.email) if "week" in mail["Subject"]]


def test_an_agency_that_nobody_heard_is_told_of_once_a_week_and_no_child_is_named(it, smtp_server):
    conference(it)
    for _ in range(3):
        it.sweep()
        it.clock.forward(minutes=50)

    (mail,) = weekly(smtp_server)
    said = mail.get_content().replace("\r\n", "\n")
    assert "R29. What does this agency know that nobody has heard?" in said
    assert "  Health visiting: 1 child\n" in said
    assert "https://throughline.agency.invalid/unanswered" in said
    for word in ("Invented Baby", "Invented Mother", str(CHILD)):
        assert word not in mail.as_string()

    it.sweep(NEXT_MONDAY)
    assert len(weekly(smtp_server)) == 2


def test_where_nothing_waits_nothing_is_sent(it, smtp_server):
    it.sweep()

    assert weekly(smtp_server) == []


def test_a_digest_that_could_not_be_sent_goes_once_the_server_is_back(it, smtp_server):
    conference(it)
    smtp_server.refuses = "451 try again later"
    it.sweep()
    assert weekly(smtp_server) == []

    smtp_server.refuses = ""
    it.clock.forward(hours=1)
    it.sweep()
    assert len(weekly(smtp_server)) == 1
