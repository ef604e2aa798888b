"""Records one entry about a child, with the people in it, and opens the duties that follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from events.clock import civil_day
from events.errors import ContentRefused, KindUnknown
from events.kind import By
from events.recorded_event import NewEvent, Subject
from events.vocabulary import kind_called
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused
from service.actions.learning import learned
from service.actions.people_in_it import add_people, wrong_people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from events.log.contract import Appended
    from events.occurred import Occurred
    from service.access.reader import Reader
    from service.actions.people_in_it import NewPerson
    from service.wiring import Session


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
    added = add_people(
        session, reader, wish.child, wish.new_people, agency=agency, on=on, key=wish.key
    )
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
    parts = {*roles, "named", "child"}
    return wrong | wrong_people(session, wish.child, wish.people, wish.new_people, parts)
