"""What an entry said before it was changed, in words: no view may show the new text alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from marshmallow import fields

    from events.recorded_event import Subject
    from projections.chronology.entry import Change, Entry
    from projections.people.person import Person

MARKED = {"significant": "Marked significant", "routine": "Marked routine"}
"""What became of an entry whose significance was changed."""
_IN_THE_SENTENCE = "fact"
_NOT_HERE = "somebody who is not in this record"


def said_before(entry: Entry, change: Change, people: Mapping[UUID, Person]) -> str:
    """
    Return what a correction replaced: date and sentence, and each answer that was another.

    Empty for other changes, which leave the words as they are, and where what the entry says is
    kept from the reader.
    """
    if change.kind != "entry_corrected" or entry.withheld or entry.event.erased:
        return ""
    was = replace(entry, content=change.before, occurred=change.before_occurred)
    answers = "; ".join(
        [*_answers(entry, change, was.sentence, people), *_who_was_in_it(change, people)]
    )
    return f"{was.occurred.words()}, “{was.sentence}”" + (f" ({answers})" if answers else "")


def changed_to(entry: Entry, change: Change) -> str:
    """
    Say in two or three words what a change did.
    """
    match change.kind:
        case "entry_struck_out":
            return "Struck out"
        case "entry_corrected":
            return "Corrected"
        case _:
            return MARKED.get(
                str(_after(entry, change).get("significance")), "Significance changed"
            )


def people_in_words(subjects: Iterable[Subject], people: Mapping[UUID, Person]) -> str:
    """
    Say who was in an entry and what each did.
    """
    return ", ".join(
        (people[one.person].name if one.person in people else _NOT_HERE)
        + (f" ({ROLES.get(one.role, one.role).lower()})" if one.role != "named" else "")
        for one in subjects
    )


def people_after(entry: Entry, change: Change) -> tuple[Subject, ...]:
    """
    Return who was in an entry after a change, the children whom it is about left out.
    """
    later = entry.changes[entry.changes.index(change) + 1 :]
    before = (one.before_people for one in later if one.before_people is not None)
    return next(before, tuple(one for one in entry.event.subjects if one.role != "child"))


def _who_was_in_it(change: Change, people: Mapping[UUID, Person]) -> Iterator[str]:
    if change.before_people is not None:
        yield f"Who was in it: {people_in_words(change.before_people, people) or 'nobody else'}"


def _after(entry: Entry, change: Change) -> Mapping[str, Any]:
    following = entry.changes.index(change) + 1
    return entry.changes[following].before if following < len(entry.changes) else entry.content


def _answers(
    entry: Entry, change: Change, sentence: str, people: Mapping[UUID, Person]
) -> Iterator[str]:
    after = _after(entry, change)
    for name, asked in entry.kind_declared.fields.items():
        before = change.before.get(name)
        if before == after.get(name) or name == _IN_THE_SENTENCE:
            continue
        words = _words(asked, before, people)
        if not words or words not in sentence:
            yield f"{asked.metadata.get('label', name)} {words or 'no answer'}"


def _words(asked: fields.Field[Any], value: Any, people: Mapping[UUID, Person]) -> str:
    if isinstance(value, list):
        return ", ".join(_words(asked, one, people) for one in value)
    text = "" if value is None else str(value)
    try:
        known = people.get(UUID(text))
    except ValueError:
        return str(asked.metadata.get("options", {}).get(text, text))
    return known.name if known else _NOT_HERE
