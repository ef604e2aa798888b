"""
The `eventsourcing` library on the same database, as durable as ours.

Its application is what its documentation has users write: an aggregate with one method an event,
saved through the repository. Its recorder is its store alone, handed events ready to store. Both
keep the same words as ours, and neither validates, hashes, indexes persons or keeps a read model.
"""

from __future__ import annotations

from dataclasses import replace
from select import select
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder

from benchmarks.databases import FULL
from benchmarks.invented import visit
from events.log.engine import driver_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Cursor
    from psycopg.rows import DictRow

    from benchmarks.turns import Work


class Record(Aggregate):
    """
    A child's record as the library's users would write it.
    """

    @event("Visited")
    def visit(
        self, agency: str, actor: str, occurred: dict[str, str], told: dict[str, Any]
    ) -> None:
        """
        Take note of a visit.
        """
        self.last = occurred["from"]


class SendsAll(PostgresApplicationRecorder):
    """
    The library's recorder, which waits for ever for the answer to a large transaction.

    Its pipeline starts to wait before a statement of more than the socket's buffer is sent, so
    that server and client wait for one another: 1,000 of these events over a Unix socket do.
    """

    def _insert_stored_events(
        self, curs: Cursor[DictRow], stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> None:
        super()._insert_stored_events(curs, stored_events, **kwargs)
        driver = curs.connection.pgconn
        while driver.flush():
            select([], [driver.socket], [])


class Library:
    """
    One application of the library's, with its recorder.

    Args:
        url: A database of its own.
    """

    def __init__(self, url: str) -> None:
        self.application: Application[Any] = Application(env=environment(url))
        self.recorder: Any = self.application.recorder
        self._see_that_it_syncs(sqlite=url.startswith("sqlite"))
        record = Record()
        _visit(record, record.id, 0)
        # What the application would store of a visit, made once.
        self._stored: StoredEvent = self.application.mapper.to_stored_event(
            record.collect_events()[-1]
        )

    def append(self, count: int, each: int) -> Work:
        """
        Return the work of the application: so many events of one aggregate, so many to a save.
        """
        record = Record()
        self.application.save(record)
        told = [_told(record.id, number) for number in range(count)]

        def work() -> None:
            for start in range(0, count, each):
                for one in told[start : start + each]:
                    record.visit(**one)
                self.application.save(record)

        return work

    def record(self, count: int, each: int, stream: UUID | None = None) -> Work:
        """
        Return the work of the recorder: so many ready events, so many to a transaction.
        """
        events = self.ready(count, stream or uuid4())

        def work() -> None:
            for start in range(0, count, each):
                self.recorder.insert_events(events[start : start + each])

        return work

    def ready(self, count: int, stream: UUID) -> list[StoredEvent]:
        """
        Return events of one stream that are ready to be stored.
        """
        return [
            replace(self._stored, originator_id=stream, originator_version=version)
            for version in range(1, count + 1)
        ]

    def stream(self, count: int) -> UUID:
        """
        Save an aggregate of so many events and return its id.
        """
        record = Record()
        for number in range(count - 1):
            _visit(record, record.id, number)
            if number % 1_000 == 0:
                self.application.save(record)
        self.application.save(record)
        return record.id

    def aggregate(self, stream: UUID) -> Aggregate:
        """
        Return the aggregate that a stream folds to.
        """
        found: Aggregate = self.application.repository.get(stream)
        return found

    def events(self, stream: UUID) -> Sequence[StoredEvent]:
        """
        Return a stream as the recorder hands it over, its bytes unread.
        """
        found: Sequence[StoredEvent] = self.recorder.select_events(stream)
        return found

    def in_order(self, count: int, page: int) -> int:
        """
        Read so many events in the recorder's order and return how many there were.
        """
        seen, position = 0, None
        while seen < count:
            some = self.recorder.select_notifications(
                position, min(page, count - seen), inclusive_of_start=False
            )
            if not some:
                break
            seen += len(some)
            position = some[-1].id
        return seen

    def close(self) -> None:
        """
        Give its connections back.
        """
        self.application.close()

    def _see_that_it_syncs(self, *, sqlite: bool) -> None:
        settings = ("PRAGMA synchronous",) if sqlite else ("SHOW fsync", "SHOW synchronous_commit")
        wanted: object = FULL if sqlite else "on"
        with self.recorder.datastore.transaction(commit=True) as cursor:
            for setting in settings:
                cursor.execute(setting)
                (found,) = tuple(dict(cursor.fetchone()).values())
                assert found == wanted, f"{setting} is {found}: there is nothing to compare"


def environment(url: str) -> dict[str, str]:
    """
    Return the library's own settings for a database.
    """
    place = driver_url(url)
    if place.get_backend_name() == "sqlite":
        return {
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": str(place.database),
            "SQLITE_LOCK_TIMEOUT": "20",
        }
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "APPLICATION_RECORDER_TOPIC": f"{__name__}:{SendsAll.__name__}",
        "POSTGRES_DBNAME": str(place.database),
        "POSTGRES_HOST": str(place.query.get("host") or place.host),
        "POSTGRES_PORT": str(place.query.get("port") or place.port or 5432),
        "POSTGRES_USER": str(place.username),
        "POSTGRES_PASSWORD": str(place.password or ""),
    }


def _visit(record: Record, child: UUID, number: int) -> None:
    record.visit(**_told(child, number))


def _told(child: UUID, number: int) -> dict[str, Any]:
    """
    Return the same words as our own event's, for the library to write as JSON.
    """
    new = visit(child, number)
    return {
        "agency": new.agency,
        "actor": new.actor,
        "occurred": new.occurred.as_json(),
        "told": {
            "content": new.content,
            "subjects": [{"person": str(s.person), "role": s.role} for s in new.subjects],
            "learned": [
                {
                    "agency": one.agency,
                    "first": one.first.isoformat(),
                    "last": one.last.isoformat(),
                    "how": one.how,
                }
                for one in new.learned
            ],
        },
    }
