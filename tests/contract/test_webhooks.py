"""Another system hears of every event that it may read: signed, in order, and within its rights."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from escalation.running.destination import networks
from service.access.access_log import reads
from service.access.accounts import deactivate
from service.access.errors import AccountRefused
from service.sealing import seal_log
from service.webhooks.agreeing import agree, take_back
from service.webhooks.delivering import NO_ACCOUNT, deliver_webhooks
from service.webhooks.secrets import vault
from service.webhooks.state import LEASE
from service.webhooks.subscriptions import (
    Subscribe,
    Subscription,
    rotate,
    start,
    stop,
    subscribe,
    subscriptions,
)
from service.webhooks.tables import WEBHOOK
from tests.fakes.office import CANARIES, Office
from tests.fakes.receiver import Receiver

HERE = "127.0.0.0/8"


class Following:
    """
    An office, a receiver, and what somebody does with both.
    """

    def __init__(self, url: str) -> None:
        # A receiver looks at its own clock, and refuses what is old.
        self.office = Office(url, now=datetime.now(UTC).replace(microsecond=0))
        self.house = replace(
            self.office.throughline,
            settings=replace(
                self.office.throughline.settings, webhook_key="w" * 40, webhook_networks=HERE
            ),
        )
        self.receiver = Receiver()

    def close(self) -> None:
        self.receiver.stop()
        self.office.close()

    def subscribe(self, *, agreed: bool = True, **asked: Any) -> str:
        wish = {"url": self.receiver.url, "purpose": "a system", "username": "invented.worker"}
        with self.house.writing() as session:
            prefix, secret = subscribe(
                session.connection,
                Subscribe(**(wish | asked)),
                vault=vault(self.house.settings),
                allowed=networks(self.house.settings.webhook_networks),
                now=session.now,
            )
            if agreed:
                agree(session.connection, self.office.user("worker"), prefix, session.now)
        return secret

    def deliver(self) -> int:
        return deliver_webhooks(self.house, self.office.clock.now())

    def later(self, **by: int) -> int:
        self.office.clock.forward(**by)
        return self.deliver()

    def state(self) -> Subscription:
        with self.house.reading() as session:
            (only,) = subscriptions(session.connection)
        return only

    def record(self, count: int = 1) -> list[str]:
        begin = len(self.receiver.taken) + int(self.office.clock.now().timestamp())
        return [self.office.record({"fact": f"Call {begin} {n}"}) for n in range(count)]


@pytest.fixture
def it(migrated_database_url: str) -> Iterator[Following]:
    here = Following(migrated_database_url)
    yield here
    here.close()


def test_every_event_arrives_once_in_order_and_signed(it: Following) -> None:
    secret = it.subscribe(style="full")
    numbers = it.record(3)
    assert it.deliver() == 3
    told = it.receiver.told(secret)
    assert [one["id"] for one in told] == it.receiver.ids == numbers
    assert told[0]["data"]["content"]["about"] == "A call"
    assert it.deliver() == 0


def test_a_message_by_reference_says_where_to_read_and_nothing_of_what(it: Following) -> None:
    secret = it.subscribe(from_start=True)
    it.record()
    it.deliver()
    for one in it.receiver.told(secret):
        assert one["data"].keys() == {"link"}
    for canary in (*CANARIES, "A call"):
        assert canary.encode() not in it.receiver.bodies
    told = it.receiver.told(secret)[-1]
    link = told["data"]["link"].removeprefix("http://127.0.0.1:8000")
    (read,) = json.loads(it.office.api().get(link).data)
    assert read["id"] == told["id"]


def test_nobody_but_the_account_itself_lets_what_was_recorded_out(it: Following) -> None:
    secret = it.subscribe(style="full", agreed=False)
    prefix = it.state().prefix

    def said() -> set[str]:
        it.record()
        assert it.deliver() == 1
        return set(it.receiver.told(secret)[-1]["data"])

    assert said() == {"link"}
    assert b"A call" not in it.receiver.bodies
    with it.house.writing() as session:
        assert not agree(session.connection, it.office.user("admin"), prefix, session.now)
    assert said() == {"link"}
    with it.house.writing() as session:
        assert agree(session.connection, it.office.user("worker"), prefix, session.now)
    assert "content" in said()
    with it.house.writing() as session:
        assert take_back(session.connection, it.office.user("worker"), prefix)
    assert said() == {"link"}
    with it.house.reading() as session:
        lines = [one.what for one in reads(session.connection) if "webhook" in one.what]
    assert len(lines) == 4
    assert sum("full" in one for one in lines) == 1


@pytest.mark.parametrize("trouble", ["500", "404", "410", "dies", "302", "307", "refuses"])
def test_what_a_receiver_does_not_take_waits_and_arrives_in_order(
    it: Following, trouble: str
) -> None:
    it.subscribe()
    numbers = it.record(3)
    if trouble == "refuses":
        it.receiver.stop()
    it.receiver.behaves = trouble
    assert it.deliver() == 0
    state = it.state()
    assert state.trouble
    assert "nobody" not in state.trouble
    assert state.waiting_since is not None
    assert it.receiver.elsewhere == []
    # No attempt before its time, and none for those behind it.
    assert it.deliver() == 0
    assert set(it.receiver.tried) <= {numbers[0]}
    it.receiver.behaves = "well"
    if trouble == "refuses":
        it.receiver.start()
    it.later(minutes=1)
    assert it.receiver.ids == numbers
    assert it.state().waiting_since is None


def test_there_is_no_last_attempt(it: Following) -> None:
    it.subscribe()
    (number,) = it.record()
    it.receiver.behaves = "503"
    for _ in range(40):
        it.later(hours=2)
    assert it.receiver.tried == [number] * 40
    it.receiver.behaves = "well"
    it.later(hours=2)
    # The clock of the test is days ahead, so that the id alone is looked at.
    assert it.receiver.ids == [number]


def test_one_that_was_taken_as_the_line_broke_comes_again_under_the_same_id(it: Following) -> None:
    it.subscribe()
    (number,) = it.record()
    it.receiver.behaves = "after"
    it.deliver()
    it.receiver.behaves = "well"
    it.later(minutes=1)
    assert it.receiver.ids == [number, number]


def test_a_worker_that_dies_while_it_sends_loses_nothing(
    it: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    it.subscribe()
    numbers = it.record(3)

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("service.webhooks.state.Turn.took", die)
        with pytest.raises(KeyboardInterrupt):
            it.deliver()
    assert it.receiver.ids == numbers[:1]
    # Until it is taken for dead nobody sends beside it, so that the order holds.
    assert it.later(minutes=1) == 0
    it.later(seconds=int(LEASE.total_seconds()))
    assert it.receiver.ids == [numbers[0], *numbers]


def test_workers_beside_one_another_send_each_event_once_and_in_order(it: Following) -> None:
    it.subscribe()
    numbers = it.record(12)
    with ThreadPoolExecutor(4) as workers:
        taken = list(workers.map(lambda _: it.deliver(), range(4)))
    while sum(taken) < len(numbers):
        taken.append(it.deliver())
    assert it.receiver.ids == numbers


def test_a_receiver_that_comes_and_goes_gets_all_of_it_in_order(it: Following) -> None:
    it.subscribe(style="full")
    numbers = it.record(6)
    for behaves in ("500", "well", "dies", "after", "302", "well"):
        it.receiver.behaves = behaves
        it.later(minutes=2)
        numbers += it.record(2)
    it.receiver.behaves = "well"
    it.later(hours=1)
    # At least once, under the same id, and never one before those in front of it.
    assert list(dict.fromkeys(it.receiver.ids)) == numbers


def test_one_receiver_that_is_down_keeps_nothing_from_another(it: Following) -> None:
    other = Receiver()
    it.subscribe(url="http://127.0.0.1:1/hook")
    it.subscribe(url=other.url)
    numbers = it.record(2)
    it.deliver()
    assert other.ids == numbers
    other.stop()


def test_a_receiver_that_drips_is_cut_off(it: Following, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket
    from threading import Event, Thread

    listening = socket.create_server(("127.0.0.1", 0))
    ends = Event()

    def drip() -> None:
        connection, _ = listening.accept()
        while not ends.wait(0.05):
            try:
                connection.send(b"H")
            except OSError:
                break
        connection.close()

    Thread(target=drip, daemon=True).start()
    monkeypatch.setattr("escalation.running.signed_request.SECONDS", 0.4)
    it.subscribe(url=f"http://127.0.0.1:{listening.getsockname()[1]}/")
    it.record()
    assert it.deliver() == 0
    assert it.state().trouble
    ends.set()
    listening.close()


def test_a_subscriber_hears_only_of_the_records_of_its_account(it: Following) -> None:
    it.subscribe(style="full", from_start=True)
    hidden = it.office.record({"fact": "Wrackleburn"}, child=it.office.closed)
    it.deliver()
    assert it.receiver.taken
    assert b"Wrackleburn" not in it.receiver.bodies
    assert hidden not in it.receiver.ids
    assert str(it.office.closed).encode() not in it.receiver.bodies


def test_only_the_kinds_that_were_asked_for_are_sent(it: Following) -> None:
    it.subscribe(kinds=("visit",))
    it.record(2)
    seen = {"purpose": "Planned", "seen": "yes", "alone": "no", "fact": "Calm."}
    number = it.office.record(seen, kind="visit")
    it.deliver()
    assert it.receiver.ids == [number]


def test_a_closed_account_gets_nothing_more_and_says_so(it: Following) -> None:
    it.subscribe()
    it.record()
    worker = it.office.reader("worker").user
    assert worker is not None
    with it.house.writing() as session:
        deactivate(session.connection, user=worker, now=session.now)
    assert it.deliver() == 0
    assert it.receiver.tried == []
    assert it.state().trouble == NO_ACCOUNT


def test_each_event_that_went_out_is_in_the_access_log_once(it: Following) -> None:
    it.subscribe()
    (number,) = it.record()
    it.receiver.behaves = "500"
    it.deliver()
    it.receiver.behaves = "well"
    it.later(minutes=1)
    with it.house.reading() as session:
        lines = [line for line in reads(session.connection) if "webhook" in line.what]
    (line,) = lines
    assert line.child == it.office.child
    assert line.what.startswith(f"events {number} (webhook ")


def test_a_new_secret_signs_beside_the_old_one_for_a_time_and_then_alone(it: Following) -> None:
    old = it.subscribe()
    it.record()
    with it.house.writing() as session:
        new = rotate(
            session.connection,
            it.state().prefix,
            vault=vault(it.house.settings),
            now=session.now,
            both=timedelta(seconds=60),
        )
    it.deliver()
    for secret in (old, new):
        assert it.receiver.told(secret)
    it.office.clock.forward(seconds=61)
    it.record()
    it.deliver()
    headers, body = it.receiver.taken[-1]
    assert Webhook(new).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(body, headers)


def test_a_secret_is_nowhere_in_the_database(it: Following) -> None:
    secret = it.subscribe()
    with it.house.reading() as session:
        (row,) = session.connection.execute(WEBHOOK.select())
    kept = repr(tuple(row))
    assert secret not in kept
    assert secret.removeprefix("whsec_") not in kept
    assert secret not in repr(it.state())


def test_somebody_stops_it_and_it_goes_on_where_it_stopped(it: Following) -> None:
    it.subscribe()
    prefix = it.state().prefix
    with it.house.writing() as session:
        assert stop(session.connection, prefix, session.now)
    numbers = it.record(2)
    assert it.deliver() == 0
    with it.house.writing() as session:
        assert start(session.connection, prefix, session.now)
    it.deliver()
    assert it.receiver.ids == numbers


def test_an_address_within_is_refused_when_it_is_sent_to_and_not_only_when_it_is_set_up(
    it: Following,
) -> None:
    it.subscribe()
    it.record()
    it.house = replace(it.house, settings=replace(it.house.settings, webhook_networks=""))
    assert it.deliver() == 0
    assert it.receiver.tried == []
    assert it.state().trouble
    with pytest.raises(AccountRefused) as refused:
        it.subscribe()
    assert refused.value.fields.keys() == {"url"}


def test_checkpoints_go_to_those_who_asked_for_them_alone(
    it: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHLINE_SIGNING_KEY", b64encode(bytes(range(32))).decode())
    secret = it.subscribe(
        username="invented.admin", events=False, checkpoints=True, style="reference"
    )
    it.record()
    made = seal_log(it.house)
    assert made is not None
    it.deliver()
    (told,) = it.receiver.told(secret)
    assert told["type"] == "throughline.checkpoint"
    assert told["data"]["root"] == made.root.hex()
    assert it.receiver.ids == [f"checkpoint-{made.number}"]
