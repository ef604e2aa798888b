"""When each person of an import became known, and the events that say who they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from events.occurred import Occurred
from events.recorded_event import SOMEBODY, Learned, NewEvent, Origin, Subject
from projections.people.tie import Closeness

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from service.importing.family import Member

ALSO_A_CHILD = "also a child of this case"


@dataclass(kw_only=True)
class FirstNamed:
    """
    Keeps, while rows go by, the earliest learned day of a row that names each person.
    """

    days: dict[UUID, tuple[Learned, ...]] = field(default_factory=dict)

    def take(self, people: Iterable[UUID], learned: Iterable[Learned]) -> None:
        """
        Take one more row into account.
        """
        earliest = min((known.on for known in learned), default=None)
        if earliest is None:
            return
        fresh = tuple(
            Learned(agency=known.agency, first=earliest, last=earliest, how=known.how)
            for known in learned
            if known.on == earliest
        )
        for person in people:
            kept = self.days.get(person)
            if kept is None or earliest < kept[0].on:
                self.days[person] = fresh
            elif earliest == kept[0].on:
                self.days[person] = tuple(dict.fromkeys((*kept, *fresh)))

    def of(self, person: UUID, today: date) -> tuple[Learned, ...]:
        """
        Return when somebody became known; on the day of the import where no row names them.
        """
        never = (Learned(agency=SOMEBODY, first=today, last=today, how="recorded"),)
        return self.days.get(person, never)


def registration(
    member: Member, known: tuple[Learned, ...], *, source: str, actor: str
) -> NewEvent:
    """
    Return the event that registers a person.
    """
    return NewEvent(
        kind="person_registered",
        occurred=Occurred.day(known[0].on),
        content=member.content(),
        agency=known[0].agency,
        actor=actor,
        subjects=(Subject(person=member.id, role="self"),),
        learned=known,
        origin=Origin(source=source, ref=member.ref),
    )


def relationship(
    member: Member, child: Member, known: tuple[Learned, ...], *, source: str, actor: str
) -> NewEvent | None:
    """
    Return the event that ties a person to a child; None where the import says nothing of a tie.
    """
    if member.id == child.id or (member.described and member.closeness is Closeness.NAMED):
        return None
    relation, sort = member.relation or member.role, member.closeness
    if member.subject:
        relation, sort = ALSO_A_CHILD, Closeness.SIBLING
    content = {
        "from_person": str(member.id),
        "to_person": str(child.id),
        "relation": relation,
        "closeness": str(sort),
    }
    return NewEvent(
        kind="relationship_recorded",
        occurred=Occurred.day(known[0].on),
        content={name: value for name, value in content.items() if value},
        agency=known[0].agency,
        actor=actor,
        subjects=(
            Subject(person=child.id, role="child"),
            Subject(person=member.id, role="related"),
        ),
        learned=known,
        origin=Origin(source=source, ref=member.ref),
    )


def said_the_same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """
    Tell whether two registrations or ties of an import say the same, whenever it was known.
    """
    return {k: v for k, v in one.items() if k != "likely"} == {
        k: v for k, v in other.items() if k != "likely"
    }
