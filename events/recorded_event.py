"""The immutable record: what somebody asks to be recorded, and what the log then holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from events.clock import civil_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from events.occurred import Occurred

SOMEBODY = "other"
"""The agency of a fact that no named agency recorded; never shown as an agency's column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """
    A person whom an event concerns, and as what.
    """

    person: UUID
    role: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """
    When one agency came to know what an event says.

    Being involved is not learning: an agency has learned what it recorded, what was sent or
    handed to it, and what was said where its people are named as attending.

    Args:
        agency: The agency's name; ``other`` stands for somebody who is no agency.
        first: The earliest day it can have learned.
        last: The latest day; the day that every view counts from.
        how: ``recorded``, ``attended``, ``sent`` or ``at the time``.
    """

    # In the order of their names, in which an event's body is written.
    agency: str
    first: date
    how: str
    last: date

    @property
    def on(self) -> date:
        """
        The day from which the agency is taken to know: the latest, so that no view knows early.
        """
        return self.last


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """
    Where an imported event came from.

    Args:
        source: The import's source name; with ``ref`` the key of the row for ever.
        ref: The row's own id in that source.
    """

    # In the order of their names, in which an event's body is written.
    ref: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NewEvent:
    """
    What somebody asks the log to record.

    Args:
        kind: The stored name of its kind.
        occurred: When it happened in the world.
        content: The kind's fields; an absent key of an import means "not in the import".
        agency: The agency that says so.
        actor: Who records it: ``user:<id>``, ``operator:<system user>`` or ``throughline``.
        subjects: The persons it concerns, with their roles.
        learned: When each agency learned it.
        origin: The row of an import that it was.
    """

    kind: str
    occurred: Occurred
    content: Mapping[str, Any]
    agency: str
    actor: str
    subjects: tuple[Subject, ...] = ()
    learned: tuple[Learned, ...] = ()
    origin: Origin | None = None


class Erased(dict[str, Any]):
    """
    The content of an event whose key was destroyed on a legal basis: there was some, and nobody
    reads it any more.
    """


ERASED = Erased()

Provenance = tuple[tuple[Subject, ...], tuple[Learned, ...], Origin | None]
"""The rest of what the body of an event says: about whom, who learned it, and where from."""

_PROVENANCE = frozenset({"subjects", "learned", "origin"})

_fill = object.__setattr__


class Reads(Protocol):
    """
    Reads the body of an event, what it tells apart from the rest.
    """

    def content(self, body: bytes) -> Mapping[str, Any]:
        """
        Return what it tells.
        """
        ...

    def provenance(self, body: bytes) -> Provenance:
        """
        Return the rest.
        """
        ...


class Unread:
    """
    The body of an event as it is stored, and what reads it, until somebody asks what it says.

    Most of what walks the log looks at kinds and passes on: reading every body would take longer
    than fetching it.
    """

    __slots__ = ("_body", "_reads")

    if TYPE_CHECKING:
        _body: bytes
        _reads: Reads
    else:

        def __getattr__(self, name: str) -> object:
            # Python comes here for an empty slot alone; once read, the slots are full. Two threads
            # that meet here write the same twice.
            if name == "content":
                read = self._reads.content(self._body)
                _fill(self, "content", read)
                return read
            if name not in _PROVENANCE:
                message = f"{type(self).__name__!r} has no attribute {name!r}"
                raise AttributeError(message)
            subjects, learned, origin = self._reads.provenance(self._body)
            _fill(self, "subjects", subjects)
            _fill(self, "learned", learned)
            _fill(self, "origin", origin)
            return subjects if name == "subjects" else learned if name == "learned" else origin


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedEvent(Unread):
    """
    One event as the log holds it, for ever.

    Args:
        position: Its place in the log's one global order.
        stream: The record that it lies in: one person's, one outcome's or one system subject's.
        version: Its place in the stream, from 1, without gaps.
        schema: The version of its kind that ``content`` is in, after lifting: the newest.
        recorded: When it reached this log, by the server's clock, in UTC.
    """

    position: int
    stream: UUID
    version: int
    kind: str
    schema: int
    occurred: Occurred
    recorded: datetime
    actor: str
    agency: str
    content: Mapping[str, Any]
    subjects: tuple[Subject, ...] = ()
    learned: tuple[Learned, ...] = ()
    origin: Origin | None = None
    digest: bytes = field(default=b"", repr=False)

    @property
    def entry_id(self) -> str:
        """
        The number by which pages, documents and other events cite it.
        """
        return str(self.position)

    @property
    def erased(self) -> bool:
        """
        Whether what it said was made unreadable on a legal basis.
        """
        return isinstance(self.content, Erased)

    @property
    def known_from(self) -> date:
        """
        The first day on which any agency had learned it.
        """
        if len(self.learned) == 1:
            return self.learned[0].on
        if self.learned:
            return min(learned.on for learned in self.learned)
        return civil_day(self.recorded)

    def people(self, *roles: str) -> tuple[UUID, ...]:
        """
        Return the persons it concerns in any of these roles; all of them when none is named.
        """
        if not roles:
            return tuple([s.person for s in self.subjects])
        return tuple([s.person for s in self.subjects if s.role in roles])
