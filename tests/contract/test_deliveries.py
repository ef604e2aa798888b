"""What people are told by e-mail arrives at a real mail server, once it lives, and names nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from escalation.quiet_hours import quiet_hours
from escalation.running.deliver import NOT_TRIED, note_returned
from escalation.running.deliveries.email import ByMail, MailServer
from escalation.running.health import escalation_health
from escalation.running.inbox import mark_seen
from escalation.running.parcels import LONGEST_WAIT, Posting, wait_after
from escalation.running.told_at_once import tell_at_once
from tests.contract.following_through import FollowingThrough
from tests.factories.events import CHILD
from tests.factories.plans import OUTCOME, outcome_id
from tests.fakes.people import CHAIR, MANAGER, SAFEGUARDING, WORKER

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
    here.posting = Posting(carriers={"email": ByMail(server)})
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


def newly_owed(it: FollowingThrough, due: str = FRIDAY) -> int:
    """
    Something comes onto the worker's list, and they are written to about it.
    """
    planned = it.plan(due)
    with it.database.writing() as connection:
        tell_at_once(
            connection,
            WORKER.id,
            OUTCOME,
            entry=planned.position,
            ladder="default",
            because="an invented reason",
            now=it.clock.now(),
        )
    return planned.position


def test_what_came_onto_a_list_is_mailed_at_once_and_says_nothing_of_the_record(it, smtp_server):
    number = newly_owed(it)
    it.sweep()
    (mail,) = smtp_server.messages
    text = mail.get_content()
    assert mail["To"] == WORKER.email
    assert str(number) in mail["Subject"]
    assert f"Its reference is {number}. Why you: an invented reason." in text
    assert "https://throughline.agency.invalid/my-work" in text
    # There is no escalation to open, and nothing is overdue yet.
    assert "/escalations/" not in text
    assert "overdue" not in text
    for word in ("Meals", "hungry", str(CHILD), str(OUTCOME), "Invented Worker", "social care"):
        assert word not in mail.as_string()


def test_its_ladder_begins_where_it_would_have_begun(it, smtp_server):
    newly_owed(it)
    it.sweep()
    assert it.stored()[OUTCOME].level == 0
    it.sweep(JUST_AFTER)
    (raised,) = it.stored()[OUTCOME].escalations
    assert raised.level == 1
    assert f"/escalations/{raised.position}" in smtp_server.to(WORKER.email)[-1].get_content()


def test_what_was_done_before_the_mail_could_go_is_not_mailed(it, smtp_server):
    newly_owed(it)
    it.record("death", content={})
    it.sweep()
    assert smtp_server.messages == []
    assert [row.next_attempt for row in it.outbox()] == [None]


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
    later, it.posting = it.posting, None
    it.sweep(JUST_AFTER)
    it.people.gone = {WORKER}
    it.posting = later
    it.sweep()
    waiting = [row for row in it.outbox() if row.next_attempt is not None]
    assert [row.trouble for row in waiting] == ["nobody active has an address for it"]
    assert waiting[0].undeliverable is not None
    # The manager has it: one who heard is enough.
    assert it.stored()[OUTCOME].level == 1


def test_where_no_mailbox_takes_it_the_next_level_hears_in_the_same_sweep(it, smtp_server):
    smtp_server.unknown = {WORKER.email, MANAGER.email}
    it.plan(FRIDAY)
    swept = it.sweep(JUST_AFTER)
    first, second = it.stored()[OUTCOME].escalations
    assert (first.level, second.level, second.cycle) == (1, 2, 1)
    assert second.reason == "No message reaches anybody at level 1"
    assert (swept.raised, swept.stepped_up) == (1, 1)
    assert [mail["To"] for mail in smtp_server.messages] == [SAFEGUARDING.email]


def test_where_no_mailbox_at_all_takes_it_the_last_level_is_reached_once(it, smtp_server):
    smtp_server.refuses = "550 no"
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    it.clock.forward(minutes=1)
    it.sweep()
    assert [one.level for one in it.stored()[OUTCOME].escalations] == [1, 2, 3]
    it.clock.forward(hours=25)
    smtp_server.refuses = ""
    it.sweep()
    # It was tried again for everybody, and arrived.
    assert {mail["To"] for mail in smtp_server.messages} == {
        one.email for one in (WORKER, MANAGER, SAFEGUARDING, CHAIR)
    }


def test_one_of_two_who_heard_keeps_it_at_its_level(it, smtp_server):
    smtp_server.unknown = {WORKER.email}
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    it.clock.forward(minutes=6)
    it.sweep()
    assert it.stored()[OUTCOME].level == 1
    with it.database.reading() as connection:
        told = escalation_health(connection, it.clock.now(), channels=("email",))
    assert told["mail"] == {"configured": True, "waiting": 0, "oldest": None, "undeliverable": 1}
    assert "reach nobody" in " ".join(told["wrong"])


def test_a_server_that_refuses_us_sends_nothing_up_the_ladder(it, smtp_server):
    it.plan(FRIDAY)
    smtp_server.refuses = "451 try again later"
    it.sweep(JUST_AFTER)
    assert it.stored()[OUTCOME].level == 1


def test_whoever_opened_it_in_the_inbox_has_heard(it, smtp_server):
    it.plan(FRIDAY)
    later, it.posting = it.posting, None
    it.sweep(JUST_AFTER)
    (raised,) = it.stored()[OUTCOME].escalations
    with it.database.writing() as connection:
        mark_seen(connection, WORKER.id, raised.position, now=it.clock.now())
    it.posting = later
    smtp_server.refuses = "550 no"
    it.sweep()
    assert it.stored()[OUTCOME].level == 1


def test_a_message_that_comes_back_goes_up(it, smtp_server):
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    for mail in smtp_server.messages:
        back = UUID(mail["Message-ID"].strip("<>").partition("@")[0])
        assert note_returned(it.database, [(back, "5.1.1")], it.clock.now()) == 1
    it.clock.forward(minutes=1)
    it.sweep()
    assert [one.level for one in it.stored()[OUTCOME].escalations] == [1, 2]
    assert {row.trouble for row in it.outbox() if row.undeliverable} == {"it came back: 5.1.1"}


def test_mail_that_does_not_arrive_shows_where_people_look(it, smtp_server):
    it.plan(FRIDAY)
    smtp_server.refuses = "451 no"
    it.sweep(JUST_AFTER)
    it.clock.forward(minutes=6)
    it.sweep()
    with it.database.reading() as connection:
        told = escalation_health(connection, it.clock.now(), channels=("email",))
        unset = escalation_health(connection, it.clock.now(), channels=())
    assert told["mail"]["waiting"] == 2
    assert not told["ok"]
    assert not told["sweep"]["ok"]
    assert told["overdue_by_level"] == {"1": 1}
    assert "THROUGHLINE_SMTP_HOST" in " ".join(unset["wrong"])


def test_a_server_that_does_not_answer_keeps_nobody_from_being_told(it, smtp_server):
    smtp_server.stop()
    for number in range(30):
        it.plan(FRIDAY, stream=outcome_id(number))
    assert it.sweep(JUST_AFTER).raised == 30
    assert {row.trouble for row in it.outbox()} == {"ConnectionRefusedError", NOT_TRIED.trouble}
    smtp_server.start()
    it.clock.forward(minutes=2)
    it.sweep()
    # Thirty things late, and one message to each of the two.
    assert {mail["To"] for mail in smtp_server.messages} == {WORKER.email, MANAGER.email}
    assert len(smtp_server.messages) == 2
    entries = {str(one.escalations[0].position) for one in it.stored().values()}
    for mail in smtp_server.messages:
        assert "30 tasks" in mail["Subject"]
        assert set(re.findall(r"/escalations/(\d+)", mail.get_content())) == entries


def test_what_can_wait_comes_once_a_day_and_what_may_not_comes_at_once(it, smtp_server):
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    it.plan("2026-03-28T10:00:00Z", stream=outcome_id(1))
    it.plan("2026-03-28T11:00:00Z", stream=outcome_id(2))
    it.sweep("2026-03-28T12:00:00Z")
    assert len(smtp_server.to(WORKER.email)) == 1
    with it.database.reading() as connection:
        assert not escalation_health(connection, it.clock.now(), channels=("email",))["mail"][
            "waiting"
        ]
    it.plan("2026-03-28T12:30:00Z", stream=outcome_id(3), urgency="urgent")
    it.sweep("2026-03-28T13:00:00Z")
    assert "may not wait" in smtp_server.to(WORKER.email)[1].get_content()
    it.sweep("2026-03-29T00:01:00Z")
    assert smtp_server.to(WORKER.email)[2]["Subject"].startswith("2 tasks")


def test_at_night_and_on_days_off_only_what_may_not_wait_is_sent(it, smtp_server):
    it.posting = replace(it.posting, quiet=quiet_hours("19-8"))
    it.plan(FRIDAY)
    it.plan(FRIDAY, stream=outcome_id(1), urgency="urgent")
    it.sweep(JUST_AFTER)
    assert len(smtp_server.to(WORKER.email)) == 1
    # Saturday and Sunday; then Monday before and at eight by the clocks, which went forward.
    for moment, mails in (
        ("2026-03-29T12:00:00Z", 1),
        ("2026-03-30T06:59:00Z", 1),
        ("2026-03-30T07:00:00Z", 2),
    ):
        it.sweep(moment)
        assert len(smtp_server.to(WORKER.email)) == mails, moment
    assert len(it.inboxes()) >= 4


def test_after_a_long_outage_each_person_gets_one_message_in_due_order(it, smtp_server):
    for number in range(12):
        it.plan(f"2026-03-{24 + number % 4}", stream=outcome_id(number))
    it.sweep("2026-05-04T10:00:00Z")
    (mail,) = smtp_server.to(WORKER.email)
    listed = [int(n) for n in re.findall(r"/escalations/(\d+)", mail.get_content())]
    due = {one.escalations[0].position: one.due for one in it.stored().values()}
    assert [due[entry] for entry in listed] == sorted(due.values())


def test_what_is_said_at_another_level_meanwhile_is_one_line(it, smtp_server):
    it.plan(FRIDAY)
    later, it.posting = it.posting, None
    it.sweep(JUST_AFTER)
    # The manager is told again at the last level.
    for moment in ("2026-04-03T00:00:00Z", "2026-04-12T00:00:00Z"):
        it.sweep(moment)
    it.posting = later
    it.sweep()
    (mail,) = smtp_server.to(MANAGER.email)
    assert "level 3" in mail.get_content()
    assert mail["Subject"].count("tasks") == 0


def test_what_got_another_date_before_it_was_sent_is_not_sent(it, smtp_server):
    it.plan(FRIDAY)
    later, it.posting = it.posting, None
    it.sweep(JUST_AFTER)
    it.record(
        "outcome_moved",
        stream=OUTCOME,
        content={
            "outcome": str(OUTCOME),
            "was": FRIDAY,
            "to": "2026-06-01",
            "reason": "The family moved house.",
        },
    )
    it.posting = later
    it.sweep()
    assert smtp_server.messages == []
