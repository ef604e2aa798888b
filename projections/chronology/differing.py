"""In what the accounts of one incident differ: when, who says so, who was there, what was said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.recorded_event import SOMEBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from marshmallow.fields import Field

    from projections.chronology.entry import Entry
    from projections.people.person import Person

NOT_RECORDED = "nothing recorded"
NOT_IMPORTED = "not in the import"
_OF_THE_ENTRY = frozenset(
    {
        "source",
        "source_how",
        "significance",
        "significance_reason",
        "known_by_description",
        "paper_by",
        "paper_on",
    }
)
_PEOPLE = ("known_by_description", "professionals")


@dataclass(frozen=True, kw_only=True, slots=True)
class Differs:
    """
    One thing that the accounts tell differently.

    Args:
        what: ``date``, ``agency``, ``persons``, ``cause``, ``finding`` or ``kind``.
        asked: The question to which they answer differently.
        said: The answer of each account, by the number of its entry, in their order.
    """

    what: str
    asked: str
    said: tuple[tuple[str, str], ...]


def differing(
    accounts: Sequence[Entry], people: Mapping[UUID, Person], child: UUID
) -> tuple[Differs, ...]:
    """
    Hold the accounts of one incident beside one another.

    Accounts of one kind are held against each other field by field; of several kinds, in what
    every entry is asked. What was struck out is no account any more. That one of them lacks a
    detail is a difference too, and is told apart from an import that had no place for it.
    """
    standing = [entry for entry in accounts if entry.stands]
    return tuple(_differing(standing, people, child)) if len(standing) > 1 else ()


def _differing(
    accounts: Sequence[Entry], people: Mapping[UUID, Person], child: UUID
) -> Iterator[Differs]:
    yield from _compared(accounts, "date", "When", lambda entry: entry.occurred.words())
    yield from _compared(
        accounts,
        "agency",
        "Who says so",
        lambda entry: "no agency named" if entry.agency == SOMEBODY else entry.agency,
    )
    yield from _compared(
        accounts, "persons", "Who was there", lambda entry: _who(entry, people, child)
    )
    yield from _compared(accounts, "kind", "What sort of entry", lambda entry: entry.label)
    for name, field in _asked_of_all(accounts).items():
        if any(entry.content.get(name) not in (None, "", []) for entry in accounts):
            yield from _compared(
                accounts,
                "cause" if "explanation" in name or "cause" in name else "finding",
                str(field.metadata.get("label", name)),
                partial(_answer, name, field, people),
            )


def _compared(
    accounts: Sequence[Entry], what: str, asked: str, answer: Callable[[Entry], str]
) -> Iterator[Differs]:
    said = tuple((entry.id, answer(entry)) for entry in accounts)
    if len({_folded(words) for _, words in said}) > 1:
        yield Differs(what=what, asked=asked, said=said)


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".")


def _who(entry: Entry, people: Mapping[UUID, Person], child: UUID) -> str:
    named = [people[one].name for one in entry.people() if one != child and one in people]
    described = [str(one) for field in _PEOPLE for one in entry.content.get(field) or ()]
    return ", ".join(sorted(dict.fromkeys([*named, *described]))) or "nobody named"


def _asked_of_all(accounts: Sequence[Entry]) -> dict[str, Field[Any]]:
    asked = [entry.kind_declared.fields for entry in accounts]
    return {
        name: field
        for name, field in asked[0].items()
        if name not in _OF_THE_ENTRY
        and not field.metadata.get("import_only")
        and all(name in others for others in asked)
    }


def _answer(name: str, field: Field[Any], people: Mapping[UUID, Person], entry: Entry) -> str:
    value = entry.content.get(name)
    if value in (None, "", []):
        return NOT_IMPORTED if entry.event.origin and name not in entry.content else NOT_RECORDED
    options: Mapping[str, str] = field.metadata.get("options", {})
    many = value if isinstance(value, list) else [value]
    return ", ".join(_words(str(one), field, options, people) for one in many)


def _words(
    value: str, field: Field[Any], options: Mapping[str, str], people: Mapping[UUID, Person]
) -> str:
    match field.metadata.get("shown_as"):
        case "person" | "people" | "practitioner":
            try:
                found = people.get(UUID(value))
            except ValueError:
                return value
            return found.name if found else "somebody who is not in this record"
        case "entry" | "entries":
            return f"entry {value}"
        case _:
            return options.get(value, value)
