"""Nobody who follows the log is ever passed by an event, however many people write at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from events.errors import KeyReused, StreamMoved
from events.log.append import event_log
from events.log.database import Database
from tests.factories.appends import NOW, NewEventFactory
from tests.factories.events import CHILD, MOTHER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.recorded_event import RecordedEvent

WRITERS = 4
EACH = 50


def record(database: Database, stream: UUID, key: str) -> tuple[RecordedEvent, ...]:
    with database.writing() as connection:
        return (
            event_log(connection)
            .append([NewEventFactory()], stream=stream, decided_on=None, key=key, now=NOW)
            .events
        )


def follow(database: Database, done: Event) -> tuple[list[RecordedEvent], int]:
    """
    Read on from the last event met until all is written; say how often there was more.
    """
    met: list[RecordedEvent] = []
    rounds = 0
    while True:
        last_round = done.is_set()
        with database.reading() as connection:
            last = met[-1].position if met else 0
            some = event_log(connection).after(last, limit=50)
        # A follower that is shown again what it had would never come to the end.
        assert not some or some[0].position > last
        met += some
        rounds += bool(some)
        if last_round and not some:
            return met, rounds


def test_a_follower_misses_nothing_and_meets_nothing_late(database: Database) -> None:
    streams = [uuid4() for _ in range(3)]
    done = Event()

    def write(writer: int) -> None:
        for n in range(EACH):
            record(database, streams[(writer + n) % 3], f"{writer}/{n}")

    with ThreadPoolExecutor(WRITERS + 1) as people:
        follower = people.submit(follow, database, done)
        list(people.map(write, range(WRITERS)))
        done.set()
        met, rounds = follower.result()
    with database.reading() as connection:
        held = event_log(connection).after(0, limit=10_000)

    assert len(held) == WRITERS * EACH
    assert rounds > 1, "the follower saw everything at once, so the test showed nothing"
    assert met == list(held)
    for stream in streams:
        versions = [event.version for event in met if event.stream == stream]
        assert versions == list(range(1, len(versions) + 1))


def test_of_two_who_decide_on_the_same_version_one_is_told(database: Database) -> None:
    record(database, CHILD, "first")
    read = Event()

    def decide(person: int) -> str:
        read.wait()
        try:
            with database.writing() as connection:
                event_log(connection).append(
                    [NewEventFactory()], stream=CHILD, decided_on=1, key=f"{person}", now=NOW
                )
        except StreamMoved:
            return "told"
        return "recorded"

    with ThreadPoolExecutor(4) as people:
        deciding = [people.submit(decide, person) for person in range(4)]
        read.set()

    assert sorted(one.result() for one in deciding) == ["recorded", "told", "told", "told"]


def test_one_form_sent_by_two_clicks_at_once_is_one_entry(database: Database) -> None:
    new = NewEventFactory()
    clicked = Event()

    def send(_: int) -> tuple[bool, int]:
        clicked.wait()
        with database.writing() as connection:
            sent = event_log(connection).append(
                [new], stream=CHILD, decided_on=0, key="form", now=NOW
            )
            return sent.already, sent.first

    with ThreadPoolExecutor(4) as clicks:
        sending = [clicks.submit(send, n) for n in range(4)]
        clicked.set()
    answers = [one.result() for one in sending]

    assert sorted(already for already, _ in answers) == [False, True, True, True]
    assert len({position for _, position in answers}) == 1


class TestOnPostgresql:
    @pytest.fixture
    def database(self, migrated_postgresql_database: str) -> Iterator[Database]:
        opened = Database(migrated_postgresql_database)
        yield opened
        opened.close()

    def test_an_entry_still_being_saved_holds_back_those_saved_after_it(
        self, database: Database
    ) -> None:
        """
        The later one has the higher number: shown now, the earlier would appear behind it.
        """
        with database.reading() as reader, database.writing() as slow:
            earlier = event_log(slow).append(
                [NewEventFactory()], stream=CHILD, decided_on=0, key="slow", now=NOW
            )
            (later,) = record(database, MOTHER, "quick")
            shown_meanwhile = event_log(reader).after(0)
            settled = event_log(reader).settled()
        with database.reading() as reader:
            shown = event_log(reader).after(0)

        assert earlier.first < later.position
        assert shown_meanwhile == ()
        assert settled < earlier.first
        assert shown == (*earlier.events, later)

    def test_writers_do_not_wait_for_one_another(self, database: Database) -> None:
        with database.writing() as slow:
            event_log(slow).append(
                [NewEventFactory()], stream=CHILD, decided_on=0, key="slow", now=NOW
            )
            with database.writing() as quick:
                # A wait would end in this refusal rather than in a test that hangs.
                quick.exec_driver_sql("SET LOCAL lock_timeout = '1s'")
                event_log(quick).append(
                    [NewEventFactory()], stream=MOTHER, decided_on=0, key="quick", now=NOW
                )

        with database.reading() as connection:
            assert len(event_log(connection).after(0)) == 2

    def test_what_was_undone_holds_nothing_back(self, database: Database) -> None:
        with pytest.raises(ZeroDivisionError), database.writing() as connection:
            event_log(connection).append(
                [NewEventFactory()], stream=CHILD, decided_on=0, key="a", now=NOW
            )
            _ = 1 / 0
        events = record(database, CHILD, "b")

        with database.reading() as connection:
            assert event_log(connection).after(0) == events

    def test_an_append_refused_half_way_still_holds_back_later_ones(
        self, database: Database
    ) -> None:
        """
        The refused part is rolled back to a savepoint, and its announcement with it.
        """
        record(database, CHILD, "first")
        with database.writing() as slow:
            log = event_log(slow)
            with pytest.raises(KeyReused):
                log.append([NewEventFactory()], stream=MOTHER, decided_on=0, key="first", now=NOW)
            kept = log.append([NewEventFactory()], stream=MOTHER, decided_on=0, key="k", now=NOW)
            record(database, CHILD, "quick")
            with database.reading() as reader:
                assert len(event_log(reader).after(0)) == 1
        with database.reading() as reader:
            assert kept.events[0] in event_log(reader).after(0)
            assert len(event_log(reader).after(0)) == 3

    def test_a_number_below_another_is_never_drawn_by_a_cache(self, database: Database) -> None:
        with database.reading() as connection:
            cache = connection.exec_driver_sql(
                "SELECT cache_size FROM pg_sequences WHERE sequencename = 'event_position'"
            ).scalar_one()

        assert cache == 1
