"""What each event adds to that by which a person is compared and found again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import orjson

from projections.people.known_as import compact
from projections.people.matching import Facts, plain_words

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent

KINDS = frozenset(
    {
        "person_registered",
        "name_recorded",
        "birth_date_recorded",
        "identifier_recorded",
        "address_recorded",
        "home_recorded",
        "birth",
    }
)


def added(event: RecordedEvent) -> tuple[Facts, ...]:  # noqa: PLR0911 - a table of kinds
    """
    Return what an event says of each person whom it concerns; nothing of most events.
    """
    said = event.content
    match event.kind:
        case "person_registered":
            return (_registered(event),)
        case "name_recorded":
            return (Facts(person=event.stream, kind="", names=(said.get("name", ""),)),)
        case "birth_date_recorded":
            return (Facts(person=event.stream, kind="", births=(said.get("date_of_birth", ""),)),)
        case "identifier_recorded":
            sort = said.get("type", "other")
            number = (sort, compact(sort, said.get("value", "")))
            return (Facts(person=event.stream, kind="", identifiers=(number,)),)
        case "address_recorded" if said.get("protected") == "no" and said.get("address"):
            # What must be kept from somebody is compared with nobody's: a match would tell.
            return tuple(
                Facts(person=who, kind="", addresses=(said["address"],))
                for who in event.people("child", "lives_with", "self")
            )
        case "home_recorded" if said.get("protected") == "no" and said.get("address"):
            return (Facts(person=event.stream, kind="", addresses=(said["address"],)),)
        case "birth" if event.occurred.first == event.occurred.last:
            day = event.occurred.first.isoformat()
            return tuple(
                Facts(person=who, kind="child", births=(day,)) for who in event.people("child")
            )
        case _:
            return ()


def together(before: Facts | None, more: Facts) -> Facts:
    """
    Add what one event says to what was known.
    """
    if before is None:
        return more
    return replace(
        before,
        kind=before.kind or more.kind,
        sex=before.sex or more.sex,
        names=_each(before.names, more.names),
        births=_each(before.births, more.births),
        identifiers=tuple(dict.fromkeys((*before.identifiers, *more.identifiers))),
        addresses=_each(before.addresses, more.addresses),
    )


def as_text(facts: Facts) -> str:
    """
    Return facts as one text, the same for the same facts.
    """
    return orjson.dumps(
        {
            "kind": facts.kind,
            "sex": facts.sex,
            "names": facts.names,
            "births": facts.births,
            "identifiers": facts.identifiers,
            "addresses": facts.addresses,
        }
    ).decode()


def from_text(person: UUID, text: str) -> Facts:
    """
    Read facts back.
    """
    said = orjson.loads(text)
    return Facts(
        person=person,
        kind=said["kind"],
        sex=said["sex"],
        names=tuple(said["names"]),
        births=tuple(said["births"]),
        identifiers=tuple((sort, value) for sort, value in said["identifiers"]),
        addresses=tuple(said["addresses"]),
    )


def _registered(event: RecordedEvent) -> Facts:
    said = event.content
    name = said.get("name", "")
    born = said.get("date_of_birth", "")
    return Facts(
        person=event.stream,
        kind=said.get("kind_of_person", "adult"),
        names=_each((name,), tuple(said.get("other_names", ()))) if _is_name(event) else (),
        births=(born,) if born else (),
        sex=said.get("sex", ""),
    )


def _is_name(event: RecordedEvent) -> bool:
    """
    Tell whether what somebody is called is a name: "Mother" and "lodger" are no name to match.
    """
    said = event.content
    if said.get("known_by_description") == "yes":
        return False
    if event.origin is None:
        return True
    name = plain_words(said.get("name", ""))
    key = plain_words(said.get("person_key", "").replace("_", " "))
    relation = plain_words(said.get("relation", "").split(";")[0])
    return name != key and not (relation and name[: len(relation)] == relation)


def _each(before: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in (*before, *more) if one))
