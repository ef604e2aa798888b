"""What people are told by e-mail arrives at a real mail server, once it lives, and names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from escalation.running.deliver import LONGEST_WAIT, deliver, wait_after
from escalation.running.deliveries.email import MailServer
from escalation.running.health import escalation_health
from tests.contract.following_through import FollowingThrough
from tests.factories.events import CHILD
from tests.factories.plans import OUTCOME, outcome_id
from tests.fakes.people import MANAGER, WORKER

if TYPE_CHECKING:
    from events.log.database import Database

FRIDAY = "2026-03-27"
JUST_AFTER = "2026-03-28T00:00:00Z"


@pytest.fixture
def it(database: Database, smtp_server) -> FollowingThrough:
    here = FollowingThrough(database)
    server = MailServer(
        host=smtp_server.host,
        port=smtp_server.port,
        sender="throughline@agency.invalid",
        address="https://throughline.agency.invalid",
        seconds=5,
    )
    here.deliver = lambda now: deliver(database, here.people, server, now=now)
    return here


def test_an_overdue_outcome_is_in_the_owners_mail_within_one_sweep(it, smtp_server):
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    (mail,) = smtp_server.to(WORKER.email)
    (raised,) = it.stored()[OUTCOME].escalations
    link = f"https://throughline.agency.invalid/escalations/{raised.position}"
    assert link in mail.get_content()
    assert str(raised.position) in mail["Subject"]
    assert len(smtp_server.to(MANAGER.email)) == 1


def test_a_message_names_nobody_and_says_nothing_of_the_record(it, smtp_server):
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    said = smtp_server.messages[0].as_string()
    for word in ("Meals", "hungry", str(CHILD), str(OUTCOME), "Invented", "social care"):
        assert word not in said


def test_it_is_sent_once(it, smtp_server):
    it.plan(FRIDAY)
    for _ in range(3):
        it.sweep(JUST_AFTER)
    assert len(smtp_server.messages) == 2
    assert [row.next_attempt for row in it.outbox()] == [None, None]


def test_a_server_that_refuses_is_asked_again_until_it_takes_it(it, smtp_server):
    it.plan(FRIDAY)
    smtp_server.refuses = "451 try again later"
    it.sweep(JUST_AFTER)
    assert smtp_server.messages == []
    assert {row.trouble for row in it.outbox()} == {"SMTPDataError 451"}
    smtp_server.refuses = ""
    it.clock.forward(minutes=1)
    it.sweep()
    assert len(smtp_server.messages) == 2


def test_a_server_that_is_down_all_night_loses_nothing(it, smtp_server):
    it.plan(FRIDAY)
    smtp_server.stop()
    for _ in range(15):
        it.sweep(it.clock.now().isoformat())
        it.clock.forward(minutes=50)
    smtp_server.start()
    it.clock.forward(hours=1)
    it.sweep("2026-03-28T09:00:00Z")
    assert len(smtp_server.messages) == 2


def test_there_is_no_last_attempt():
    assert [wait_after(n).total_seconds() for n in (1, 2, 3)] == [30, 60, 120]
    assert {wait_after(n) for n in (20, 1000, 10**6)} == {LONGEST_WAIT}


def test_a_message_sent_twice_after_a_crash_is_seen_to_be_the_same(it, smtp_server, monkeypatch):
    it.plan(FRIDAY)

    def crash(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("escalation.running.deliver._note", crash)
        with pytest.raises(KeyboardInterrupt):
            it.sweep(JUST_AFTER)
    assert len(smtp_server.messages) == 1
    it.clock.forward(minutes=1)
    it.sweep()
    ids = [mail["Message-ID"] for mail in smtp_server.messages]
    assert len(ids) == 3
    assert len(set(ids)) == 2


def test_what_ended_before_it_could_be_sent_is_not_sent(it, smtp_server):
    it.plan(FRIDAY)
    smtp_server.refuses = "451 try again later"
    it.sweep(JUST_AFTER)
    it.record("death", content={})
    smtp_server.refuses = ""
    it.sweep("2026-03-28T12:00:00Z")
    assert smtp_server.messages == []
    assert {row.next_attempt for row in it.outbox()} == {None}


def test_somebody_without_an_address_is_not_passed_over_in_silence(it, smtp_server):
    it.plan(FRIDAY)
    it.sweep("2026-03-27T12:00:00Z")
    it.clock.set(JUST_AFTER)
    deliver_later, it.deliver = it.deliver, None
    it.sweep()
    it.people.gone = {WORKER}
    it.deliver = deliver_later
    it.sweep()
    waiting = [row for row in it.outbox() if row.next_attempt is not None]
    assert [row.trouble for row in waiting] == ["nobody active has an address for it"]


def test_mail_that_does_not_arrive_shows_where_people_look(it, smtp_server):
    it.plan(FRIDAY)
    smtp_server.refuses = "550 no"
    it.sweep(JUST_AFTER)
    it.clock.forward(minutes=6)
    it.sweep()
    with it.database.reading() as connection:
        told = escalation_health(connection, it.clock.now(), mail_configured=True)
        unset = escalation_health(connection, it.clock.now(), mail_configured=False)
    assert told["mail"]["waiting"] == 2
    assert not told["ok"]
    assert told["sweep"]["ok"]
    assert told["overdue_by_level"] == {"1": 1}
    assert "THROUGHLINE_SMTP_HOST" in " ".join(unset["wrong"])


def test_a_server_that_does_not_answer_keeps_nobody_from_being_told(it, smtp_server):
    smtp_server.stop()
    for number in range(30):
        it.plan(FRIDAY, stream=outcome_id(number))
    assert it.sweep(JUST_AFTER).raised == 30
    tried = [row for row in it.outbox() if row.trouble]
    assert len(tried) == 1
    smtp_server.start()
    it.clock.forward(minutes=2)
    it.sweep()
    assert len(smtp_server.messages) == 60
