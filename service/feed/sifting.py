"""Keeps of the log's events what one reader may read now, and counts what is kept back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from projections.chronology.attachments import ADDED
from projections.people.tie import Closeness
from projections.protected import KEPT, TELL_WHERE, is_protected, kept_places, without_address
from projections.protected import KINDS as WITH_ADDRESS
from projections.standing import CHANGING
from projections.stored.directory import CHILDREN, listed
from projections.stored.models.planned_outcome import stored
from projections.stored.models.withholding import (
    ERASED,
    RESTRICTED,
    WHOLE_RECORD,
    WRONG_CHILD,
    withheld,
)
from projections.story import is_entry
from projections.wrong_child import STAND_IN, keep_back
from service.access.first_told import CORRECTED, FIRST_TELLING, first_told_in
from service.access.open_homes import ADDRESS, share_a_home
from service.access.open_to import open_to
from service.access.owed import opened_by
from service.access.restricted import (
    RESTRICTING,
    kept_entries,
    opened_by_name,
    rests_on,
    told_of_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.recorded_event import RecordedEvent
    from service.access.reader import Reader
    from service.wiring import Session

REPEATS = CHANGING | {"accounts_linked", "accounts_unlinked"}
"""Kinds that repeat what the entries they name say."""

_WHO_IT_IS = frozenset({"name_recorded", "person_registered"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Sifted:
    """
    What one reader gets of one event.

    Args:
        event: As this reader may see it; None where it is kept back whole.
        of: The children through whose open records it is read; nobody where it is of no record
            that is open, so that it is passed over and not even counted.
        kept_back: Why its content is missing: ``wrong child``, ``restricted`` or ``erased``.
    """

    position: int
    event: RecordedEvent | None = None
    of: tuple[UUID, ...] = ()
    kept_back: str = ""

    @property
    def withheld(self) -> bool:
        """
        Whether it is of an open record, and kept back all the same.
        """
        return self.event is None and bool(self.of)


def sift(session: Session, reader: Reader, events: Sequence[RecordedEvent]) -> list[Sifted]:
    """
    Say of each event what a reader gets of it, by what they may read now and not by then.
    """
    opened = open_to(session.connection, reader, session.now)
    if not opened or not events:
        return [Sifted(position=event.position) for event in events]
    rights = _Rights(reader=reader, opened=opened)
    rights.learn(session, events)
    return [rights.sifted(event) for event in events]


OF_OUTCOMES = ("outcome_", "escalation_")
MOST_IN_ONE_FORM = 50
"""Events that one form records: who was named first comes just before what names them."""


@dataclass(kw_only=True)
class _Rights:
    reader: Reader
    opened: frozenset[UUID]
    children: frozenset[UUID] = frozenset()
    tied: dict[UUID, set[UUID]] = field(default_factory=dict)
    named: dict[UUID, set[UUID]] = field(default_factory=dict)
    rows: list[Any] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    opening: dict[UUID, set[int]] = field(default_factory=dict)
    first_told: dict[int, set[int]] = field(default_factory=dict)
    kept: dict[UUID, set[int]] = field(default_factory=dict)
    no_longer_shared: set[int] = field(default_factory=set)

    def learn(self, session: Session, events: Sequence[RecordedEvent]) -> None:
        """
        Look up all that is decided by, once for all of these events.
        """
        named = {person for event in events for person in _persons(event)}
        found = listed(session.connection, named)
        self.children = frozenset(id_ for id_, one in found.items() if one.kind in CHILDREN)
        adults = {
            person
            for event in events
            if self.children.isdisjoint(_persons(event))
            for person in _persons(event)
            if person in found
        }
        if adults:
            self._tie(keep_back(session.log.about(adults)).events, adults)
        entries = {event.position for event in events}
        entries |= {n for e in events for n in (*_cited(e), *_opened_by(e), *told_of_in(e))}
        tied = {child for children in self.tied.values() for child in children}
        telling = {
            who
            for event in events
            if _tells_address(event) or event.kind == ADDED
            for who in _persons(event)
        }
        if telling:
            # If one person's address is protected, it is protected for everyone who lives there.
            streams = telling | {child for who in telling for child in self.tied.get(who, ())}
            told = [e for one in sorted(streams, key=str) for e in session.log.stream(one)]
            self.addresses |= kept_places(told)
        self.no_longer_shared = {
            event.position
            for event in events
            if event.kind == "persons_may_match"
            and ADDRESS in (event.content.get("agrees") or ())
            and not share_a_home(session, *(UUID(who) for who in event.content["persons"]))
        }
        # An escalation, a move or an end repeats what is owed, in the stream of what is owed.
        later = {event.stream for event in events if event.kind.startswith(OF_OUTCOMES)}
        self.opening = {
            one.id: {int(number) for number in opened_by(one) if number.isdigit()}
            for one in stored(session.connection, later).values()
        }
        entries |= {number for opening in self.opening.values() for number in opening}
        told = [event for event in events if event.kind in FIRST_TELLING and not event.origin]
        entries |= {n for e in told for n in range(e.position + 1, e.position + MOST_IN_ONE_FORM)}
        self.rows = withheld(session.connection, sorted(entries), [*named, *tied])
        kept = {row.entry for row in self.rows if row.why == RESTRICTED}
        restricted = session.log.at(sorted(kept)) if told and kept else ()
        self.first_told = {
            event.position: {one.position for one in restricted if first_told_in(event, one)}
            for event in told
        }
        self.kept = kept_entries(session.connection, self.reader, {*named, *tied})
        if self.kept:
            self._first_told_in_corrections(session, told)

    def _first_told_in_corrections(self, session: Session, told: Sequence[RecordedEvent]) -> None:
        kept = {entry for entries in self.kept.values() for entry in entries}
        beside = {n for e in told for n in range(e.position + 1, e.position + MOST_IN_ONE_FORM)}
        for one in session.log.at(sorted(beside)):
            entry = _number(one.content.get("entry")) if one.kind == CORRECTED else None
            if entry in kept:
                for event in told:
                    if first_told_in(event, one):
                        self.first_told[event.position].add(entry)
                        self.rows += withheld(session.connection, [entry], [])

    def sifted(self, event: RecordedEvent) -> Sifted:
        """
        Decide on one event.
        """
        of = self._of(event)
        if not of:
            return Sifted(position=event.position)
        closed = self._closed_records()
        readable = tuple(child for child in of if child not in closed)
        if event.kind in RESTRICTING and (self._restricts(event) or not readable):
            # Whoever followed before must hear that what they have is theirs no longer.
            kept = {name: event.content[name] for name in ("entry",) if name in event.content}
            return self._told(_bare(event, content=kept), of, RESTRICTED)
        cited = {
            event.position,
            *self.first_told.get(event.position, ()),
            *(_cited(event) if event.kind in REPEATS else ()),
        }
        why = {
            row.why
            for row in self.rows
            if row.entry in cited and not opened_by_name(self.reader, row)
        }
        if not readable or RESTRICTED in why or self._rests_on_restricted(event):
            return Sifted(position=event.position, of=of)
        if WRONG_CHILD in why or self._rests_on_wrong_child(event):
            return self._wrong_child(event, readable)
        if ERASED in why or self._erased(event, readable):
            return self._told(_bare(event, content={}), readable, ERASED)
        return self._told(self._without_address(event), readable)

    def _without_address(self, event: RecordedEvent) -> RecordedEvent:
        said = event.content
        if event.position in self.no_longer_shared:
            agrees = [word for word in said["agrees"] if word != ADDRESS]
            return replace(event, content={**said, "agrees": agrees})
        if event.kind in WITH_ADDRESS and (is_protected(said) or event.entry_id in self.addresses):
            return replace(event, content=without_address(said))
        if event.kind == ADDED and str(said.get("entry")) in self.addresses:
            return replace(event, content={**said, "title": KEPT})
        if event.kind == "entry_corrected" and _tells_address(event):
            inside = said["content"]
            if str(said.get("entry")) in self.addresses or is_protected(inside):
                return replace(event, content={**said, "content": without_address(inside)})
        return event

    def _told(self, event: RecordedEvent, of: tuple[UUID, ...], kept_back: str = "") -> Sifted:
        return Sifted(position=event.position, event=event, of=of, kept_back=kept_back)

    def _wrong_child(self, event: RecordedEvent, of: tuple[UUID, ...]) -> Sifted:
        if event.kind == "entry_struck_out":
            return self._told(_bare(event), of)
        if event.kind in REPEATS or not is_entry(event):
            return Sifted(position=event.position, of=of)
        emptied = replace(_bare(event, content={}), kind=STAND_IN, schema=1)
        return self._told(emptied, of, WRONG_CHILD)

    def _rests_on_wrong_child(self, event: RecordedEvent) -> bool:
        opened_by = set(_opened_by(event))
        wrong = {row.entry for row in self.rows if row.why == WRONG_CHILD}
        return bool(opened_by) and opened_by <= wrong

    def _rests_on_restricted(self, event: RecordedEvent) -> bool:
        """
        Whether a restricted entry helped to open an outcome by rule, or an answer may rest on one:
        it says what that told of.
        """
        kept = {
            row.entry
            for row in self.rows
            if row.why == RESTRICTED and not opened_by_name(self.reader, row)
        }
        opening = self.opening.get(event.stream, set())
        also = self.kept.get(event.stream, set())
        return rests_on(event, kept | also) or not opening.isdisjoint(kept)

    def _of(self, event: RecordedEvent) -> tuple[UUID, ...]:
        persons = _persons(event)
        if not self.children.isdisjoint(persons):
            return tuple(person for person in persons if person in self.opened)
        ties = self.named if event.kind in _WHO_IT_IS else self.tied
        return tuple(
            dict.fromkeys(
                child for person in persons for child in sorted(ties.get(person, ()), key=str)
            )
        )

    def _tie(self, events: Iterable[RecordedEvent], adults: set[UUID]) -> None:
        for event in events:
            persons = _persons(event)
            opened = self.opened.intersection(persons)
            if not opened:
                continue
            # A professional brings no past of their own into a family's record.
            tie = event.kind == "relationship_recorded" and (
                event.content.get("closeness") != Closeness.PROFESSIONAL
            )
            for person in adults.intersection(persons):
                self.named.setdefault(person, set()).update(opened)
                if tie:
                    self.tied.setdefault(person, set()).update(opened)

    def _closed_records(self) -> set[UUID]:
        return {
            row.child
            for row in self.rows
            if row.entry == WHOLE_RECORD
            and row.why == RESTRICTED
            and not opened_by_name(self.reader, row)
        }

    def _restricts(self, event: RecordedEvent) -> bool:
        entry = _number(event.content.get("entry"))
        return any(
            row.event == event.position or (entry and row.entry == entry)
            for row in self.rows
            if row.why == RESTRICTED and not opened_by_name(self.reader, row)
        )

    def _erased(self, event: RecordedEvent, of: tuple[UUID, ...]) -> bool:
        if getattr(event, "erased", False):
            # Its key was destroyed: whatever the rows say, nobody reads it any more.
            return True
        whose = {event.stream, *of}
        return event.kind != "content_erased" and any(
            row.entry == WHOLE_RECORD
            and row.why == ERASED
            and row.child in whose
            and event.position < row.event
            for row in self.rows
        )


def _tells_address(event: RecordedEvent) -> bool:
    if event.kind in WITH_ADDRESS:
        return True
    inside = event.content.get("content") if event.kind == "entry_corrected" else None
    return inside is not None and not inside.keys().isdisjoint(TELL_WHERE)


def _persons(event: RecordedEvent) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys((event.stream, *event.people())))


def _cited(event: RecordedEvent) -> list[int]:
    if event.kind not in REPEATS | RESTRICTING:
        return []
    cited = [event.content.get("entry"), *(event.content.get("entries") or ())]
    return [number for one in cited if (number := _number(one))]


def _opened_by(event: RecordedEvent) -> list[int]:
    """
    Return the entries that opened an outcome; what is owed says what kind of thing they told of.
    """
    if event.kind != "outcome_planned":
        return []
    return [number for one in event.content.get("evidence") or () if (number := _number(one))]


def _number(cited: object) -> int:
    return int(str(cited)) if cited and str(cited).isdigit() else 0


def _bare(event: RecordedEvent, **changed: Any) -> RecordedEvent:
    left = tuple(subject for subject in event.subjects if subject.role == "child")
    origin = event.origin if not changed else None
    return replace(event, subjects=left, origin=origin, **changed)
