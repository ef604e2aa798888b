"""Everything the log holds that bears on one child; every view of the child is folded from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from projections.people.person import Person, people
from projections.people.tie import Closeness, Tie, ties
from projections.wrong_child import keep_back

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from events.log.contract import EventReader
    from events.recorded_event import RecordedEvent


@dataclass(frozen=True, kw_only=True)
class ChildRecord:
    """
    The events about a child and about those tied to the child, in order of position.

    Args:
        as_known_at: The day whose knowledge this is limited to; None for all.
        wrong_child: By its number, what struck out an entry that was another child's. Its content
            is in none of the events, and it stands on no day.
    """

    child: UUID
    events: tuple[RecordedEvent, ...]
    as_known_at: date | None = None
    wrong_child: Mapping[str, RecordedEvent] = field(default_factory=dict)

    def known_at(self, day: date, agency: str = "") -> ChildRecord:
        """
        Keep only what some agency, or one named agency, had learned by the end of a day.

        Persons and ties stay known to all once any agency knew of them, so that an agency's
        column still says whom its entries are about.
        """
        kept = tuple(event for event in self.events if _learned(event, day, agency))
        return replace(self, events=kept, as_known_at=day)

    def recorded_at(self, moment: datetime) -> ChildRecord:
        """
        Keep only what this log held at a moment.
        """
        return replace(self, events=tuple(e for e in self.events if e.recorded <= moment))

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
        return people(self.events)

    def ties(self) -> tuple[Tie, ...]:
        """
        Return how everybody is tied to the child.
        """
        return ties(self.child, self.events)


def gather(log: EventReader, child: UUID) -> ChildRecord:
    """
    Read what bears on a child: the child's own events, and those of everybody tied to the child.

    The past of every tied adult is read in every family; professionals bring no past.
    """
    own = keep_back(log.about({child})).events
    everyone = {person for event in own for person in event.people()} - {child}
    professional = {
        tie.person for tie in ties(child, own) if tie.closeness is Closeness.PROFESSIONAL
    }
    theirs = log.about(everyone - professional) if everyone - professional else ()
    registered = log.about(professional) if professional else ()
    merged = {event.position: event for event in theirs}
    merged |= {e.position: e for e in registered if e.stream in professional}
    # What others' records hold may tell of the same entry, so that all is looked at once more.
    merged |= {event.position: event for event in own}
    kept = keep_back(merged[position] for position in sorted(merged))
    return ChildRecord(child=child, events=kept.events, wrong_child=kept.struck)


def _learned(event: RecordedEvent, day: date, agency: str) -> bool:
    if not agency or event.kind in {"person_registered", "relationship_recorded"}:
        return event.known_from <= day
    return any(learned.agency == agency and learned.on <= day for learned in event.learned)
