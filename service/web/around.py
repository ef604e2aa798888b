"""What a tired reader must see first of the people around a child: what is not known or decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from projections.around.hidden import hidden
from projections.around.restrictions import restrictions
from projections.people.tie import Closeness
from projections.stored.matches import matches_among
from service.web.words import counted, day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from sqlalchemy import Connection

    from projections.chronology.chronology import Chronology

SOON_DAYS = 28
"""How long before its end the page names an order; a page's choice, no rule's limit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ToDo:
    """
    One thing to find out or decide.

    Args:
        person: About whom; None where it is about several.
        anchor: The part of the page that tells more.
        link: What the link says.
    """

    said: str
    link: str
    anchor: str = ""
    person: UUID | None = None


def to_do(connection: Connection, told: Chronology, on: date) -> tuple[ToDo, ...]:
    """
    Return what to find out or decide about the people around a child, the gravest first.
    """
    found = [*_ending(told, on), *_undecided(connection, told), *_hidden(told), *_unasked(told)]
    return tuple(found)


def _ending(told: Chronology, on: date) -> Iterator[ToDo]:
    for one in restrictions(told):
        if one.in_force(on) and one.ends is not None and one.ends - on <= timedelta(SOON_DAYS):
            yield ToDo(
                said=f"{one.what} ends on {day(one.ends)}: what protects the child the day after?",
                link="What is in force",
                anchor="restrictions",
            )


def _undecided(connection: Connection, told: Chronology) -> Iterator[ToDo]:
    around = {tie.person for tie in told.ties if tie.closeness is not Closeness.PROFESSIONAL}
    records = {
        record: told.people[who]
        for who in around
        if who in told.people
        for record in (who, *told.people[who].same_as)
    }
    asked: dict[UUID, int] = {}
    for match in matches_among(connection, records):
        if match.waits:
            person = next(records[who] for who in (match.one, match.other) if who in records)
            asked[person.id] = asked.get(person.id, 0) + 1
    for who, several in asked.items():
        like = counted(several, "other record")
        yield ToDo(
            said=f"{told.people[who].name} may be the person of {like}: one person or two?",
            link="Decide",
            person=who,
        )


def _hidden(told: Chronology) -> Iterator[ToDo]:
    several = hidden(told)
    if several:
        adults = counted(len(several), "adult is", "adults are")
        yield ToDo(
            said=f"{adults} in no assessment: who are they, and who has met them?",
            link="Who",
            anchor="hidden",
        )
    for one in several:
        if one.described and one.person:
            yield ToDo(
                said=f"“{one.name}” is known by that description alone: what is the name?",
                link="Write the name",
                person=one.person,
            )


def _unasked(told: Chronology) -> Iterator[ToDo]:
    parents: dict[UUID, str] = {}
    for tie in told.ties:
        if tie.closeness is Closeness.PARENT:
            parents[tie.person] = parents.get(tie.person) or tie.parental_responsibility
    unasked = [told.people[who].name for who, said in parents.items() if not said]
    if unasked:
        yield ToDo(
            said=f"Nobody has recorded whether {' or '.join(unasked)} has parental responsibility.",
            link="Everybody",
            anchor="all",
        )


def recorded_ties(told: Chronology) -> frozenset[str]:
    """
    Return the numbers of the entries that record a tie, and so can be changed as one.
    """
    return frozenset(
        event.entry_id
        for event in told.record.events
        if event.kind == "relationship_recorded" and told.record.child in event.people("child")
    )
