"""Who was in an entry: people of the record, and anybody who is added with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from events.occurred import Occurred
from events.recorded_event import NewEvent, Subject
from events.roles import ROLES
from projections.child_record import gather
from projections.people.tie import Closeness
from service.actions.learning import learned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from service.access.reader import Reader
    from service.wiring import Session

PEOPLE = UUID("6d3f0a52-2f0e-5b53-9d53-3f3e9ddc0a11")
"""The namespace of persons added on a form: the same form sent twice adds each once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPerson:
    """
    Somebody in the entry whom the record does not have yet.

    Args:
        name: Their name, or the description by which alone they are known.
        role: What they did in this event.
        relation: What they are to the child, in the writer's words; "" where not known.
    """

    name: str
    role: str
    relation: str = ""
    known_by_description: bool = False


def wrong_people(
    session: Session,
    child: UUID,
    people: Iterable[Subject],
    new_people: Iterable[NewPerson],
    roles: Collection[str],
) -> dict[str, str]:
    """
    Return what is wrong with the people of an entry, by field; empty where nothing is.

    Args:
        roles: What a person can have been in it.
    """
    wrong: dict[str, str] = {}
    chosen = tuple(people)
    known = set(gather(session.log, child).people()) if chosen else set()
    for subject in chosen:
        if subject.person not in known:
            wrong["people"] = "Choose people of this child's record, or add the person below"
        if subject.role not in roles:
            wrong["people"] = f"“{ROLES.get(subject.role, subject.role)}” is no part in this"
    for new in new_people:
        if not new.name.strip() or len(new.name) > 500:  # noqa: PLR2004 - as the name's field
            wrong["new_people"] = "Give a name or a description, up to 500 characters"
        if new.role not in set(roles) - {"child"}:
            wrong["new_people"] = "Choose what this person did"
    return wrong


def add_people(
    session: Session,
    reader: Reader,
    child: UUID,
    new_people: Iterable[NewPerson],
    *,
    agency: str,
    on: date,
    key: str,
) -> tuple[Subject, ...]:
    """
    Register the people who are not in the record yet, tie them to the child, and return them.

    Args:
        on: The day on which the agency learned of them.
        key: The caller's own key of the whole request: sent twice it adds each once.
    """
    added: list[Subject] = []
    for number, new in enumerate(new_people):
        person = uuid5(PEOPLE, f"{key}/{number}")
        shared: dict[str, Any] = {
            "occurred": Occurred.day(on),
            "agency": agency,
            "actor": reader.actor,
            "learned": learned(
                "person_registered", {}, agency=agency, occurred=Occurred.day(on), on=on
            ),
        }
        session.log.append(
            [
                NewEvent(
                    kind="person_registered",
                    content={
                        "name": " ".join(new.name.split()),
                        "kind_of_person": "adult",
                        "known_by_description": "yes" if new.known_by_description else "no",
                    },
                    subjects=(Subject(person=person, role="self"),),
                    **shared,
                )
            ],
            stream=person,
            decided_on=None,
            key=f"{key}/person/{number}",
            now=session.now,
        )
        if new.relation.strip():
            session.log.append(
                [
                    NewEvent(
                        kind="relationship_recorded",
                        content={
                            "relation": " ".join(new.relation.split()),
                            "closeness": str(Closeness.NAMED),
                        },
                        subjects=(
                            Subject(person=child, role="child"),
                            Subject(person=person, role="related"),
                        ),
                        **shared,
                    )
                ],
                stream=child,
                decided_on=None,
                key=f"{key}/tie/{number}",
                now=session.now,
            )
        added.append(Subject(person=person, role=new.role))
    return tuple(added)
