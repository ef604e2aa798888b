"""Asks who was there: people of this family by what they did, and anybody new by name or words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from events.recorded_event import Subject
from events.roles import ROLES
from service.actions.people_in_it import NewPerson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from werkzeug.datastructures import MultiDict

    from events.kind import EventKind
    from service.web.offered import Family

NEW_ROWS = 2
NOT_INVOLVED = ""


def parts(kind: EventKind) -> dict[str, str]:
    """
    Return what a person can have been in an event of this kind.
    """
    return {role: ROLES[role] for role in (*kind.roles, "named")}


def picked(form: MultiDict[str, str], family: Iterable[Family]) -> tuple[Subject, ...]:
    """
    Return the people of the family that were chosen, each with what they did.
    """
    return tuple(
        Subject(person=one.id, role=role)
        for one in family
        if (role := form.get(f"person-{one.id}", NOT_INVOLVED))
    )


def corrected(
    form: MultiDict[str, str], family: Iterable[Family], was: Sequence[Subject]
) -> tuple[Subject, ...]:
    """
    Return who was in an entry as its form says now; whom the form did not ask about stays.
    """
    asked = {one.id: form[f"person-{one.id}"] for one in family if f"person-{one.id}" in form}
    people: list[Subject] = []
    for one in was:
        role = asked.get(one.person)
        if role is None or role == _first(was, one.person):
            people.append(one)
        elif role:
            people.append(Subject(person=one.person, role=role))
    there = {one.person for one in people}
    came = [
        Subject(person=who, role=role) for who, role in asked.items() if role and who not in there
    ]
    return tuple(dict.fromkeys((*people, *came)))


def in_boxes(was: Sequence[Subject]) -> dict[str, str]:
    """
    Return the form's fields as the people in an entry fill them.
    """
    return {f"person-{one.person}": _first(was, one.person) for one in was}


def _first(was: Sequence[Subject], person: UUID) -> str:
    # A form asks for one part of each; an import may have said more.
    return next(one.role for one in was if one.person == person)


def added(form: MultiDict[str, str]) -> tuple[NewPerson, ...]:
    """
    Return the people who were written in.
    """
    return tuple(
        NewPerson(
            name=name,
            role=form.get(f"new-role-{row}", "named"),
            relation=form.get(f"new-relation-{row}", "").strip(),
            known_by_description=form.get(f"new-described-{row}") == "yes",
        )
        for row in range(NEW_ROWS)
        if (name := form.get(f"new-name-{row}", "").strip())
    )


def id_of(text: str) -> UUID | None:
    """
    Return the person that a form's value names; None for none.
    """
    try:
        return UUID(text)
    except ValueError:
        return None
