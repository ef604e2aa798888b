"""Records one entry about a child, with the people in it, and opens the duties that follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from events.clock import civil_day
from events.errors import ContentRefused, KindUnknown
from events.kind import By
from events.occurred import Occurred
from events.recorded_event import NewEvent, Subject
from events.roles import ROLES
from events.vocabulary import kind_called
from projections.child_record import gather
from projections.people.tie import Closeness
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused
from service.actions.learning import learned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.log.contract import Appended
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


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordEvent:
    """
    What somebody wants to record.

    Args:
        child: The child in whose stream it lies.
        content: The kind's answers as they were given, not yet validated.
        people: Who of the record was in it, and as what.
        learned_on: When the agency learned it; None for today.
        key: The caller's own key: the same again records nothing more.
    """

    child: UUID
    kind: str
    occurred: Occurred
    content: Mapping[str, Any]
    key: str
    people: tuple[Subject, ...] = ()
    new_people: tuple[NewPerson, ...] = ()
    learned_on: date | None = None
    agency: str = ""


def record_event(session: Session, reader: Reader, wish: RecordEvent) -> Appended:
    """
    Record an entry, its new people and the duties it opens, all or nothing.

    Returns:
        The log's answer for the entry itself.

    Raises:
        KindUnknown: There is no such kind.
        ContentRefused: An answer is missing or wrong.
        ActionRefused: A date, a person or a role will not do.
        KeyReused: The key was used for something else.
    """
    kind = kind_called(wish.kind)
    if kind.by is not By.FORM:
        raise KindUnknown(wish.kind)
    wrong = _wrong(session, wish, tuple(kind.roles))
    try:
        content = kind.read(wish.kind, wish.content)
        wrong |= _wrong_paper(session, wish, content)
    except ContentRefused as refused:
        wrong = {name: " ".join(said) for name, said in refused.fields.items()} | wrong
    if wrong:
        raise ActionRefused(wrong)
    agency = wish.agency or reader.agency
    on = wish.learned_on or _written_on(content) or max(session.today, wish.occurred.first)
    known = learned(wish.kind, content, agency=agency, occurred=wish.occurred, on=on)
    added = _add_people(session, reader, wish, on)
    answer = session.log.append(
        [
            NewEvent(
                kind=wish.kind,
                occurred=wish.occurred,
                content=content,
                agency=agency,
                actor=reader.actor,
                subjects=(Subject(person=wish.child, role="child"), *wish.people, *added),
                learned=known,
            )
        ],
        stream=wish.child,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
    if not answer.already:
        children = {wish.child, *(s.person for s in wish.people if s.role == "child")}
        open_duties(session, children)
    return answer


def _written_on(content: Mapping[str, Any]) -> date | None:
    """
    Return the day on which it was written on paper: whoever wrote it knew of it then.
    """
    said = str(content.get("paper_on") or "")
    if "T" in said:
        return civil_day(datetime.fromisoformat(said))
    return date.fromisoformat(said) if said else None


def _wrong_paper(session: Session, wish: RecordEvent, content: Mapping[str, Any]) -> dict[str, str]:
    on = _written_on(content)
    if on is None:
        return {}
    if not content.get("paper_by"):
        return {"paper_by": "Say who wrote it on paper"}
    if on > session.today:
        return {"paper_on": "Give a day that has come"}
    if on < wish.occurred.first:
        return {"paper_on": "Nobody can have written it before it happened"}
    return {}


def _wrong(session: Session, wish: RecordEvent, roles: tuple[str, ...]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if wish.occurred.first > session.today:
        wrong["occurred"] = "Give a date that has come: an entry tells of what happened"
    elif wish.occurred.at is not None and wish.occurred.at > session.now:
        wrong["occurred"] = "Give a time that has come: an entry tells of what happened"
    if wish.learned_on is not None and wish.learned_on > session.today:
        wrong["learned_on"] = "Give a day that has come"
    elif wish.learned_on is not None and wish.learned_on < wish.occurred.first:
        wrong["learned_on"] = "Nobody can have learned of it before it happened"
    return wrong | _wrong_people(session, wish, roles)


def _wrong_people(session: Session, wish: RecordEvent, roles: tuple[str, ...]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    known = set(gather(session.log, wish.child).people()) if wish.people else set()
    for subject in wish.people:
        if subject.person not in known:
            wrong["people"] = "Choose people of this child's record, or add the person below"
        if subject.role not in {*roles, "named", "child"}:
            wrong["people"] = f"“{ROLES.get(subject.role, subject.role)}” is no part in this"
    for new in wish.new_people:
        if not new.name.strip() or len(new.name) > 500:  # noqa: PLR2004 - as the name's field
            wrong["new_people"] = "Give a name or a description, up to 500 characters"
        if new.role not in {*roles, "named"}:
            wrong["new_people"] = "Choose what this person did"
    return wrong


def _add_people(
    session: Session, reader: Reader, wish: RecordEvent, on: date
) -> tuple[Subject, ...]:
    added: list[Subject] = []
    for number, new in enumerate(wish.new_people):
        person = uuid5(PEOPLE, f"{wish.key}/{number}")
        shared: dict[str, Any] = {
            "occurred": Occurred.day(on),
            "agency": wish.agency or reader.agency,
            "actor": reader.actor,
            "learned": learned(
                "person_registered",
                {},
                agency=wish.agency or reader.agency,
                occurred=Occurred.day(on),
                on=on,
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
            key=f"{wish.key}/person/{number}",
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
                            Subject(person=wish.child, role="child"),
                            Subject(person=person, role="related"),
                        ),
                        **shared,
                    )
                ],
                stream=wish.child,
                decided_on=None,
                key=f"{wish.key}/tie/{number}",
                now=session.now,
            )
        added.append(Subject(person=person, role=new.role))
    return tuple(added)
