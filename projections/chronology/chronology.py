"""The child's whole story in the order it happened, over every agency and every adult's past."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from events.occurred import Occurred
from projections.chronology.accounts import Told, linked, within
from projections.chronology.attachments import attachments_of
from projections.chronology.entry import About, Change, Entry, Status
from projections.once import Folding
from projections.people.in_it import said_to_be_in
from projections.people.tie import LIVING_TOGETHER, Closeness, Tie
from projections.standing import REWRITING
from projections.story import is_entry
from projections.wrong_child import emptied, rests_on_it

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date
    from uuid import UUID

    from events.recorded_event import RecordedEvent, Subject
    from projections.child_record import ChildRecord
    from projections.chronology.attachments import Attachment
    from projections.people.person import Person


@dataclass(frozen=True, kw_only=True)
class Chronology(Folding):
    """
    A child's entries in the order they happened, with the people they name.
    """

    record: ChildRecord
    entries: tuple[Entry, ...]
    people: Mapping[UUID, Person]
    ties: tuple[Tie, ...]

    @cached_property
    def child(self) -> Person | None:
        """
        The child; None where the record as limited does not know of the child yet.
        """
        return self.people.get(self.record.child)

    def entry(self, entry_id: str) -> Entry | None:
        """
        Return the entry of this number, if it is in view.
        """
        return self._by_id.get(entry_id)

    def numbered_from(self, before: Chronology, came: Iterable[Entry]) -> Chronology:
        """
        Know at once what each number is, from what was told before these came or were changed.
        """
        if "_by_id" in before.__dict__:
            self.__dict__["_by_id"] = {**before._by_id, **{entry.id: entry for entry in came}}
        return self

    def after_death(self, entry: Entry) -> bool:
        """
        Tell whether an entry is of the time after the child's death, when nothing is owed.

        What happened before it and was learned once the death was known is of that time too.
        """
        died = self.child.died if self.child else None
        if died is None:
            return False
        known = self._death_known
        return entry.occurred.first > died.last or (known is not None and entry.known_from > known)

    @cached_property
    def _death_known(self) -> date | None:
        own = {"", str(self.record.child)}
        deaths = [d for d in self.of_kinds("death") if d.content.get("who_died", "") in own]
        return min((death.known_from for death in deaths), default=None)

    def of_kinds(self, *kinds: str) -> tuple[Entry, ...]:
        """
        Return the entries of some kinds, in their order; the many others are not looked at again.
        """
        found = [entry for kind in kinds for entry in self._by_kind.get(kind, ())]
        return tuple(sorted(found, key=place))

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.kind, []).append(entry)
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.entries}


def chronology(record: ChildRecord) -> Chronology:
    """
    Fold a child's record into entries, in the order they happened by earliest reading.

    A struck-out or corrected entry keeps its place, marked; nothing is left out.
    """
    return record.once(_chronology)


def _chronology(record: ChildRecord) -> Chronology:
    if record.whole is not None and record.whole.events is record.events:
        # Nothing was learned after that day: it is told as it is without a limit.
        return replace(chronology(record.whole), record=record)
    everyone = record.people()
    tied = record.ties()
    changes = changes_of(record.events)
    attached = attachments_of(record.events)
    accounts = linked(record.events)
    brought_over = _brought_over(record.events)
    child = everyone.get(record.child)
    close = close_by(tied)
    withheld = (
        {
            event.entry_id: by
            for event in record.events
            if (by := rests_on_it(event, record.wrong_child)) is not None
        }
        if record.wrong_child
        else {}
    )
    entries = [
        entry_of(
            emptied(event) if number in withheld else event,
            placed(event, record.child, child, tied),
            changes.get(number, ()),
            accounts.get(number, _ALONE),
            attachments=attached.get(number, ()),
            came_from=brought_over.get(number, ""),
            wrong_child=record.wrong_child.get(number) or withheld.get(number),
            recorded=record.as_recorded.get(event.position),
        )
        for event in record.events
        if is_entry(event) and belongs(event, record.child, close)
        for number in (event.entry_id,)
    ]
    entries.sort(key=place)
    return Chronology(record=record, entries=within(entries), people=everyone, ties=tied)


_ALONE = Told()

place = attrgetter("place")
"""An entry's place in the order in which things happened."""


def inserted(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    """
    Return entries in their order with one more among them.
    """
    at = bisect_right(entries, place(entry), key=place)
    return (*entries[:at], entry, *entries[at:])


def entry_of(
    event: RecordedEvent,
    place_of: tuple[About, str],
    changes: Sequence[RecordedEvent],
    told: Told,
    *,
    attachments: tuple[Attachment, ...],
    came_from: str,
    wrong_child: RecordedEvent | None,
    recorded: RecordedEvent | None = None,
) -> Entry:
    """
    Return an event as a line, with what changed it since and what is said of its accounts.

    Args:
        recorded: The event as it was recorded, where it reads otherwise now.
    """
    about, connection = place_of
    entry = Entry(
        event=event,
        content=event.content,
        occurred=event.occurred,
        about=about,
        connection=connection,
        came_from=came_from,
    )
    if wrong_child is not None:
        return replace(_changed(entry, wrong_child), withheld=True)
    people = (recorded or event).subjects
    for change in changes:
        entry = _changed(entry, change)
        corrected = said_to_be_in(change.content) if change.kind == "entry_corrected" else None
        if corrected is not None:
            entry = _with_people_before(entry, people)
            people = corrected
    if not (attachments or told.differences or told.accounts):
        return entry
    return replace(
        entry, attachments=attachments, differences=told.differences, accounts=told.accounts
    )


def _changed(entry: Entry, change: RecordedEvent) -> Entry:
    noted = Change(
        entry=change.entry_id,
        kind=change.kind,
        on=change.occurred.first,
        by=change.actor,
        reason=change.content.get("reason", ""),
        before=entry.content,
        before_occurred=entry.occurred,
    )
    changes = (*entry.changes, noted)
    match change.kind:
        case "entry_struck_out":
            return replace(entry, status="struck out", changes=changes)
        case "entry_corrected":
            status: Status = "struck out" if entry.status == "struck out" else "corrected"
            return replace(
                entry,
                status=status,
                changes=changes,
                content=dict(change.content.get("content") or entry.content),
                occurred=_date(change.content.get("occurred")) or entry.occurred,
            )
        case _:
            content = dict(entry.content) | {
                "significance": change.content.get("significance", ""),
                "significance_reason": change.content.get("reason", ""),
            }
            return replace(entry, changes=changes, content=content)


def _with_people_before(entry: Entry, people: tuple[Subject, ...]) -> Entry:
    last = replace(
        entry.changes[-1], before_people=tuple(one for one in people if one.role != "child")
    )
    return replace(entry, changes=(*entry.changes[:-1], last))


def _date(stored: Mapping[str, Any] | None) -> Occurred | None:
    return Occurred.from_json(stored) if stored else None


def changes_of(events: Iterable[RecordedEvent]) -> dict[str, list[RecordedEvent]]:
    """
    Return corrections, strike-outs and changes of significance by the entry that they change.
    """
    found: dict[str, list[RecordedEvent]] = {}
    for event in events:
        if event.kind in REWRITING | {"significance_changed"}:
            found.setdefault(str(event.content.get("entry", "")), []).append(event)
    return found


def _brought_over(events: Iterable[RecordedEvent]) -> dict[str, str]:
    return {
        str(event.content.get("entry", "")): str(event.content.get("came_from", ""))
        for event in events
        if event.kind == "entry_brought_over"
    }


def close_by(tied: Iterable[Tie]) -> frozenset[UUID]:
    """
    Return those tied to a child whose story is the child's too.
    """
    return frozenset(tie.person for tie in tied if tie.closeness is not Closeness.PROFESSIONAL)


def belongs(event: RecordedEvent, child: UUID, close: AbstractSet[UUID]) -> bool:
    """
    Tell whether an event is told in a child's story: of the child, or of somebody close.
    """
    named = event.people()
    return child in named or not close.isdisjoint(named)


def placed(
    event: RecordedEvent, child: UUID, person: Person | None, tied: tuple[Tie, ...]
) -> tuple[About, str]:
    """
    Return whether an event is the child's, the household's or history, and by which connection.
    """
    life = person.life() if person else None
    if child in event.people():
        before = life is not None and event.occurred.last < life[0]
        return ("history" if before else "child", "")
    named = set(event.people())
    ties = [tie for tie in tied if tie.person in named]
    connection = ", ".join(dict.fromkeys(tie.relation for tie in ties if tie.relation))
    alive = life is None or event.occurred.last >= life[0]
    together = any(
        tie.closeness in LIVING_TOGETHER and tie.covers(event.occurred.first, event.occurred.last)
        for tie in ties
    )
    return ("household" if alive and together else "history", connection)
