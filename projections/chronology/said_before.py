"""What an entry said before it was changed, in words: no view may show the new text alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marshmallow import fields

    from projections.chronology.entry import Change, Entry
    from projections.people.person import Person

MARKED = {"significant": "Marked significant", "routine": "Marked routine"}
"""What became of an entry whose significance was changed."""
_IN_THE_SENTENCE = "fact"


def said_before(entry: Entry, change: Change, people: Mapping[UUID, Person]) -> str:
    """
    Return what a correction replaced: date and sentence, and each answer that was another.

    Empty for other changes, which leave the words as they are, and where what the entry says is
    kept from the reader.
    """
    if change.kind != "entry_corrected" or entry.withheld or entry.event.erased:
        return ""
    was = replace(entry, content=change.before, occurred=change.before_occurred)
    answers = "; ".join(_answers(entry, change, was.sentence, people))
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


def _after(entry: Entry, change: Change) -> Mapping[str, Any]:
    following = entry.changes.index(change) + 1
    return entry.changes[following].before if following < len(entry.changes) else entry.content


def _answers(
    entry: Entry, change: Change, sentence: str, people: Mapping[UUID, Person]
) -> Iterator[str]:
    after = _after(entry, change)
    for name, asked in entry.kind_declared.content().fields.items():
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
    return known.name if known else "somebody who is not in this record"
