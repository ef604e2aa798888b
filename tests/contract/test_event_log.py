"""What the log promises, on both databases; each name says what would be lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from events.errors import ContentRefused, KeyReused, KindUnknown, LogUnavailable, StreamMoved
from events.log.append import event_log
from events.log.contract import Append
from events.log.places import places_about
from events.occurred import Occurred
from events.recorded_event import Learned, Subject
from tests.factories.appends import NOW, NewEventFactory
from tests.factories.events import CHILD, MOTHER

if TYPE_CHECKING:
    from events.log.contract import Appended
    from events.log.database import Database
    from events.recorded_event import NewEvent, RecordedEvent


def record(
    database: Database,
    *new: NewEvent,
    stream: UUID = CHILD,
    decided_on: int | None = None,
    key: str | None = None,
    now: datetime = NOW,
) -> Appended:
    with database.writing() as connection:
        return event_log(connection).append(
            new, stream=stream, decided_on=decided_on, key=key or str(uuid4()), now=now
        )


def everything(database: Database) -> tuple[RecordedEvent, ...]:
    with database.reading() as connection:
        return event_log(connection).after(0, limit=10_000)


class TestRecording:
    def test_what_was_said_reads_back_as_it_was_said(self, database: Database) -> None:
        said = NewEventFactory(
            imported=True,
            row="row 7",
            occurred=Occurred.about(date(2026, 2, 1), date(2026, 2, 28)),
            subjects=(Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="present")),
        )

        (answered,) = record(database, said).events
        (read,) = everything(database)

        assert read == answered
        assert (read.kind, read.agency, read.actor) == (said.kind, said.agency, said.actor)
        assert (read.content, read.occurred) == (said.content, said.occurred)
        assert (read.subjects, read.learned) == (said.subjects, said.learned)
        assert (read.origin, read.recorded, read.version) == (said.origin, NOW, 1)

    @pytest.mark.parametrize(
        "occurred",
        [
            Occurred.day(date(1931, 1, 1)),
            Occurred.month(2007, 8),
            Occurred.year(2007),
            Occurred.between(date(2007, 8, 3), date(2007, 8, 9)),
            Occurred.about(date(2007, 8, 3), date(2007, 8, 3)),
            Occurred.instant(datetime(2026, 10, 25, 0, 30, 0, 1, tzinfo=UTC)),
        ],
        ids=lambda occurred: str(occurred.precision),
    )
    def test_a_date_keeps_its_doubt(self, database: Database, occurred: Occurred) -> None:
        record(database, NewEventFactory(occurred=occurred))

        assert everything(database)[0].occurred == occurred

    def test_a_person_named_twice_in_one_role_is_one_person(self, database: Database) -> None:
        child = Subject(person=CHILD, role="child")
        record(database, NewEventFactory(subjects=(child, child)))

        assert everything(database)[0].subjects == (child,)

    def test_an_import_may_leave_out_what_a_practitioner_must_say(self, database: Database) -> None:
        record(database, NewEventFactory(imported=True, content={"fact": "Seen at home."}))

        assert everything(database)[0].content == {"fact": "Seen at home."}

    @pytest.mark.parametrize(
        ("new", "refused"),
        [
            ({"kind": "no_such_kind"}, KindUnknown),
            ({"content": {"fact": "no purpose"}}, ContentRefused),
            ({"content": {"purpose": "x", "seen": "perhaps", "alone": "no"}}, ContentRefused),
            ({"content": {"purpose": "x\ud800", "seen": "yes", "alone": "no"}}, ContentRefused),
        ],
        ids=["unknown kind", "field missing", "wrong choice", "half a character"],
    )
    def test_one_bad_event_leaves_nothing_of_the_good_ones(
        self, database: Database, new: dict[str, object], refused: type[Exception]
    ) -> None:
        with pytest.raises(refused):
            record(database, NewEventFactory(), NewEventFactory(**new))

        assert everything(database) == ()

    def test_what_fails_beside_an_append_takes_the_append_with_it(self, database: Database) -> None:
        with pytest.raises(ZeroDivisionError), database.writing() as connection:
            event_log(connection).append(
                [NewEventFactory()], stream=CHILD, decided_on=0, key="a", now=NOW
            )
            _ = 1 / 0

        assert everything(database) == ()

    def test_the_writer_reads_what_it_has_just_written(self, database: Database) -> None:
        with database.writing() as connection:
            log = event_log(connection)
            appended = log.append([NewEventFactory()], stream=CHILD, decided_on=0, key="a", now=NOW)

            assert log.stream(CHILD) == log.about([CHILD]) == appended.events

    def test_a_reader_cannot_write(self, database: Database) -> None:
        with pytest.raises(LogUnavailable), database.reading() as connection:
            event_log(connection).append(
                [NewEventFactory()], stream=CHILD, decided_on=0, key="a", now=NOW
            )

        assert everything(database) == ()


class TestDecidedOn:
    def test_nothing_is_recorded_when_somebody_else_recorded_first(
        self, database: Database
    ) -> None:
        record(database, NewEventFactory(), decided_on=0)
        meanwhile = record(database, NewEventFactory(), NewEventFactory(), decided_on=1)

        with pytest.raises(StreamMoved) as moved:
            record(database, NewEventFactory(), decided_on=1)

        assert moved.value.events_since == meanwhile.events
        assert len(everything(database)) == 3

    def test_a_version_that_does_not_exist_yet_is_no_basis(self, database: Database) -> None:
        record(database, NewEventFactory(), decided_on=0)

        with pytest.raises(StreamMoved):
            record(database, NewEventFactory(), decided_on=2)

        assert len(everything(database)) == 1

    def test_other_work_in_the_transaction_stands_when_the_stream_had_moved(
        self, database: Database
    ) -> None:
        record(database, NewEventFactory(), decided_on=0)
        with database.writing() as connection:
            log = event_log(connection)
            log.append([NewEventFactory()], stream=MOTHER, decided_on=0, key="a", now=NOW)
            with pytest.raises(StreamMoved):
                log.append([NewEventFactory()], stream=CHILD, decided_on=0, key="b", now=NOW)
            log.append([NewEventFactory()], stream=CHILD, decided_on=1, key="c", now=NOW)

        assert [(event.stream, event.version) for event in everything(database)] == [
            (CHILD, 1),
            (MOTHER, 1),
            (CHILD, 2),
        ]

    def test_versions_of_a_stream_have_no_gaps(self, database: Database) -> None:
        for _ in range(3):
            record(database, NewEventFactory(), NewEventFactory())
            with pytest.raises(KindUnknown):
                record(database, NewEventFactory(kind="no_such_kind"))

        assert [event.version for event in everything(database)] == [1, 2, 3, 4, 5, 6]


class TestSentTwice:
    def test_a_form_sent_twice_is_one_entry(self, database: Database) -> None:
        new = NewEventFactory()
        first = record(database, new, decided_on=0, key="form")
        again = record(database, new, decided_on=0, key="form", now=NOW + timedelta(hours=1))

        assert (first.already, again.already) == (False, True)
        assert again.events == first.events == everything(database)

    def test_a_key_never_stands_for_two_things(self, database: Database) -> None:
        record(database, NewEventFactory(), key="form")

        with pytest.raises(KeyReused):
            record(database, NewEventFactory(), key="form")
        with pytest.raises(KeyReused):
            record(database, NewEventFactory(), stream=MOTHER, key="form")

        assert len(everything(database)) == 1

    def test_sending_again_is_answered_even_after_the_record_has_moved_on(
        self, database: Database
    ) -> None:
        new = NewEventFactory()
        first = record(database, new, decided_on=0, key="form")
        record(database, NewEventFactory(), decided_on=1)

        assert record(database, new, decided_on=0, key="form").events == first.events

    def test_sending_again_from_a_page_that_shows_the_entry_adds_nothing(
        self, database: Database
    ) -> None:
        new = NewEventFactory()
        first = record(database, new, decided_on=0, key="form")

        again = record(database, new, decided_on=1, key="form")

        assert (again.already, again.events) == (True, first.events)
        assert len(everything(database)) == 1

    def test_what_was_recorded_beside_a_form_sent_twice_stands(self, database: Database) -> None:
        new, beside = NewEventFactory(), NewEventFactory()
        first = record(database, new, decided_on=0, key="form")
        with database.writing() as connection:
            log = event_log(connection)
            log.append([beside], stream=MOTHER, decided_on=0, key="beside", now=NOW)
            again = log.append([new], stream=CHILD, decided_on=1, key="form", now=NOW)

        assert (again.already, again.events) == (True, first.events)
        assert len(everything(database)) == 2

    def test_an_answer_holds_only_what_that_request_recorded(self, database: Database) -> None:
        new = [NewEventFactory(), NewEventFactory()]
        first = record(database, *new, key="form")
        record(database, NewEventFactory(), stream=MOTHER)
        record(database, NewEventFactory())

        assert record(database, *new, key="form").events == first.events

    def test_sent_twice_within_one_import_is_recorded_once(self, database: Database) -> None:
        row = Append(new=[NewEventFactory()], stream=CHILD, decided_on=None, key="row 1")
        with database.writing() as connection:
            one, two = event_log(connection).append_many([row, row], now=NOW)

        assert (one.already, two.already) == (False, True)
        assert one.events == two.events == everything(database)

    def test_a_key_whose_append_was_undone_is_free(self, database: Database) -> None:
        with pytest.raises(ZeroDivisionError), database.writing() as connection:
            event_log(connection).append(
                [NewEventFactory()], stream=CHILD, decided_on=0, key="a", now=NOW
            )
            _ = 1 / 0

        assert not record(database, NewEventFactory(), key="a").already


class TestImporting:
    def test_an_import_of_many_rows_keeps_their_order(self, database: Database) -> None:
        rows = [
            Append(
                new=[NewEventFactory(imported=True, row=f"{n}")],
                stream=(CHILD, MOTHER)[n % 2],
                decided_on=None,
                key=f"row {n}",
            )
            for n in range(700)
        ]
        with database.writing() as connection:
            answers = event_log(connection).append_many(rows, now=NOW)

        events = everything(database)
        assert [event.origin.ref for event in events if event.origin] == [
            str(n) for n in range(700)
        ]
        assert [answer.events[0] for answer in answers] == list(events)

    def test_an_import_run_again_adds_only_the_new_rows(self, database: Database) -> None:
        rows = [
            Append(new=[NewEventFactory()], stream=CHILD, decided_on=None, key=f"row {n}")
            for n in range(5)
        ]
        for run in (rows[:3], rows):
            with database.writing() as connection:
                answers = event_log(connection).append_many(run, now=NOW)

        assert [answer.already for answer in answers] == [True, True, True, False, False]
        assert len(everything(database)) == 5

    def test_one_row_that_moved_leaves_nothing_of_the_others(self, database: Database) -> None:
        record(database, NewEventFactory())
        rows = [
            Append(new=[NewEventFactory()], stream=MOTHER, decided_on=0, key="one"),
            Append(new=[NewEventFactory()], stream=CHILD, decided_on=0, key="two"),
        ]
        with database.writing() as connection, pytest.raises(StreamMoved):
            event_log(connection).append_many(rows, now=NOW)

        assert len(everything(database)) == 1


class TestReading:
    def test_who_is_named_by_some_entries_of_a_long_record_is_found_by_those_alone(
        self, database: Database
    ) -> None:
        both = (Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="present"))
        added = record(
            database,
            NewEventFactory(subjects=both),
            NewEventFactory(subjects=both),
            NewEventFactory(subjects=both[:1]),
            NewEventFactory(subjects=both),
        ).events
        elsewhere = uuid4()
        record(database, NewEventFactory(child=elsewhere), stream=elsewhere)

        with database.reading() as connection:
            log = event_log(connection)
            assert log.about([CHILD]) == log.about([CHILD, MOTHER]) == added
            assert log.about([MOTHER]) == (*added[:2], added[3])
            assert log.how_far([MOTHER]) == (3,)
            assert log.how_far([MOTHER, CHILD], [CHILD, elsewhere, MOTHER]) == (7, 4, 1, 0)
            assert log.how_far([], [CHILD]) == (0, 4)
            assert len(log.about([elsewhere])) == 1
            assert places_about(connection, MOTHER, {"visit"}, added[3].position) == [
                event.position for event in added[:2]
            ]

    def test_every_event_about_a_person_is_found_once_whatever_stream_it_lies_in(
        self, database: Database
    ) -> None:
        both = (Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="present"))
        record(database, NewEventFactory(subjects=both))
        record(database, NewEventFactory(subjects=both[1:]), stream=MOTHER)
        record(database, NewEventFactory(subjects=()), stream=uuid4())

        with database.reading() as connection:
            log = event_log(connection)
            assert [e.version for e in log.about([CHILD])] == [1]
            every = log.about([CHILD, MOTHER])
            assert [e.stream for e in every] == [CHILD, MOTHER]
            held = {event.position: event for event in log.about([CHILD])}
            assert log.about([MOTHER], held) == every
            assert log.about([MOTHER], held)[0] is held[every[0].position]
            assert log.about([uuid4()]) == log.about([]) == ()
            many = [uuid4() for _ in range(1200)]
            assert len(log.about([*many, MOTHER])) == 2

    def test_entries_are_found_by_number_kind_and_row(self, database: Database) -> None:
        one = record(database, NewEventFactory(imported=True, row="r1")).events[0]
        two = record(database, NewEventFactory(imported=True, row="r2")).events[0]

        with database.reading() as connection:
            log = event_log(connection)
            assert log.at([two.position, 999, one.position, one.position]) == (one, two)
            assert tuple(log.of_kinds({"visit"})) == (one, two)
            assert tuple(log.of_kinds({"arrest"})) == ()
            assert log.by_origin("invented", ["r2", "r1", "r3"]) == (one, two)
            assert log.by_origin("elsewhere", ["r1"]) == ()

    def test_a_follower_meets_every_event_once_in_order(self, database: Database) -> None:
        record(database, *(NewEventFactory() for _ in range(25)))
        met: list[RecordedEvent] = []
        with database.reading() as connection:
            log = event_log(connection)
            while some := log.after(met[-1].position if met else 0, limit=10):
                assert not met or some[0].position > met[-1].position
                met += some

        assert tuple(met) == everything(database)
        assert len(met) == 25

    def test_what_several_agencies_learned_is_kept_apart(self, database: Database) -> None:
        learned = tuple(
            Learned(agency=agency, first=date(2026, 3, 1), last=date(2026, 3, n), how="sent")
            for n, agency in enumerate(("Police", "Hospital", "other"), 5)
        )
        record(database, NewEventFactory(learned=learned))

        assert everything(database)[0].learned == learned
