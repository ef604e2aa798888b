"""The log on PostgreSQL: writers never wait for one another, and an append is one round trip."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Any

from events.log.appending import Appender
from events.log.arrays import big_numbers, blobs, numbers, texts, uuids
from events.log.concerned import apart
from events.log.data_keys import keys_of
from events.log.driver import ask, call_function
from events.log.round_trip import Function
from events.log.stored import stream_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from uuid import UUID

    from events.log.batch import Batch
    from events.log.sealed import DataKey

# As the migrations declare them, argument by argument.
_OF_ONE = (
    "uuid int4 text int4 text text text text text text text text uuid bytea bytea"
    " text uuid[] text[] text bytea"
)
_ONE = Function("event_append_one", _OF_ONE, opening=Function("event_append_at_once", _OF_ONE))
_MANY = Function(
    "event_append",
    "uuid[] int4[] text uuid[]"
    " uuid[] int4[] text[] int4[] text[] text[] text[] text[] text[] text[] text[]"
    " uuid[] bytea[] bytea[] int4[] uuid[] text[] text[] bytea[] int4[] int4[]",
)

_NUMBER = Struct("!i")
_POSITION = Struct("!q")

_VERSIONS = "SELECT stream, max(version) FROM event WHERE stream = ANY(%s) GROUP BY stream"
_NAMED = (
    "(SELECT count(*) FROM subject WHERE person = ANY(%s::uuid[]))"
    " + (SELECT count(own_role) FROM event WHERE stream = ANY(%s::uuid[]))"
)
_HELD = "(SELECT coalesce(max(version), 0) FROM event WHERE stream = %s)"
_REQUESTS = "SELECT key, digest, stream, first, last FROM request WHERE key = ANY(%s)"


class PostgresqlLog(Appender):
    """
    Positions only rise within a stream and along whatever a writer had read before.
    """

    # The function itself finds that a stream has moved or a key is taken.
    _asks_first = False

    def settled(self) -> int:
        """
        Return the lowest position that an open transaction may still draw, or the newest drawn.
        """
        ((found,),) = ask(self._connection, "SELECT event_settled()")
        return int(found)

    def how_far(self, persons: Collection[UUID], streams: Sequence[UUID] = ()) -> tuple[int, ...]:
        """
        Return how often events name any of these persons, and how many events each of these
        streams holds, all asked at once; none of it ever shrinks.
        """
        question = ", ".join([_NAMED, *(_HELD for _ in streams)])
        named = list(persons)
        values = (named, named, *streams)
        ((*found,),) = ask(self._connection, f"SELECT {question}", values)
        return tuple(int(one) for one in found)

    def _newest_versions(self, streams: Sequence[UUID]) -> Iterable[tuple[UUID, int]]:
        return ask(self._connection, _VERSIONS, (list(streams),))

    def _requests(self, keys: Sequence[str]) -> Iterable[tuple[str, bytes, Any, int, int]]:
        return ask(self._connection, _REQUESTS, (list(keys),))

    def _write(self, batch: Batch) -> Sequence[int] | None:
        if len(batch.rows) == 1:
            place = call_function(self._connection, _ONE, _one(batch))
            return None if place is None else _POSITION.unpack(place)
        places = call_function(self._connection, _MANY, _many(batch))
        return None if places is None else big_numbers(places)

    def _keys(self, streams: frozenset[UUID], *, anew: bool) -> dict[UUID, DataKey]:
        # The function that appends looks whether they still stand, so that asking for them again
        # each time would be a round trip for nothing.
        master = self._master
        if master is None:
            return {}
        if anew:
            master.forget(streams)
        found = master.at_hand(streams)
        if len(found) < len(streams):
            asked = keys_of(self._connection, streams - found.keys())
            master.keep(asked)
            found |= asked
        return found


def _one(batch: Batch) -> list[bytes | None]:
    # One event alone, as a person records it: setting out arrays takes longer than adding it.
    (stream, version, kind, schema, first, last, precision, recorded, actor, agency, source,
     source_ref, key_id, body, digest) = batch.rows[0]  # fmt: skip
    ((key, key_digest, _, _),) = batch.keys
    own_role, subjects = apart(stream_of(stream), batch.checked[0].subjects)
    return [
        stream,
        _NUMBER.pack(version),
        kind.encode(),
        _NUMBER.pack(schema),
        first.encode(),
        last.encode(),
        precision.encode(),
        recorded.encode(),
        actor.encode(),
        agency.encode(),
        None if source is None else source.encode(),
        None if source_ref is None else source_ref.encode(),
        key_id,
        body,
        digest,
        None if own_role is None else own_role.encode(),
        uuids([subject.person.bytes for subject in subjects]),
        texts([subject.role for subject in subjects]),
        key.encode(),
        key_digest,
    ]


def _many(batch: Batch) -> list[bytes | None]:
    (streams, versions, kinds, schemas, firsts, lasts, precisions, _, actors, agencies, sources,
     source_refs, key_ids, bodies, digests) = zip(*batch.rows, strict=True)  # fmt: skip
    # Arrays in PostgreSQL count from 1.
    subjects = [(place, s) for place, one in enumerate(batch.checked, 1) for s in one.subjects]
    return [
        uuids([stream.bytes for stream in batch.heads]),
        numbers(batch.heads.values()),
        batch.recorded.encode(),
        uuids({key_id for key_id in key_ids if key_id is not None}),
        uuids(streams),
        numbers(versions),
        texts(kinds),
        numbers(schemas),
        texts(firsts),
        texts(lasts),
        texts(precisions),
        texts(actors),
        texts(agencies),
        texts(sources),
        texts(source_refs),
        uuids(key_ids),
        blobs(bodies),
        blobs(digests),
        numbers([place for place, _ in subjects]),
        uuids([subject.person.bytes for _, subject in subjects]),
        texts([subject.role for _, subject in subjects]),
        texts([key for key, *_ in batch.keys]),
        blobs([digest for _, digest, *_ in batch.keys]),
        numbers([first + 1 for *_, first, _ in batch.keys]),
        numbers([last + 1 for *_, last in batch.keys]),
    ]
