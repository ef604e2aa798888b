"""Registers a child, an unborn child, an adult or a practitioner in the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from events.errors import ContentRefused
from events.recorded_event import Subject
from events.vocabulary import kind_called
from service.actions.allocate import Allocate, allocated_as_wished
from service.actions.errors import ActionRefused
from service.actions.said import said_today
from service.actions.suggest_matches import suggest_matches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.access.reader import Reader
    from service.wiring import Session

REGISTERED = UUID("b9b6b6b1-1f0c-5c46-a2b5-4b1a5ec5c3aa")
"""The namespace of persons registered here: the same form sent twice registers one person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterPerson:
    """
    What somebody knows of a person who enters the record.

    Args:
        content: The answers of the kind ``person_registered``.
        allocate_to: A user who becomes the child's lead with it.
    """

    content: Mapping[str, Any]
    key: str
    allocate_to: UUID | None = None


def register_person(session: Session, reader: Reader, wish: RegisterPerson) -> UUID:
    """
    Register somebody and return who they are in the record from now on.

    Raises:
        ActionRefused: An answer is missing or wrong.
    """
    wrong: dict[str, str] = {}
    content: dict[str, Any] = {}
    try:
        content = kind_called("person_registered").read("person_registered", wish.content)
    except ContentRefused as refused:
        wrong = {name: " ".join(said) for name, said in refused.fields.items()}
    if content.get("kind_of_person") == "unborn" and not content.get("expected_date_of_birth"):
        wrong["expected_date_of_birth"] = "Give the expected date, as exactly as is known"
    born = content.get("date_of_birth", "")
    if born and born > session.today.isoformat()[: len(born)]:
        wrong["date_of_birth"] = "Give a date that has come, or register an unborn child"
    if wrong:
        raise ActionRefused(wrong)
    person = uuid5(REGISTERED, wish.key)
    answer = session.log.append(
        [
            said_today(
                session,
                reader,
                "person_registered",
                content,
                [Subject(person=person, role="self")],
            )
        ],
        stream=person,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
    if not answer.already:
        suggest_matches(session, [person])
    if wish.allocate_to is not None and content["kind_of_person"] in {"child", "unborn"}:
        allocated_as_wished(
            session,
            reader,
            Allocate(
                child=person, worker=wish.allocate_to, role="lead", key=f"{wish.key}/allocation"
            ),
        )
    return person
