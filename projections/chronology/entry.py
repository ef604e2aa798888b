"""An event as a reader meets it: its sentence, its provenance, its corrections."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from events.by_rule import BY_RULE
from events.clock import civil_day
from events.vocabulary import kind_called
from projections.chronology.learned import first_learned_roughly

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time
    from uuid import UUID

    from events.kind import EventKind
    from events.occurred import Occurred
    from events.recorded_event import RecordedEvent, Subject
    from projections.chronology.attachments import Attachment

About = Literal["child", "household", "history"]
Status = Literal["stands", "corrected", "struck out"]

LATE_DAYS = 7
"""
Longer than this counts as late: the five working days within which an event is to be on record.
Local practice (Liverpool), not law.
"""
WRONG_CHILD = "Recorded for the wrong child"
ERASED = "What this entry said was erased on a legal basis, and nobody can read it."
KEPT_BACK = "What this entry said is about another child and is kept from this record."


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """
    A correction, strike-out or change of significance: who, when, why, and what it was before.

    Args:
        before_people: Who was in it before; None where the change says nothing of that.
    """

    entry: str
    kind: str
    on: date
    by: str
    reason: str
    before: Mapping[str, Any]
    before_occurred: Occurred
    before_people: tuple[Subject, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """
    Accounts of one incident that differ, or may be of one incident, and what about.

    Args:
        entries: The entries concerned; one alone where a single entry's source was disputed.
        candidate: Nobody has decided yet that they are one incident.
        link: The number of the event that says so, by which it is confirmed or undone.
        by: Who said so.
        reason: Why.
    """

    entries: tuple[str, ...]
    about: str
    accounts: str
    candidate: bool
    link: str = ""
    by: str = ""
    on: date | None = None
    reason: str = ""

    @property
    def one_incident(self) -> bool:
        """
        Whether somebody decided that several entries tell one incident.
        """
        return len(self.entries) > 1 and not self.candidate


@dataclass(frozen=True, kw_only=True)
class Entry:
    """
    One line of a chronology; the event below it never changes.

    Args:
        event: The event as recorded.
        content: The content as it now stands, after corrections.
        occurred: The date as it now stands.
        about: Whether it is about the child, the household while the child was in it, or the
            history of somebody tied to the child.
        connection: For history and household: how its person is tied to the child.
        status: Whether it stands, was corrected, or was struck out.
        changes: Every correction and strike-out, oldest first.
        differences: Other accounts of the same incident, decided or only likely.
        accounts: The numbers of the other accounts of the same incident, as was decided.
        withheld: It was recorded for the wrong child; what it said is kept from this record.
        attachments: Files that were added to it, the oldest first.
        came_from: The number it had in the record of another child, where it was first recorded.
        id: The entry's number.
        kind: The stored name of its kind.
        stands: Whether rules may read it.
        place: Its place in the order in which things happened; of the same time, in that of
            recording.
    """

    event: RecordedEvent
    content: Mapping[str, Any]
    occurred: Occurred
    about: About
    connection: str = ""
    status: Status = "stands"
    changes: tuple[Change, ...] = ()
    differences: tuple[Difference, ...] = ()
    accounts: tuple[str, ...] = ()
    withheld: bool = False
    attachments: tuple[Attachment, ...] = ()
    came_from: str = ""
    id: str = field(init=False, repr=False, compare=False)
    kind: str = field(init=False, repr=False, compare=False)
    stands: bool = field(init=False, repr=False, compare=False)
    place: tuple[tuple[date, time, date], int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """
        Keep what everybody asks every entry for; a long record is asked a million times.
        """
        event = self.event
        self.__dict__.update(
            id=event.entry_id,
            kind=event.kind,
            stands=self.status != "struck out",
            place=(self.occurred.order, event.position),
        )

    @property
    def source_ref(self) -> str:
        """
        The import's own id of the row it was; "" when it was recorded here.
        """
        return self.event.origin.ref if self.event.origin else ""

    @property
    def cited_as(self) -> str:
        """
        How evidence lists name it: the import's row where there is one, else its number.
        """
        return self.source_ref or self.id

    @property
    def kind_declared(self) -> EventKind:
        """
        Its kind's declaration.
        """
        return kind_called(self.event.kind)

    @property
    def label(self) -> str:
        """
        The kind's name as practitioners say it.
        """
        return WRONG_CHILD if self.withheld else self.kind_declared.label

    @cached_property
    def known_from(self) -> date:
        """
        The first day on which any agency had learned it.
        """
        return self.event.known_from

    @property
    def known_roughly(self) -> str:
        """
        When anybody first learned it, where no day is known: "about 2007"; "" where one is.
        """
        return first_learned_roughly(self.event)

    @property
    def learned_late(self) -> int:
        """
        How many days after it can last have happened any agency learned of it; 0 if in time.
        """
        return _late((self.known_from - self.occurred.last).days)

    @property
    def recorded_late(self) -> int:
        """
        How many days after it was learned it was recorded here; 0 if in time, and for what an
        import brought, which was written down elsewhere long before.
        """
        if self.event.origin:
            return 0
        known = max(self.known_from, self.occurred.last)
        return _late((civil_day(self.event.recorded) - known).days)

    @property
    def by_latest(self) -> tuple[date, int]:
        """
        Its place in the order of the latest readings; of one day, what was recorded later is after.
        """
        return self.occurred.last, self.event.position

    @property
    def by_rule(self) -> bool:
        """
        Whether the service recorded it, and no person.
        """
        return self.event.actor == BY_RULE

    @property
    def lowered(self) -> Change | None:
        """
        The newest change by which somebody marked it routine, where that still holds.
        """
        changed = [one for one in self.changes if one.kind == "significance_changed"]
        routine = self.content.get("significance") == "routine"
        return changed[-1] if changed and routine else None

    @cached_property
    def children(self) -> frozenset[UUID]:
        """
        The children whom it was recorded for: nearly every rule and clock asks.
        """
        return frozenset(self.event.people("child"))

    @property
    def agency(self) -> str:
        """
        The agency that says so.
        """
        return self.event.agency

    @property
    def incomplete(self) -> tuple[str, ...]:
        """
        The required fields that an import left empty.
        """
        return self.kind_declared.missing(self.content) if self.event.origin else ()

    @cached_property
    def sentence(self) -> str:
        """
        What happened, in plain words; an imported row speaks in its own.
        """
        if self.withheld:
            return KEPT_BACK
        if self.event.erased:
            return ERASED
        fact: str = self.content.get("fact", "").strip()
        if self.event.origin and fact:
            return fact
        told = self.kind_declared.sentence(self.content).strip()
        return " ".join(part for part in (told, fact) if part) or self.label

    def answer(self, name: str) -> str | None:
        """
        Return a field's answer as text: "" where nothing was recorded, None where the import
        had no such column and nothing can be said.
        """
        value = self.content.get(name)
        if value is None:
            return None if self.event.origin else ""
        return value if isinstance(value, str) else str(value)

    def people(self, *roles: str) -> tuple[UUID, ...]:
        """
        Return the persons it concerns.
        """
        return self.event.people(*roles)


def _late(days: int) -> int:
    return days if days > LATE_DAYS else 0
