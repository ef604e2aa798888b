"""Reads the log, the same way on both databases."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from events.log.concerned import concerning
from events.log.data_keys import master_of
from events.log.driver import BINARY, slices
from events.log.stored import COLUMNS, read_rows
from events.log.tables import DATA_KEY, EVENT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent

_EVENTS = (
    select(*COLUMNS)
    .select_from(EVENT.outerjoin(DATA_KEY, DATA_KEY.c.id == EVENT.c.key_id))
    .execution_options(**{BINARY: True})
)

_NONE: MappingProxyType[int, RecordedEvent] = MappingProxyType({})

_AT_ONCE = 1000
"""So many events are held at once where what is asked for can be any number of them."""

_ONE_BY_ONE = 500
"""So many events are asked for by their positions; more by whom they concern."""


class Reader(ABC):
    """
    Answers from one connection; what the connection has itself appended is seen by all but
    ``after`` and ``of_kinds``, which show settled events alone.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._master = master_of(connection)

    @abstractmethod
    def settled(self) -> int:
        """
        Return the position below or at which no event can appear any more.
        """

    def stream(self, stream: UUID) -> tuple[RecordedEvent, ...]:
        """
        Return one stream in order of version.
        """
        return self._events(_EVENTS.where(EVENT.c.stream == stream).order_by(EVENT.c.version))

    def stream_after(self, stream: UUID, version: int) -> tuple[RecordedEvent, ...]:
        """
        Return what was recorded on a stream after a version.
        """
        return self._events(
            _EVENTS.where(EVENT.c.stream == stream, EVENT.c.version > version).order_by(
                EVENT.c.version
            )
        )

    def about(
        self, persons: Collection[UUID], held: Mapping[int, RecordedEvent] = _NONE
    ) -> tuple[RecordedEvent, ...]:
        """
        Return every event that concerns any of these persons, in order of position.

        Args:
            held: By position, events that were read before; they are returned and not read again.
        """
        found: dict[int, RecordedEvent] = {}
        for some in slices(persons):
            asked = concerning(self._connection, some)
            if held:
                positions = set(self._connection.scalars(asked))
                found |= {position: held[position] for position in positions & held.keys()}
                new = positions - held.keys()
                # Most are usually held: who is around a child is mostly named with the child.
                if len(new) <= _ONE_BY_ONE:
                    found |= {event.position: event for event in self.at(new)}
                    continue
            for event in self._events(_EVENTS.where(EVENT.c.position.in_(asked))):
                found[event.position] = event
        return tuple([found[position] for position in sorted(found)])

    def each_about(self, person: UUID) -> Iterator[RecordedEvent]:
        """
        Yield every event that concerns a person, in order of position, for whoever keeps few of
        them: the positions of all are held, their contents in portions of a thousand.
        """
        positions = sorted(set(self._connection.scalars(concerning(self._connection, [person]))))
        for start in range(0, len(positions), _AT_ONCE):
            yield from self.at(positions[start : start + _AT_ONCE])

    @abstractmethod
    def how_far(self, persons: Collection[UUID], streams: Sequence[UUID] = ()) -> tuple[int, ...]:
        """
        Return how often events name any of these persons, and how many events each of these
        streams holds, all asked at once; none of it ever shrinks.
        """

    def at(self, positions: Collection[int]) -> tuple[RecordedEvent, ...]:
        """
        Return the events at these positions, in order; positions that hold none are left out.
        """
        return tuple(
            event
            for some in slices(sorted(set(positions)))
            for event in self._events(
                _EVENTS.where(EVENT.c.position.in_(some)).order_by(EVENT.c.position)
            )
        )

    def of_kinds(self, kinds: Collection[str]) -> Iterator[RecordedEvent]:
        """
        Yield every settled event of these kinds, in order of position.
        """
        position, settled = 0, self.settled()
        wanted = _EVENTS.where(EVENT.c.kind.in_(sorted(kinds)))
        while some := self._between(position, settled, _AT_ONCE, wanted):
            yield from some
            position = some[-1].position

    def after(self, position: int, limit: int = _AT_ONCE) -> tuple[RecordedEvent, ...]:
        """
        Return the next settled events, in order: nothing below the last of them comes later.
        """
        # A statement of its own, before the one that reads: asked inside it, the answer would be
        # newer than the view of the table and events in between would be passed over for ever.
        settled = self.settled()
        return self._between(position, settled, limit, _EVENTS)

    def by_origin(self, source: str, refs: Collection[str]) -> tuple[RecordedEvent, ...]:
        """
        Return the events that these rows of an import became.
        """
        found = [
            event
            for some in slices(refs)
            for event in self._events(
                _EVENTS.where(EVENT.c.source == source, EVENT.c.source_ref.in_(some))
            )
        ]
        return tuple(sorted(found, key=lambda event: event.position))

    def of_source(
        self, source: str, after: str = "", limit: int = _AT_ONCE
    ) -> tuple[RecordedEvent, ...]:
        """
        Return the next events that an import brought, in the order of their rows' ids.
        """
        return self._events(
            _EVENTS.where(EVENT.c.source == source, EVENT.c.source_ref > after)
            .order_by(EVENT.c.source_ref)
            .limit(limit)
        )

    def _between(
        self, position: int, settled: int, limit: int, wanted: Select[Any]
    ) -> tuple[RecordedEvent, ...]:
        return self._events(
            wanted.where(EVENT.c.position > position, EVENT.c.position <= settled)
            .order_by(EVENT.c.position)
            .limit(limit)
        )

    def _events(self, question: Select[Any]) -> tuple[RecordedEvent, ...]:
        with self._connection.execute(question) as answer:
            # The driver's own tuples: read_rows does the reading, so SQLAlchemy need not.
            return read_rows(answer.cursor.fetchall(), self._master)
