"""The people around a child, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projections.around.hidden import assessments
from projections.around.household import changes_naming
from projections.chronology.addresses import with_addresses_kept
from projections.people.between import other_side, ties_between
from projections.people.reciprocal import reciprocal
from service.telling.around import (
    hidden_told,
    household_told,
    known_as_told,
    restrictions_told,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.people.between import TieBetween
    from projections.people.person import Person
    from projections.people.tie import Tie


def family_told(
    told: Chronology, on: date, *, closed: frozenset[UUID] = frozenset()
) -> dict[str, Any]:
    """
    Tell who is tied to the child, how, since when, and by which entry that is known.

    Args:
        on: The day on which the household and what is in force are told.
        closed: Children whose records the reader may not open: no tie that they alone record.
    """
    child = told.child
    order = dict.fromkeys(tie.person for tie in told.ties if tie.person in told.people)
    return {
        "child": person_told(child) if child else None,
        "people": [
            {
                "person": person_told(told.people[person]),
                "ties": [tie_told(tie, child) for tie in told.ties if tie.person == person],
                "changes_of_the_household": [
                    {
                        "entry": entry.id,
                        "source_ref": entry.source_ref,
                        "occurred": entry.occurred.as_json(),
                        "known_from": entry.known_from.isoformat(),
                    }
                    for entry in changes_naming(told, person)
                ],
                **known_as_told(with_addresses_kept(told.people[person], told)),
            }
            for person in order
        ],
        "between": [
            between_told(tie, told.people)
            for tie in ties_between(told.record.events)
            if tie.persons <= told.people.keys() and not closed.issuperset(tie.children)
        ],
        "on": on.isoformat(),
        "lived_there": household_told(told, on),
        "hidden": hidden_told(told),
        "assessments": [entry.cited_as for entry in assessments(told)],
        "restrictions": restrictions_told(told, on),
    }


def person_told(person: Person) -> dict[str, Any]:
    """
    Tell one person: dates as exactly as they are known, and whether nobody has put a name to them.
    """
    return {
        "id": str(person.id),
        "name": person.name,
        "kind": person.kind,
        "born": person.born.as_json() if person.born else None,
        "expected": person.expected.as_json() if person.expected else None,
        "died": person.died.as_json() if person.died else None,
        "role": person.role,
        "known_by_description": person.known_by_description,
        "likely": [str(other) for other in person.likely],
        "person_key": person.person_key,
    }


def tie_told(tie: Tie, child: Person | None = None) -> dict[str, Any]:
    """
    Tell one tie, and what the child is from the other side of it.
    """
    return {
        "relation": tie.relation,
        "closeness": str(tie.closeness),
        "from": tie.first.isoformat() if tie.first else None,
        "to": tie.last.isoformat() if tie.last else None,
        "known_from": tie.known_from.isoformat(),
        "because": tie.because,
        "child_is": reciprocal(tie.relation, child.sex if child else ""),
        "certainty": tie.certainty,
        "parental_responsibility": tie.parental_responsibility,
        "source": tie.source,
        "surely_from": tie.surely_from.isoformat() if tie.surely_from else None,
        "surely_to": tie.surely_to.isoformat() if tie.surely_to else None,
        "quality": tie.quality,
    }


def between_told(tie: TieBetween, people: Mapping[UUID, Person]) -> dict[str, Any]:
    """
    Tell what two others are to one another, and what the second is from the other side.
    """
    return {
        "person": str(tie.one),
        "name": people[tie.one].name,
        "relation": tie.relation,
        "to": str(tie.other),
        "to_name": people[tie.other].name,
        "other_side": other_side(tie, people),
        "union": tie.union,
        "over": tie.over,
        "quality": tie.quality,
        "began": tie.began.as_json() if tie.began else None,
        "ended": tie.ended.as_json() if tie.ended else None,
        "certainty": tie.certainty,
        "source": tie.source,
        "known_from": tie.known_from.isoformat(),
        "because": tie.because,
    }
