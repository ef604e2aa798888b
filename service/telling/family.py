"""The people around a child, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projections.around.hidden import assessments
from projections.around.household import changes_naming
from projections.people.reciprocal import reciprocal
from service.telling.around import (
    hidden_told,
    household_told,
    known_as_told,
    restrictions_told,
)

if TYPE_CHECKING:
    from datetime import date

    from projections.chronology.chronology import Chronology
    from projections.people.person import Person
    from projections.people.tie import Tie


def family_told(told: Chronology, on: date) -> dict[str, Any]:
    """
    Tell who is tied to the child, how, since when, and by which entry that is known.

    Args:
        on: The day on which the household and what is in force are told.
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
                **known_as_told(told.people[person]),
            }
            for person in order
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
    }
