"""How a person is tied to a child: by relationship, by household, or by being named at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from events.recorded_event import RecordedEvent


class Closeness(StrEnum):
    """
    What sort of tie it is; decides whose past is read as the child's history.
    """

    PARENT = "parent"
    PARTNER = "partner of a parent"
    HOUSEHOLD_ADULT = "adult of the household"
    HOUSEHOLD_CHILD = "child of the household"
    SIBLING = "sibling"
    CARER = "carer"
    RELATIVE = "relative"
    FRIEND = "friend"
    PROFESSIONAL = "professional"
    NAMED = "named"


LIVING_TOGETHER = frozenset(
    {
        Closeness.PARENT,
        Closeness.PARTNER,
        Closeness.HOUSEHOLD_ADULT,
        Closeness.HOUSEHOLD_CHILD,
        Closeness.SIBLING,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tie:
    """
    One tie between the child and somebody else, with the period that the record gives it.

    Args:
        person: The other person.
        relation: What they are to the child, in the record's own words.
        closeness: The sort of tie.
        first: The first day of it; None where the record gives none.
        last: The last day of it; None while it lasts or where the record gives none.
        known_from: The first day on which any agency knew of it.
        because: The entry that says so.
    """

    person: UUID
    relation: str
    closeness: Closeness
    first: date | None
    last: date | None
    known_from: date
    because: str

    def covers(self, first: date, last: date) -> bool:
        """
        Tell whether the tie can have held on any day from ``first`` to ``last``.
        """
        return (self.first is None or self.first <= last) and (
            self.last is None or self.last >= first
        )


def ties(child: UUID, events: Iterable[RecordedEvent]) -> tuple[Tie, ...]:
    """
    Return everybody tied to a child, each tie once, in the order in which it became known.

    Somebody merely named in an entry of the child's is tied by that entry, until a
    relationship says more.
    """
    found: list[Tie] = []
    ended: dict[tuple[UUID, str], date] = {}
    for event in events:
        if child not in event.people():
            continue
        match event.kind:
            case "relationship_recorded":
                found.extend(_relationship(child, event))
            case "household_joined":
                found.extend(_named(child, event, Closeness.HOUSEHOLD_ADULT, event.occurred.first))
            case "relationship_ended" | "household_left":
                sort = "household" if event.kind == "household_left" else "relationship"
                for person in event.people():
                    ended[person, sort] = event.occurred.last
            case _:
                found.extend(_named(child, event, Closeness.NAMED, None))
    return _once(found, ended)


def _relationship(child: UUID, event: RecordedEvent) -> Iterable[Tie]:
    content = event.content
    for person in event.people():
        if person == child:
            continue
        yield Tie(
            person=person,
            relation=content.get("relation", ""),
            closeness=Closeness(content.get("closeness", Closeness.NAMED)),
            first=_day(content.get("started", "")),
            last=_day(content.get("ended", "")),
            known_from=event.known_from,
            because=event.entry_id,
        )


def _named(
    child: UUID, event: RecordedEvent, closeness: Closeness, first: date | None
) -> Iterable[Tie]:
    for subject in event.subjects:
        if subject.person == child or subject.role == "child":
            continue
        yield Tie(
            person=subject.person,
            relation=subject.role.replace("_", " "),
            closeness=closeness,
            first=first,
            last=None,
            known_from=event.known_from,
            because=event.entry_id,
        )


def _once(found: list[Tie], ended: dict[tuple[UUID, str], date]) -> tuple[Tie, ...]:
    kept: dict[tuple[UUID, Closeness, str], Tie] = {}
    related = {tie.person for tie in found if tie.closeness is not Closeness.NAMED}
    for tie in sorted(found, key=lambda tie: tie.known_from):
        if tie.closeness is Closeness.NAMED and tie.person in related:
            continue
        name = "" if tie.closeness is Closeness.NAMED else tie.relation
        kept.setdefault((tie.person, tie.closeness, name), tie)
    return tuple(_ended(tie, ended) for tie in kept.values())


def _ended(tie: Tie, ended: dict[tuple[UUID, str], date]) -> Tie:
    sort = "household" if tie.closeness is Closeness.HOUSEHOLD_ADULT else "relationship"
    last = ended.get((tie.person, sort))
    if last is None or tie.last is not None:
        return tie
    return Tie(
        person=tie.person,
        relation=tie.relation,
        closeness=tie.closeness,
        first=tie.first,
        last=last,
        known_from=tie.known_from,
        because=tie.because,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
