"""The log on PostgreSQL: writers never wait for one another, and an append is one round trip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.log.appending import Appender

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from events.log.appending import Batch

_APPEND = """SELECT event_append(
  %s::uuid[], %s::integer[], %s,
  %s::uuid[], %s::integer[], %s::text[], %s::smallint[],
  %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
  %s::text[], %s::text[], %s::uuid[], %s::bytea[], %s::bytea[],
  %s::integer[], %s::uuid[], %s::text[],
  %s::integer[], %s::text[], %s::text[], %s::text[], %s::text[],
  %s::text[], %s::bytea[], %s::integer[], %s::integer[])"""

_VERSIONS = "SELECT stream, max(version) FROM event WHERE stream = ANY(%s) GROUP BY stream"
_REQUESTS = "SELECT key, digest, stream, first, last FROM request WHERE key = ANY(%s)"


class PostgresqlLog(Appender):
    """
    Positions only rise within a stream and along whatever a writer had read before.
    """

    # The function itself finds that a stream has moved or a key is taken.
    _looks_first = False

    def settled(self) -> int:
        """
        Return the lowest position that an open transaction may still draw, or the newest drawn.
        """
        found: int = self._connection.exec_driver_sql("SELECT event_settled()").scalar_one()
        return found

    def _newest_versions(self, streams: Sequence[UUID]) -> Iterable[tuple[UUID, int]]:
        return self._connection.exec_driver_sql(_VERSIONS, (list(streams),))

    def _requests(self, keys: Sequence[str]) -> Iterable[tuple[str, bytes, Any, int, int]]:
        return self._connection.exec_driver_sql(_REQUESTS, (list(keys),))

    def _write(self, batch: Batch) -> Sequence[int] | None:
        rows = batch.rows
        checked = [row.checked for row in rows]
        new = [one.new for one in checked]
        # Arrays in PostgreSQL count from 1.
        subjects = [(place, s) for place, one in enumerate(checked, 1) for s in one.subjects]
        learned = [(place, k) for place, one in enumerate(checked, 1) for k in one.learned]
        places: Sequence[int] | None = self._connection.exec_driver_sql(
            _APPEND,
            (
                list(batch.heads),
                list(batch.heads.values()),
                batch.recorded,
                [row.stream for row in rows],
                [row.version for row in rows],
                [one.kind for one in new],
                [one.schema for one in checked],
                [one.occurred[0] for one in checked],
                [one.occurred[1] for one in checked],
                [one.occurred[2] for one in checked],
                [one.actor for one in new],
                [one.agency for one in new],
                [one.origin.source if one.origin else None for one in new],
                [one.origin.ref if one.origin else None for one in new],
                [row.key_id for row in rows],
                [row.body for row in rows],
                [row.digest for row in rows],
                [place for place, _ in subjects],
                [subject.person for _, subject in subjects],
                [subject.role for _, subject in subjects],
                [place for place, _ in learned],
                [one.agency for _, one in learned],
                [one.how for _, one in learned],
                [one.first.isoformat() for _, one in learned],
                [one.last.isoformat() for _, one in learned],
                [key for key, *_ in batch.keys],
                [digest for _, digest, *_ in batch.keys],
                [first + 1 for *_, first, _ in batch.keys],
                [last + 1 for *_, last in batch.keys],
            ),
        ).scalar_one()
        return places
