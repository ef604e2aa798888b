"""A ladder reaches people by GOV.UK Notify and by webhook too, and hears when it does not."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine

from escalation.reading_ladders import CHANNELS
from escalation.running.deliveries.notify import ByNotify
from escalation.running.deliveries.webhook import ByWebhook
from escalation.running.destination import networks
from escalation.running.health import escalation_health
from escalation.running.parcels import Posting
from service.migrating import open_database
from tests.contract.following_through import FollowingThrough
from tests.factories.events import CHILD
from tests.factories.plans import OUTCOME, outcome_id
from tests.fakes.notify import KEY, TEMPLATE, Notify
from tests.fakes.people import MANAGER, SAFEGUARDING, WORKER
from tests.fakes.receiver import Receiver

if TYPE_CHECKING:
    from collections.abc import Iterator

FRIDAY = "2026-03-27"
JUST_AFTER = "2026-03-28T00:00:00Z"
SECRET = "whsec_" + "c2VjcmV0IG9mIGFuIGludmVudGVkIHRvb2wuLi4="
ADDRESS = "https://throughline.agency.invalid"


@pytest.fixture
def notify():
    here = Notify()
    yield here
    here.stop()


@pytest.fixture
def tool():
    here = Receiver()
    yield here
    here.stop()


@pytest.fixture
def it(migrated_sqlite_url, notify) -> Iterator[FollowingThrough]:
    # What the outbox does on either database is proved by test_deliveries.
    database = open_database(migrated_sqlite_url)
    here = FollowingThrough(database)
    # "email" goes by Notify where there is no mail server, as service.posting says.
    by = ByNotify(key=KEY, template=TEMPLATE, address=ADDRESS, at=notify.url, seconds=5)
    here.posting = Posting(carriers={"email": by})
    yield here
    database.close()


def test_notify_is_handed_a_reference_and_a_link_and_nothing_of_the_record(it, notify):
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    assert {one["email_address"] for one in notify.taken} == {WORKER.email, MANAGER.email}
    (raised,) = it.stored()[OUTCOME].escalations
    for one in notify.taken:
        assert one["template_id"] == TEMPLATE
        assert f"{ADDRESS}/escalations/{raised.position}" in one["personalisation"]["message"]
        for word in ("Meals", "hungry", str(CHILD), str(OUTCOME), "Invented", "social care"):
            assert word not in str(one)
    assert all(said.startswith("Bearer ") for said in notify.authorised)
    it.clock.forward(minutes=1)
    it.sweep()
    assert len(notify.taken) == 2


def test_an_address_that_notify_refuses_goes_up_and_a_key_that_it_refuses_does_not(it, notify):
    it.plan(FRIDAY)
    notify.status = 403
    it.sweep(JUST_AFTER)
    assert it.stored()[OUTCOME].level == 1
    assert {row.trouble for row in it.outbox()} == {"Notify HTTP 403"}
    notify.status, notify.wrong = 0, {WORKER.email, MANAGER.email}
    it.clock.forward(minutes=2)
    it.sweep()
    assert it.stored()[OUTCOME].level == 2
    assert [one["email_address"] for one in notify.taken] == [SAFEGUARDING.email]


def test_what_notify_could_not_deliver_later_goes_up(it, notify):
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    notify.failed = [one["reference"] for one in notify.taken]
    it.clock.forward(hours=3)
    it.sweep()
    assert it.stored()[OUTCOME].level == 2
    it.clock.forward(minutes=1)
    it.sweep()
    assert it.stored()[OUTCOME].level == 2


def test_notify_that_does_not_answer_is_asked_again(it, notify):
    it.plan(FRIDAY)
    notify.status = 500
    it.sweep(JUST_AFTER)
    assert {row.next_attempt is None for row in it.outbox()} == {False}
    notify.status = 0
    it.clock.forward(minutes=2)
    it.sweep()
    assert {row.trouble for row in it.outbox()} == {""}


def test_a_chat_tool_is_told_by_a_signed_request_that_names_nobody(it, tool):
    by = ByWebhook(url=tool.url, secret=SECRET, address=ADDRESS, allowed=networks("127.0.0.0/8"))
    it.posting = Posting(carriers={"email": by})
    for number in range(2):
        it.plan(FRIDAY, stream=outcome_id(number))
    it.sweep(JUST_AFTER)
    with time_machine.travel(it.clock.now(), tick=False):
        said = tool.told(SECRET)
    assert {one["data"]["recipient"] for one in said} == {str(WORKER.id), str(MANAGER.id)}
    assert {len(one["data"]["overdue"]) for one in said} == {2}
    for word in (b"Meals", b"hungry", b"Invented", b'agency.invalid"', str(CHILD).encode()):
        assert word not in tool.bodies


def test_a_chat_tool_that_wants_no_more_sends_it_up_and_one_that_is_unwell_does_not(it, tool):
    by = ByWebhook(url=tool.url, secret=SECRET, address=ADDRESS, allowed=networks("127.0.0.0/8"))
    it.posting = Posting(carriers={"email": by})
    it.plan(FRIDAY)
    tool.behaves = "500"
    it.sweep(JUST_AFTER)
    assert it.stored()[OUTCOME].level == 1
    tool.behaves = "410"
    it.clock.forward(minutes=2)
    it.sweep()
    assert it.stored()[OUTCOME].level == 3


def test_a_channel_that_a_ladder_names_and_nobody_set_up_is_said_to_be_missing(it):
    it.plan(FRIDAY)
    it.posting = Posting(carriers={})
    it.sweep(JUST_AFTER)
    with it.database.reading() as connection:
        wrong = escalation_health(connection, it.clock.now(), channels=("webhook",))["wrong"]
    assert "THROUGHLINE_SMTP_HOST" in " ".join(wrong)


def test_every_channel_that_a_ladder_may_name_is_a_file_and_every_file_a_channel():
    folder = Path(str(files("escalation.running.deliveries")))
    found = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert found | {"inbox"} == set(CHANNELS)
