"""What the event log promises, whichever database keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from events.recorded_event import NewEvent, RecordedEvent


class Appended:
    """
    The log's answer to an append.

    Args:
        read: Returns what is now recorded, in order; of some kinds, or all of it.
        first: The position of the first of them.
        already: Whether the same key had recorded the same before; nothing was added then.
    """

    __slots__ = ("_events", "_read", "already", "first")

    def __init__(
        self,
        read: Callable[[Collection[str] | None], tuple[RecordedEvent, ...]],
        *,
        first: int,
        already: bool,
    ) -> None:
        self._read = read
        self._events: tuple[RecordedEvent, ...] | None = None
        self.first = first
        self.already = already

    @property
    def events(self) -> tuple[RecordedEvent, ...]:
        """
        What is now recorded, in order; made when it is first asked for.
        """
        if self._events is None:
            self._events = self._read(None)
        return self._events

    def of_kinds(self, kinds: Collection[str]) -> tuple[RecordedEvent, ...]:
        """
        Return those of some kinds, in order.
        """
        return self._read(kinds)


@dataclass(frozen=True, kw_only=True, slots=True)
class Append:
    """
    One of several appends that stand or fall together.

    Args:
        new: What is to be recorded, at least one event.
        stream: The stream that they lie in.
        decided_on: The stream's version that the decision was based on, or None.
        key: The caller's own key for these events.
    """

    new: Sequence[NewEvent]
    stream: UUID
    decided_on: int | None
    key: str


class EventReader(Protocol):
    """
    Reads the log; every projection reads through this and nothing else.
    """

    def stream(self, stream: UUID) -> tuple[RecordedEvent, ...]:
        """
        Return one stream in order of version.
        """
        ...

    def about(
        self, persons: Collection[UUID], held: Mapping[int, RecordedEvent] = ...
    ) -> tuple[RecordedEvent, ...]:
        """
        Return every event that concerns any of these persons, in order of position.

        Args:
            held: By position, events that were read before; they are returned and not read again.
        """
        ...

    def each_about(self, person: UUID) -> Iterator[RecordedEvent]:
        """
        Yield every event that concerns a person, in order of position, for whoever keeps few of
        them: no more than a thousand are held at once.
        """
        ...

    def how_far(self, persons: Collection[UUID], streams: Sequence[UUID] = ()) -> tuple[int, ...]:
        """
        Return how often events name any of these persons, and how many events each of these
        streams holds, all asked at once; none of it ever shrinks.
        """
        ...

    def at(self, positions: Collection[int]) -> tuple[RecordedEvent, ...]:
        """
        Return the events at these positions, in order; positions that hold none are left out.
        """
        ...

    def of_kinds(self, kinds: Collection[str]) -> Iterator[RecordedEvent]:
        """
        Yield every settled event of these kinds, in order of position.
        """
        ...

    def after(self, position: int, limit: int = 1000) -> tuple[RecordedEvent, ...]:
        """
        Return the next settled events, in order: nothing below the last of them comes later.
        """
        ...

    def by_origin(self, source: str, refs: Collection[str]) -> tuple[RecordedEvent, ...]:
        """
        Return the events that these rows of an import became.
        """
        ...

    def of_source(
        self, source: str, after: str = "", limit: int = 1000
    ) -> tuple[RecordedEvent, ...]:
        """
        Return the next events that an import brought, in the order of their rows' ids.

        Args:
            after: The row id of the last one that is known.
        """
        ...

    def settled(self) -> int:
        """
        Return the position below or at which no event can appear any more.
        """
        ...


class EventLog(EventReader, Protocol):
    """
    Adds to the log inside the caller's transaction; nothing stands before that commits.
    """

    def append(
        self,
        new: Sequence[NewEvent],
        *,
        stream: UUID,
        decided_on: int | None,
        key: str,
        now: datetime,
    ) -> Appended:
        """
        Record all of these or none.

        Args:
            stream: The stream that they lie in.
            decided_on: The stream's version that the decision was based on; None where nothing
                of the stream was read to decide, as in an import.
            key: The caller's own key: the same key with the same content answers as before.
            now: The server's clock, which becomes ``recorded``.

        Raises:
            KindUnknown: A kind is not in the vocabulary.
            ContentRefused: Content does not fit its kind.
            StreamMoved: The stream has moved past ``decided_on``.
            KeyReused: The key was used for something else.
            LogUnavailable: The database cannot write.
        """
        ...

    def append_many(self, appends: Sequence[Append], *, now: datetime) -> tuple[Appended, ...]:
        """
        Record many appends at once, as an import does: all or none, one answer for each.

        Raises:
            KindUnknown, ContentRefused, StreamMoved, KeyReused, LogUnavailable: As ``append``.
        """
        ...
