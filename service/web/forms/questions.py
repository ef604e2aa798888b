"""Reads a kind's declaration as questions, and a sent form as the kind's answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import MultiDict

from service.web.forms.when import iso_day, iso_moment, moment_filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marshmallow import Schema

    from events.kind import EventKind
    from service.web.offered import Offered

ABOUT_THE_CHILD = ("seen", "alone")
TOLD_LAST = (
    "fact",
    "words",
    "opinion",
    "response",
    "source",
    "source_how",
    "significance",
    "significance_reason",
    "paper_by",
    "paper_on",
)

BY_PICKER = ("known_by_description",)
"""Asked with the people, not among the kind's own questions."""

_NUMBER = re.compile(r"\d+")
_MANY = frozenset({"several", "people", "agencies"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """
    One question of a form.

    Args:
        shown_as: The sort of input, as ``events.fields`` names it.
        options: Stored value and words, for a choice.
        drawn: Whether its options are places on the drawings of a body.
    """

    name: str
    label: str
    hint: str
    shown_as: str
    required: bool
    options: Mapping[str, str] = field(default_factory=dict)
    drawn: bool = False


def questions(content: type[Schema], *, leave_out: frozenset[str] = frozenset()) -> list[Question]:
    """
    Return every question of a kind's content in the order it was declared.
    """
    return [
        Question(
            name=name,
            label=asked.metadata.get("label", name),
            hint=asked.metadata.get("hint", ""),
            shown_as=asked.metadata.get("shown_as", "text"),
            required=asked.required,
            options=asked.metadata.get("options", {}),
            drawn=asked.metadata.get("drawn", False),
        )
        for name, asked in content().fields.items()
        if name not in leave_out and not asked.metadata.get("import_only")
    ]


def of_kind(kind: EventKind) -> tuple[list[Question], list[Question]]:
    """
    Return a kind's own questions, and those that every entry is asked, each in order.
    """
    everything = {asked.name: asked for asked in questions(kind.content)}
    child = ABOUT_THE_CHILD if kind.about_the_child else ()
    left_out = {*BY_PICKER, *(() if child else ABOUT_THE_CHILD)}
    own = [
        asked for name, asked in everything.items() if name not in {*TOLD_LAST, *left_out, *child}
    ]
    shared = [everything[name] for name in TOLD_LAST if name in everything]
    seen = [everything[name] for name in child if name in everything]
    return [*own, *seen], shared


def answers(asked: list[Question], form: MultiDict[str, str]) -> dict[str, Any]:
    """
    Return what was answered, unanswered questions left out, for the kind to validate.
    """
    found: dict[str, Any] = {}
    for question in asked:
        value = _answer(question, form)
        if value not in ("", [], None):
            found[question.name] = value
    return found


def filled(
    asked: list[Question], content: Mapping[str, Any], choices: Offered
) -> MultiDict[str, str]:
    """
    Return a form's fields as content fills them, to change an entry that is there.
    """
    values: dict[str, Any] = {}
    for question in asked:
        value = content.get(question.name)
        if value is None:
            continue
        match question.shown_as:
            case "day" if isinstance(value, str):
                year, month, day = [*value[:10].split("-"), "", ""][:3]
                values |= {
                    f"{question.name}-day": day.lstrip("0"),
                    f"{question.name}-month": month.lstrip("0"),
                    f"{question.name}-year": year,
                }
            case "moment" if isinstance(value, str):
                values |= moment_filled(value, question.name)
            case "texts":
                values[question.name] = "\n".join(value)
            case "entries":
                values[question.name] = ", ".join(str(number) for number in value)
            case "practitioner":
                values[question.name] = choices.practitioner_words(value)
            case "agencies":
                values[question.name] = [one for one in value if one in choices.agencies]
                values[f"{question.name}-more"] = "\n".join(
                    one for one in value if one not in choices.agencies
                )
            case _:
                values[question.name] = value if isinstance(value, list) else str(value)
    return MultiDict(values)


def untouched(
    asked: list[Question],
    content: Mapping[str, Any],
    choices: Offered,
    form: MultiDict[str, str],
) -> dict[str, Any]:
    """
    Return the answers that a form sends back as it was filled, exactly as they are stored.

    No box says everything that a program may have stored, such as the seconds of a moment: what
    nobody changed on the page is not read from the page.
    """
    as_filled = filled(asked, content, choices)
    return {
        question.name: content[question.name]
        for question in asked
        if question.name in content and _said(question, form) == _said(question, as_filled)
    }


def _said(question: Question, form: MultiDict[str, str]) -> Any:
    # A page sends what is ticked in the order of its boxes, which says nothing.
    answer = _answer(question, form)
    return sorted(answer) if question.shown_as in {*_MANY, "agencies"} else answer


def _answer(question: Question, form: MultiDict[str, str]) -> Any:  # noqa: PLR0911 - one a sort
    name = question.name
    match question.shown_as:
        case "day":
            return iso_day(form, name)
        case "moment":
            return iso_moment(form, name)
        case "texts":
            return [line.strip() for line in form.get(name, "").splitlines() if line.strip()]
        case "entries":
            return _NUMBER.findall(form.get(name, ""))
        case "entry":
            number = _NUMBER.search(form.get(name, ""))
            return number.group() if number else form.get(name, "").strip()
        case "agencies":
            more = form.get(f"{name}-more", "").splitlines()
            picked = [*form.getlist(name), *(line.strip() for line in more)]
            return list(dict.fromkeys(one for one in picked if one))
        case shown if shown in _MANY:
            return [one for one in form.getlist(name) if one]
        case _:
            return form.get(name, "").replace("\r\n", "\n").strip()
