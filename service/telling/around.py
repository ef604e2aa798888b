"""Those around a child as JSON: hidden adults, the household, orders and bail, the past."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projections.around.hidden import hidden
from projections.around.household import lived_there
from projections.around.restrictions import restrictions

if TYPE_CHECKING:
    from datetime import date

    from projections.around.hidden import HiddenAdult
    from projections.around.past import Past
    from projections.around.restrictions import Restriction
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.person import Person


def hidden_told(told: Chronology) -> list[dict[str, Any]]:
    """
    Tell who is around the child and in no assessment, since when, and who mentioned them.
    """
    return [_hidden(one) for one in hidden(told)]


def household_told(told: Chronology, on: date) -> list[dict[str, Any]]:
    """
    Tell who lived with the child on a day, and how sure that is.
    """
    return [
        {
            "person": str(one.person),
            "name": told.people[one.person].name,
            "relation": one.relation,
            "sure": one.sure,
            "why": one.why,
            "entries": list(one.entries),
        }
        for one in lived_there(told, on)
        if one.person in told.people
    ]


def restrictions_told(told: Chronology, on: date) -> list[dict[str, Any]]:
    """
    Tell which orders and bail bind somebody, and whether each is in force on a day.
    """
    return [_restriction(one, told, on) for one in restrictions(told)]


def past_told(past: Past) -> list[dict[str, Any]]:
    """
    Tell somebody's past in this record, entry by entry, in the order in which it happened.
    """
    return [
        {
            **_mention(item.entry),
            "kind": item.entry.kind,
            "sentence": item.entry.sentence,
            "status": item.entry.status,
            "was": item.was,
            "child": [str(child) for child in item.of],
        }
        for item in past.items
    ]


def known_as_told(person: Person) -> dict[str, Any]:
    """
    Tell every name, date of birth, number and address of somebody; a protected one is not written.
    """
    return {
        "names": [
            {
                "name": one.name,
                "sort": one.sort,
                "known_from": one.known_from.isoformat(),
                "source": one.source,
                "entry": one.entry,
            }
            for one in person.names
        ],
        "described_as": list(person.described_as),
        "births": [
            {
                "born": one.born.as_json(),
                "certainty": one.certainty,
                "known_from": one.known_from.isoformat(),
                "source": one.source,
                "entry": one.entry,
            }
            for one in person.births
        ],
        "births_differ": person.births_differ,
        "identifiers": [
            {"type": one.type, "value": one.value, "agency": one.agency, "right": one.right}
            for one in person.identifiers
        ],
        "addresses": [
            {
                "address": "" if one.protected else one.address,
                "protected": one.protected,
                "since": one.since.as_json(),
                "known_from": one.known_from.isoformat(),
                "entry": one.entry,
            }
            for one in person.addresses
        ],
        "same_as": [str(other) for other in person.same_as],
    }


def _hidden(one: HiddenAdult) -> dict[str, Any]:
    return {
        "person": str(one.person) if one.person else None,
        "name": one.name,
        "described": one.described,
        "relations": list(one.relations),
        "since": one.since.isoformat(),
        "mentioned_by": list(one.mentioned_by),
        "mentioned": [_mention(entry) for entry in one.mentioned],
        "likely": [str(other) for other in one.likely],
    }


def _mention(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.id,
        "source_ref": entry.source_ref,
        "agency": entry.agency,
        "occurred": entry.occurred.as_json(),
        "known_from": entry.known_from.isoformat(),
    }


def _restriction(one: Restriction, told: Chronology, on: date) -> dict[str, Any]:
    return {
        "entry": one.entry.id,
        "what": one.what,
        "bound": [told.people[who].name for who in one.bound if who in told.people],
        "protects": [told.people[who].name for who in one.protects if who in told.people],
        "terms": list(one.terms),
        "since": one.since.isoformat(),
        "ends": one.ends.isoformat() if one.ends else None,
        "ended_by": one.over.id if one.over else None,
        "in_force": one.in_force(on),
    }
