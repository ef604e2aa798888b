"""Says a kind's answers in the words in which they were asked, empty ones by what empty means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from service.web.forms.questions import questions
from service.web.words import due

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from events.kind import EventKind
    from projections.people.person import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """
    One question with its answer in words.
    """

    name: str
    label: str
    words: str
    long: bool


def answered(
    kind: EventKind,
    content: Mapping[str, Any],
    people: Mapping[UUID, Person],
    practitioner: Callable[[str], str],
) -> list[Answered]:
    """
    Return the questions that have an answer, in the order of the form.

    Args:
        practitioner: Says who a professional is: a user, or the words that somebody typed.
    """
    return [
        Answered(
            name=asked.name,
            label=asked.label,
            words=_words(asked.shown_as, asked.options, content[asked.name], people, practitioner),
            long=asked.shown_as == "long text",
        )
        for asked in questions(kind.content)
        if content.get(asked.name) not in (None, "", [])
    ]


def unanswered(kind: EventKind, content: Mapping[str, Any]) -> list[str]:
    """
    Return the labels of the questions that have none.
    """
    return [
        asked.label
        for asked in questions(kind.content)
        if content.get(asked.name) in (None, "", [])
    ]


def _words(  # noqa: PLR0911 - one a sort of answer
    shown_as: str,
    options: Mapping[str, str],
    value: Any,
    people: Mapping[UUID, Person],
    practitioner: Callable[[str], str],
) -> str:
    if isinstance(value, list):
        return ", ".join(_words(shown_as, options, one, people, practitioner) for one in value)
    text = str(value)
    match shown_as:
        case "choice" | "several":
            return options.get(text, text)
        case "day" | "moment":
            try:
                return due(text)
            except ValueError:
                return text
        case "practitioner":
            return practitioner(text)
        case "person" | "people":
            return _person(text, people)
        case "entry" | "entries":
            return f"entry {text}"
        case _:
            return text


def _person(text: str, people: Mapping[UUID, Person]) -> str:
    try:
        found = people.get(UUID(text))
    except ValueError:
        return text
    return found.name if found else "somebody who is not in this record"
