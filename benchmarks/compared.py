"""The `eventsourcing` library's own application on SQLite, at the same durability."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

FULL = 2


class Record(Aggregate):
    """
    A child's record as its users would write it: one method, one event.
    """

    @event("Visited")
    def visit(self, purpose: str, fact: str) -> None:
        """
        Take note of a visit.
        """
        self.last = purpose


class Compared:
    """
    Saves through the library's repository and recorder.
    """

    def __init__(self, file: str) -> None:
        environment = {
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": file,
            "SQLITE_LOCK_TIMEOUT": "20",
        }
        self._application: Application[Any] = Application(env=environment)
        recorder: Any = self._application.recorder
        with recorder.datastore.transaction(commit=True) as cursor:
            # The library sets WAL; the level of syncing is the connection's own.
            cursor.execute("PRAGMA synchronous")
            (level,) = cursor.fetchone()
        assert level == FULL, "the library does not sync at every commit here: nothing to compare"

    def append(self, count: int, each: int) -> Callable[[], object]:
        """
        Return the work of adding so many events, so many to a transaction.
        """
        record = Record()
        self._application.save(record)

        def work() -> None:
            for _ in range(0, count, each):
                for n in range(each):
                    record.visit(purpose=f"Planned visit {n}", fact="Calm; the home was warm." * 3)
                self._application.save(record)

        return work
