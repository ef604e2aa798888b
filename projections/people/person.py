"""One person as the record knows them: names, dates, what they are to whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from events.occurred import Occurred
from projections.people.identity import DECIDING, same_person
from projections.people.known_as import (
    ALSO,
    Address,
    BirthDate,
    Identifier,
    Name,
    address_of,
    home_of,
    identifier_of,
    name_of,
    registered_names,
)
from projections.standing import REWRITING, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from events.recorded_event import RecordedEvent

GESTATION_DAYS = 280
_A_YEAR_AND_A_DAY = 366


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
        names: Every name, spelling and script, with since when it is known.
        births: Every date of birth that a source gives; ``born`` is the one that counts.
        addresses: Oldest first.
        described_as: The descriptions by which alone they were known before.
        same_as: The records that somebody decided are this person's too.
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
    names: tuple[Name, ...] = ()
    births: tuple[BirthDate, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    described_as: tuple[str, ...] = ()
    same_as: tuple[UUID, ...] = ()

    @property
    def births_differ(self) -> bool:
        """
        Whether two sources give dates of birth that cannot both be right.
        """
        spans = [(one.born.first, one.born.last) for one in self.births]
        return any(a[1] < b[0] or b[1] < a[0] for a in spans for b in spans)

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

    def can_be_under(self, days: int, on: date) -> bool:
        """
        Tell whether, on any reading of the birth, the child is younger than so many days.
        """
        return self.born is not None and on < self.born.last + timedelta(days=days)

    def under_one(self, on: date) -> bool:
        """
        Tell whether somebody is, on any reading of the dates, unborn or under 12 months.

        Source: “Learning the lessons from Serious Case Reviews”, slide 25: babies always come
        first.
        """
        if self.died is not None:
            return False
        if self.born is not None:
            return self.can_be_under(_A_YEAR_AND_A_DAY, on)
        return self.kind == "unborn" or self.expected is not None

    def can_be_over(self, days: int, on: date) -> bool:
        """
        Tell whether, on any reading of the birth, the child is so many days old or older.
        """
        return self.born is not None and on >= self.born.first + timedelta(days=days)

    def age_in_days(self, on: date) -> tuple[int, int] | None:
        """
        Return the least and the greatest age in days on a day; None where no birth is known.

        Negative before birth.
        """
        if self.born is None:
            return None
        return ((on - self.born.last).days, (on - self.born.first).days)


def fold(person: Person | None, event: RecordedEvent) -> Person | None:  # noqa: C901, PLR0911 - a table
    """
    Take one more event of a person's stream, or one that concerns them, into account.
    """
    match event.kind:
        case "person_registered" if person is not None:
            # A later import found them named earlier; what they were registered as stands.
            return replace(person, known_from=min(person.known_from, event.known_from))
        case "person_registered":
            return _registered(event)
        case _ if person is None:
            return None
        case "name_recorded" if event.stream == person.id:
            return _named(person, name_of(event))
        case "birth_date_recorded" if event.stream == person.id:
            return _dated(person, event)
        case "identifier_recorded" if event.stream == person.id:
            return replace(person, identifiers=(*person.identifiers, identifier_of(event)))
        case "address_recorded" if person.id in event.people("child", "lives_with", "self"):
            return _living_at(person, address_of(event))
        case "home_recorded" if event.stream == person.id:
            return _living_at(person, home_of(event))
        case "birth" if person.id in event.people("child"):
            return replace(person, born=_born(person, event.occurred), kind="child")
        case "death" if person.id in _who_died(event):
            return replace(person, died=event.occurred)
        case _:
            return person


def people(events: Iterable[RecordedEvent], prefer: UUID | None = None) -> Mapping[UUID, Person]:
    """
    Return every person registered in these events, as these events leave them: a birth, a death or
    an address that was corrected is read as it now stands, one that was struck out not at all.

    Records that somebody linked are one person, found under each of them.

    Args:
        prefer: The record in whose name linked records are read, where it is one of them.
    """
    known: dict[UUID, Person] = {}
    waiting: dict[UUID, list[RecordedEvent]] = {}
    deciding: list[RecordedEvent] = []
    for event in standing_of(event for event in events if event.kind in _READ):
        if event.kind == "person_registered":
            person = fold(known.get(event.stream), event)
            for earlier in waiting.pop(event.stream, ()):
                person = fold(person, earlier)
            if person:
                known[event.stream] = person
        elif event.kind in _OF_PERSONS:
            for concerned in {event.stream, *event.people()}:
                if concerned in known:
                    folded = fold(known[concerned], event)
                    if folded:
                        known[concerned] = folded
                else:
                    waiting.setdefault(concerned, []).append(event)
        elif event.kind in DECIDING:
            deciding.append(event)
    same = same_person(deciding, prefer) if deciding else {}
    return _joined(known, same) if same else known


_OF_PERSONS = frozenset(
    {
        "name_recorded",
        "birth_date_recorded",
        "identifier_recorded",
        "address_recorded",
        "home_recorded",
        "birth",
        "death",
    }
)
_READ = _OF_PERSONS | DECIDING | REWRITING | {"person_registered"}


def _registered(event: RecordedEvent) -> Person:
    content = event.content
    described = content.get("known_by_description") == "yes"
    when = born(content.get("date_of_birth", ""))
    return Person(
        id=event.stream,
        name=content.get("name", ""),
        kind=content.get("kind_of_person", "adult"),
        born=when,
        expected=born(content.get("expected_date_of_birth", "")),
        sex=content.get("sex", ""),
        role=content.get("role", ""),
        relation=content.get("relation", ""),
        known_by_description=described,
        person_key=content.get("person_key", ""),
        source=event.origin.source if event.origin else "",
        notes=content.get("notes", ""),
        likely=tuple(UUID(who) for who in content.get("likely", ())),
        known_from=event.known_from,
        names=() if described else registered_names(event),
        births=(_birth(event, when, content.get("dob_certainty", "")),) if when else (),
        described_as=(content.get("name", ""),) if described else (),
    )


def _named(person: Person, name: Name) -> Person:
    in_use = name.sort not in ALSO
    return replace(
        person,
        name=name.name if in_use else person.name,
        names=(*person.names, name),
        # Somebody has put a name to them; how they were described stays in ``described_as``.
        known_by_description=person.known_by_description and not in_use,
    )


def _living_at(person: Person, address: Address) -> Person:
    addresses = sorted((*person.addresses, address), key=lambda one: (one.since.order, one.address))
    return replace(person, addresses=tuple(addresses))


def _born(person: Person, on: Occurred) -> Occurred:
    """
    Return the birth that counts: a date that was recorded as one, else the most exact entry of it.
    """
    if person.born is None or person.births:
        return person.born or on
    return min(person.born, on, key=lambda one: (one.last - one.first, one.first))


def _dated(person: Person, event: RecordedEvent) -> Person:
    when = born(event.content.get("date_of_birth", ""))
    if when is None:
        return person
    given = _birth(event, when, event.content.get("certainty", ""))
    births = (*person.births, given)
    sure = [one for one in births if one.certainty == "sure"]
    counts = (sure or births)[-1] if sure else min(births, key=_exactness)
    return replace(person, births=births, born=counts.born)


def _birth(event: RecordedEvent, when: Occurred, certainty: str) -> BirthDate:
    return BirthDate(
        born=when,
        certainty=certainty,
        known_from=event.known_from,
        entry=event.entry_id,
        source=event.content.get("source", ""),
    )


def _exactness(given: BirthDate) -> tuple[int, date]:
    return ((given.born.last - given.born.first).days, given.known_from)


def _joined(known: Mapping[UUID, Person], same: Mapping[UUID, UUID]) -> dict[UUID, Person]:
    groups: dict[UUID, list[Person]] = {}
    for id_, person in known.items():
        groups.setdefault(same.get(id_, id_), []).append(person)
    joined: dict[UUID, Person] = {}
    for id_, members in groups.items():
        one = joined_person(id_, members)
        joined |= dict.fromkeys((member.id for member in members), one)
        joined[id_] = one
    return joined


def joined_person(id_: UUID, members: Sequence[Person]) -> Person:
    """
    Return several records as one person; in which order they come makes no difference.

    A record with a name leads one by description alone, whose description is kept.
    """
    if len(members) == 1 and members[0].id == id_:
        return members[0]
    ordered = sorted(
        members, key=lambda one: (one.known_by_description, one.known_from, one.id.int)
    )
    lead = ordered[0]
    births = _first_to_last(one for member in ordered for one in member.births)
    exact = [member.born for member in ordered if member.born is not None]
    return replace(
        lead,
        id=id_,
        kind=min((member.kind for member in ordered), key=_KINDS.index),
        born=min(exact, key=lambda one: (one.last - one.first, one.first), default=None),
        expected=next((one.expected for one in ordered if one.expected), None),
        died=next((one.died for one in ordered if one.died), None),
        sex=_first(one.sex for one in ordered),
        role=_first(one.role for one in ordered),
        relation=_first(one.relation for one in ordered),
        person_key=_first(one.person_key for one in ordered),
        source=_first(one.source for one in ordered if one.person_key),
        notes=" ".join(dict.fromkeys(one.notes for one in ordered if one.notes)),
        likely=tuple(
            dict.fromkeys(
                who
                for one in ordered
                for who in one.likely
                if who not in {member.id for member in members}
            )
        ),
        known_from=min(member.known_from for member in members),
        names=_first_to_last(one for member in ordered for one in member.names),
        births=births,
        identifiers=_first_to_last(one for member in ordered for one in member.identifiers),
        addresses=tuple(
            sorted(
                dict.fromkeys(one for member in ordered for one in member.addresses),
                key=lambda one: (one.since.order, one.address),
            )
        ),
        described_as=tuple(dict.fromkeys(d for one in ordered for d in one.described_as)),
        same_as=tuple(sorted((one.id for one in members), key=lambda one: one.int)),
    )


_KINDS = ("child", "unborn", "adult", "professional")
Known = TypeVar("Known", Name, BirthDate, Identifier)


def _first(said: Iterable[str]) -> str:
    return next((one for one in said if one), "")


def _first_to_last(said: Iterable[Known]) -> tuple[Known, ...]:
    return tuple(sorted(dict.fromkeys(said), key=lambda one: (one.known_from, int(one.entry))))


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
