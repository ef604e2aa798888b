"""Fills the fields of a row's kind from its cells: the sample's own columns, and further ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from events.errors import ContentRefused
from events.vocabulary import KINDS
from service.importing.fault import Fault
from service.importing.known_names import plain

if TYPE_CHECKING:
    from uuid import UUID

    from marshmallow import fields

    from service.importing.people_named import Named, PeopleOfTheCase

MAPPED = {
    "summary": "fact",
    "source": "source",
    "child_seen": "seen",
    "child_spoken_to_alone": "alone",
}
"""Which field of the kind each column of the sample's form fills."""

OF_CONTENT = "content."
"""Before a field's name in a heading, where a column of the sample's form has that name itself."""

_NAMED = ("professionals", "agencies_named", "known_by_description", "people_as_written")
_MANY = frozenset({"texts", "several", "people", "entries", "agencies"})
_CITING = frozenset({"entry", "entries", "outcome"})
_PERSONS = frozenset({"person", "people"})
_CHOSEN = frozenset({"choice", "several"})
_WORDS = frozenset({"text", "long text"})


@dataclass(kw_only=True)
class Filled:
    """
    What a row's cells say in the fields of its kind.

    Args:
        cites: Each field that cites other rows, with their row ids.
        roles: People in a role of the kind, where a column is named after it.
    """

    content: dict[str, Any] = field(default_factory=dict)
    cites: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roles: dict[str, tuple[UUID, ...]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def fill(
    cells: Mapping[str, str],
    kind: str,
    people: PeopleOfTheCase,
    named: Named,
    further: Iterable[str],
) -> Filled:
    """
    Fill a kind's fields, and note every cell that does not fit.

    A further column that is no field of this row's kind is passed over: another row's may have it.
    """
    filled = Filled()
    for column, name in MAPPED.items():
        if cells[column]:
            filled.content[name] = _as_stored(field_of(kind, name), cells[column])
    for column in further:
        name = field_named(column)
        if name in _asked(kind) and name not in filled.content:
            _further(filled, kind, name, cells[column], people)
        elif cells[column] and column in KINDS[kind].roles:
            found = people.read(cells[column])
            filled.roles[column] = found.people
            if found.described:
                filled.faults.append(_nobody(column))
    filled.content |= _named(named, cells["other_people"])
    try:
        filled.content = KINDS[kind].read(kind, filled.content, imported=True)
    except ContentRefused as refused:
        filled.faults.extend(_refused(refused))
    return filled


def _named(named: Named, cell: str) -> dict[str, Any]:
    said = (list(named.practitioners), list(named.agencies), list(named.described), cell)
    return {name: words for name, words in zip(_NAMED, said, strict=True) if words}


def field_named(column: str) -> str:
    """
    Return the field that a further column is named after.
    """
    return column.removeprefix(OF_CONTENT)


def field_of(kind: str, name: str) -> fields.Field[Any]:
    """
    Return one field of a kind.
    """
    return _asked(kind)[name]


@cache
def _asked(kind: str) -> Mapping[str, fields.Field[Any]]:
    asked: Mapping[str, fields.Field[Any]] = KINDS[kind].content().fields
    return asked


def _further(filled: Filled, kind: str, column: str, cell: str, people: PeopleOfTheCase) -> None:
    """
    Put a further column's cell into its field.

    An empty cell says that nothing was recorded, where the field holds words or citations; where
    an answer is chosen or counted, it says nothing.
    """
    asked = field_of(kind, column)
    sort = asked.metadata.get("shown_as", "text")
    if not cell:
        if sort in _WORDS and not asked.required and column not in MAPPED.values():
            filled.content[column] = ""
        elif sort in {"texts", "entries"} and not asked.required:
            filled.content[column] = []
    elif sort in _CITING:
        filled.cites[column] = tuple(_parts(cell))
    elif sort in _PERSONS:
        found = [people.person(part) for part in _parts(cell)]
        ids = [str(member.id) for member in found if member is not None]
        if len(ids) < len(found) or (sort == "person" and len(ids) != 1):
            filled.faults.append(_nobody(column))
        else:
            filled.content[column] = ids[0] if sort == "person" else ids
    else:
        filled.content[column] = _as_stored(asked, cell)


def _as_stored(asked: fields.Field[Any], cell: str) -> str | list[str]:
    sort = asked.metadata.get("shown_as", "text")
    if sort in _CHOSEN:
        # A choice may be written as it is stored or in the words it is offered in.
        offered: Mapping[str, str] = asked.metadata["options"]
        known = {plain(words): stored for stored, words in offered.items()}
        known |= {plain(stored): stored for stored in offered}
        chosen = [known.get(plain(part), part) for part in _parts(cell)]
        return chosen if sort in _MANY else known.get(plain(cell), cell)
    return list(_parts(cell)) if sort in _MANY else cell


def _parts(cell: str) -> Iterator[str]:
    return (part.strip() for part in cell.split(";") if part.strip())


def _nobody(column: str) -> Fault:
    return Fault(
        column=column,
        reason="people.csv has nobody of this key or relation",
        fix="Write a person_key of people.csv, or add the person to it",
    )


def _refused(refused: ContentRefused) -> Iterator[Fault]:
    columns = {name: column for column, name in MAPPED.items()}
    columns |= dict.fromkeys(_NAMED, "other_people")
    for path, reasons in refused.fields.items():
        name = path.partition(".")[0]
        yield Fault(
            column=columns.get(name, name),
            reason=f"this does not fit what {refused.kind.replace('_', ' ')} asks here",
            fix="; ".join(dict.fromkeys(reasons)),
        )
