"""The people around a child, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from projections.chronology.chronology import Chronology
    from projections.people.person import Person
    from projections.people.tie import Tie


def family_told(told: Chronology) -> dict[str, Any]:
    """
    Tell who is tied to the child, how, since when, and by which entry that is known.
    """
    child = told.child
    order = dict.fromkeys(tie.person for tie in told.ties if tie.person in told.people)
    return {
        "child": person_told(child) if child else None,
        "people": [
            {
                "person": person_told(told.people[person]),
                "ties": [_tie(tie) for tie in told.ties if tie.person == person],
            }
            for person in order
        ],
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


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "relation": tie.relation,
        "closeness": str(tie.closeness),
        "from": tie.first.isoformat() if tie.first else None,
        "to": tie.last.isoformat() if tie.last else None,
        "known_from": tie.known_from.isoformat(),
        "because": tie.because,
    }
