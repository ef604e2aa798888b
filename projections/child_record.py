"""Everything the log holds that bears on one child; every view of the child is folded from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from projections.once import Folding
from projections.people.identity import DECIDING, as_one, same_person
from projections.people.in_it import in_it, people_corrected
from projections.people.person import Person, people
from projections.people.tie import Closeness, Tie, ties
from projections.rule_book import RULE_BOOK
from projections.wrong_child import keep_back

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from events.log.contract import EventReader
    from events.recorded_event import RecordedEvent, Subject


MOST_LATELY = 4
"""So many days' records are kept beside the whole one."""


@dataclass(frozen=True, kw_only=True)
class ChildRecord(Folding):
    """
    The events about a child and about those tied to the child, in order of position.

    Records that somebody decided are one person's read as one person's from the day of that
    decision on, and as before once it is undone.

    Args:
        as_known_at: The day whose knowledge this is limited to; None for all.
        wrong_child: By its number, what struck out an entry that was another child's. Its content
            is in none of the events, and it stands on no day.
        as_recorded: By position, the events that read otherwise than they were recorded, because
            records were linked or the people in an entry were corrected.
        rule_book: The partnership's changes to its rules, under which questions are asked.
        whole: What this was limited from; None where it is limited to nothing. What must be kept
            from readers today is kept from them as of any day.
    """

    child: UUID
    events: tuple[RecordedEvent, ...]
    as_known_at: date | None = None
    wrong_child: Mapping[str, RecordedEvent] = field(default_factory=dict)
    as_recorded: Mapping[int, RecordedEvent] = field(default_factory=dict)
    rule_book: tuple[RecordedEvent, ...] = ()
    whole: ChildRecord | None = field(default=None, repr=False, compare=False)
    _lately: dict[object, ChildRecord] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def known_at(self, day: date, agency: str = "") -> ChildRecord:
        """
        Keep only what some agency, or one named agency, had learned by the end of a day.

        Persons and ties stay known to all once any agency knew of them, so that an agency's
        column still says whom its entries are about.
        """
        return self._as_lately((day, agency), lambda: self._known_at(day, agency))

    def held_to(self, position: int) -> ChildRecord:
        """
        Keep only what this log held while it reached to a position.
        """
        kept = self._only(lambda event: event.position <= position)
        book = tuple(change for change in self.rule_book if change.position <= position)
        return replace(kept, rule_book=book)

    def _known_at(self, day: date, agency: str) -> ChildRecord:
        kept = self._only(lambda event: _learned(event, day, agency))
        return replace(kept, as_known_at=day)

    def _as_lately(self, asked: object, limited: Callable[[], ChildRecord]) -> ChildRecord:
        # Whoever turns the pages of one day asks for that day each time; a slider goes over
        # hundreds, which must not all be kept.
        found = self._lately.pop(asked, None) or limited()
        for oldest in list(self._lately)[: -MOST_LATELY + 1]:
            self._lately.pop(oldest, None)
        self._lately[asked] = found
        return found

    def _only(self, wanted: Callable[[RecordedEvent], bool]) -> ChildRecord:
        kept = tuple(event for event in self.events if wanted(event))
        whole = self.whole or self
        if len(kept) == len(self.events):
            # The very same events, by which a fold can tell that it was made already.
            return replace(self, whole=whole)
        if not self.as_recorded:
            return replace(self, events=kept, whole=whole)
        # What was linked or corrected after this moment must not show in this view.
        return as_it_reads(
            replace(
                self,
                events=tuple(self.as_recorded.get(event.position, event) for event in kept),
                as_recorded={},
                whole=whole,
            )
        )

    @property
    def position(self) -> int:
        """
        The newest position that this reaches.
        """
        return self.events[-1].position if self.events else 0

    def people(self) -> Mapping[UUID, Person]:
        """
        Return everybody registered in these events.
        """
        return people(self.events, self.child)

    def ties(self) -> tuple[Tie, ...]:
        """
        Return how everybody is tied to the child.
        """
        return ties(self.child, self.events)


def as_it_reads(record: ChildRecord) -> ChildRecord:
    """
    Return a record in which those are in an entry who were in it as it was corrected, and linked
    records are one person's.
    """
    corrected = people_corrected(record.events)
    same = same_person(record.events, record.child)
    if not same and not corrected:
        return record
    read = tuple(as_one(event, same) for event in _corrected(record.events, corrected))
    return replace(
        record,
        events=read,
        as_recorded={
            before.position: before
            for before, after in zip(record.events, read, strict=True)
            if before is not after
        },
    )


def gather(log: EventReader, child: UUID) -> ChildRecord:
    """
    Read what bears on a child: the child's own events, and those of everybody tied to the child.

    The past of every tied adult is read in every family, under every record that was linked as
    theirs; professionals bring no past.
    """
    return gather_whole(log, child).record


def gather_people(log: EventReader, child: UUID) -> ChildRecord:
    """
    Read who is around a child, as `gather` does, and no entry that names the child alone.

    Of those a record may hold a hundred thousand, and they say nothing of anybody else.
    """
    naming = [
        event
        for event in log.each_about(child)
        if any(subject.person != child for subject in event.subjects)
    ]
    return _gathered(log, child, *_about(log, {child}, found=naming)).record


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """
    A child's record, and what it was gathered from.

    Args:
        persons: Everybody whose events were asked for.
        named: How often the events that were found name any of them.
    """

    record: ChildRecord
    persons: Collection[UUID]
    named: int


def gather_whole(log: EventReader, child: UUID) -> Gathered:
    """
    Read what bears on a child as `gather` does, and say what was asked for it.

    As long as events name these persons no more often, nothing else would be gathered: whom it is
    asked about follows from these events alone, and the log only grows.
    """
    return _gathered(log, child, *_about(log, {child}))


def _gathered(
    log: EventReader, child: UUID, every: tuple[RecordedEvent, ...], asked: set[UUID]
) -> Gathered:
    own = keep_back(every).events
    same = same_person(own, child)
    read = [as_one(event, same) for event in _corrected(own, people_corrected(own))]
    everyone = {person for event in own for person in event.people()} - {child}
    professional = {
        tie.person for tie in ties(child, read) if tie.closeness is Closeness.PROFESSIONAL
    }
    professional |= {member for member, one in same.items() if one in professional}
    held = {event.position: event for event in every}
    theirs, asked_too = _about(log, everyone - professional, held)
    registered = log.about(professional, held) if professional else ()
    merged = {event.position: event for event in theirs}
    merged |= {e.position: e for e in registered if e.stream in professional}
    # What others' records hold may tell of the same entry, so that all is looked at once more.
    merged |= {event.position: event for event in own}
    kept = keep_back(merged[position] for position in sorted(merged))
    record = ChildRecord(
        child=child,
        events=kept.events,
        wrong_child=kept.struck,
        rule_book=log.stream(RULE_BOOK),
    )
    persons = asked | asked_too | professional
    found = {event.position: event for some in (every, theirs, registered) for event in some}
    return Gathered(
        record=as_it_reads(record),
        persons=persons,
        named=sum(one.person in persons for event in found.values() for one in event.subjects),
    )


def _corrected(
    events: Iterable[RecordedEvent], corrected: Mapping[str, tuple[Subject, ...]]
) -> Iterator[RecordedEvent]:
    for event in events:
        people = corrected.get(event.entry_id) if corrected else None
        yield event if people is None else in_it(event, people)


def _about(
    log: EventReader,
    persons: Collection[UUID],
    held: Mapping[int, RecordedEvent] | None = None,
    *,
    found: Sequence[RecordedEvent] | None = None,
) -> tuple[tuple[RecordedEvent, ...], set[UUID]]:
    """
    Read what concerns these persons under any record that was linked as theirs, and say which.

    Whoever was only later said to have been in an entry is named by the correction, not by it.

    Args:
        found: What of it was read already; None to read it.
    """
    if not persons:
        return (), set()
    held = held or {}
    asked, events = set(persons), list(log.about(persons, held) if found is None else found)
    while more := set(same_person(e for e in events if e.kind in DECIDING)) - asked:
        asked |= more
        events += log.about(more, held)
    corrected = people_corrected(events)
    numbers = {event.entry_id for event in events} if corrected else set()
    lacking = [int(number) for number in corrected if number not in numbers]
    if lacking:
        events += log.at(lacking)
    if asked == set(persons) and not lacking:
        return tuple(events), asked
    by_position = {event.position: event for event in events}
    return tuple(by_position[position] for position in sorted(by_position)), asked


def _learned(event: RecordedEvent, day: date, agency: str) -> bool:
    if not agency or event.kind in _KNOWN_TO_ALL:
        return event.known_from <= day
    return any(learned.agency == agency and learned.on <= day for learned in event.learned)


_KNOWN_TO_ALL = DECIDING | {"person_registered", "relationship_recorded"}
