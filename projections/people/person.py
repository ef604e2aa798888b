"""One person as the record knows them: names, dates, what they are to whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from events.occurred import Occurred

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from events.recorded_event import RecordedEvent

GESTATION_DAYS = 280


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """
    One person of the record.

    Args:
        name: The name in use, or the description by which alone they are known.
        kind: ``child``, ``adult``, ``professional`` or ``unborn``.
        born: The date of birth as known; None where it is not.
        expected: The expected date of birth of a child not yet born.
        known_by_description: Nobody has put a name to them yet.
        person_key: The key that an import gave them, with its source.
        notes: An import's remarks; shown only when no earlier day is asked for, read by no rule.
    """

    id: UUID
    name: str
    kind: str = "adult"
    born: Occurred | None = None
    expected: Occurred | None = None
    died: Occurred | None = None
    sex: str = ""
    role: str = ""
    relation: str = ""
    known_by_description: bool = False
    person_key: str = ""
    source: str = ""
    notes: str = ""
    likely: tuple[UUID, ...] = ()
    known_from: date = date.min

    def life(self) -> tuple[date, date] | None:
        """
        Return the earliest day the child can have been expected and the latest day of birth.

        None where neither a birth nor an expected date is known.
        """
        if self.born is not None:
            return (self.born.first - timedelta(days=GESTATION_DAYS), self.born.last)
        if self.expected is not None:
            return (self.expected.first - timedelta(days=GESTATION_DAYS), self.expected.last)
        return None

    def age_in_days(self, on: date) -> tuple[int, int] | None:
        """
        Return the least and the greatest age in days on a day; None where no birth is known.

        Negative before birth.
        """
        if self.born is None:
            return None
        return ((on - self.born.last).days, (on - self.born.first).days)


def fold(person: Person | None, event: RecordedEvent) -> Person | None:
    """
    Take one more event of a person's stream, or one that concerns them, into account.
    """
    content = event.content
    match event.kind:
        case "person_registered" if person is not None:
            # A later import found them named earlier; what they were registered as stands.
            return replace(person, known_from=min(person.known_from, event.known_from))
        case "person_registered":
            return Person(
                id=event.stream,
                name=content.get("name", ""),
                kind=content.get("kind_of_person", "adult"),
                born=born(content.get("date_of_birth", "")),
                expected=born(content.get("expected_date_of_birth", "")),
                sex=content.get("sex", ""),
                role=content.get("role", ""),
                relation=content.get("relation", ""),
                known_by_description=content.get("known_by_description") == "yes",
                person_key=content.get("person_key", ""),
                source=event.origin.source if event.origin else "",
                notes=content.get("notes", ""),
                likely=tuple(UUID(who) for who in content.get("likely", ())),
                known_from=event.known_from,
            )
        case "name_recorded" if person and event.stream == person.id:
            return replace(person, name=content.get("name", person.name))
        case "birth" if person and person.id in event.people("child"):
            return replace(person, born=person.born or event.occurred, kind="child")
        case "death" if person and person.id in _who_died(event):
            return replace(person, died=event.occurred)
        case _:
            return person


def people(events: Iterable[RecordedEvent]) -> Mapping[UUID, Person]:
    """
    Return every person registered in these events, as these events leave them.
    """
    known: dict[UUID, Person] = {}
    waiting: dict[UUID, list[RecordedEvent]] = {}
    for event in events:
        if event.kind == "person_registered":
            person = fold(known.get(event.stream), event)
            for earlier in waiting.pop(event.stream, ()):
                person = fold(person, earlier)
            if person:
                known[event.stream] = person
        elif event.kind in {"name_recorded", "birth", "death"}:
            for concerned in {event.stream, *event.people()}:
                if concerned in known:
                    folded = fold(known[concerned], event)
                    if folded:
                        known[concerned] = folded
                else:
                    waiting.setdefault(concerned, []).append(event)
    return known


def born(text: str) -> Occurred | None:
    """
    Read a date of birth, or an expected one, given as year, year-month or year-month-day.
    """
    parts = [int(part) for part in text.split("-")] if text else []
    match parts:
        case [year, month, day]:
            return Occurred.day(date(year, month, day))
        case [year, month]:
            return Occurred.month(year, month)
        case [year]:
            return Occurred.year(year)
        case _:
            return None


def _who_died(event: RecordedEvent) -> tuple[UUID, ...]:
    named = event.content.get("who_died", "")
    return tuple(p for p in event.people() if str(p) == named) if named else event.people("child")
