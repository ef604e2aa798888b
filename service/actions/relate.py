"""Records what somebody is to a child, or two others to one another, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.errors import ContentRefused
from events.occurred import Occurred
from events.recorded_event import Subject
from events.vocabulary import kind_called
from projections.child_record import gather
from projections.stored.directory import listed
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.wiring import Session

KIND = "relationship_recorded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Relate:
    """
    One tie between a child and somebody of the record, or between two others around the child.

    Args:
        person: Who is something to the child, or to ``to``.
        content: The answers of the kind ``relationship_recorded``.
        to: Whom it is to, where that is not the child.
    """

    child: UUID
    person: UUID
    content: Mapping[str, Any]
    key: str
    to: UUID | None = None


def relate(session: Session, reader: Reader, wish: Relate) -> Appended:
    """
    Record a tie; the other person's past is read as the child's history from then on.

    Raises:
        ActionRefused: An answer is missing or wrong, or there is no such person.
    """
    to = None if wish.to in {None, wish.child} else wish.to
    ends = {} if to is None else {"from_person": str(wish.person), "to_person": str(to)}
    content, wrong = tie_content(session, {**wish.content, **ends})
    wrong |= _wrong_people(session, wish, to)
    if wrong:
        raise ActionRefused(wrong)
    subjects = [Subject(person=wish.child, role="child")]
    subjects += [Subject(person=one, role="related") for one in (wish.person, to) if one]
    answer = session.log.append(
        [said_today(session, reader, KIND, content, subjects)],
        stream=wish.child,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
    open_duties(session, {wish.child})
    return answer


def tie_content(
    session: Session, said: Mapping[str, Any], *, kind: str = KIND, imported: bool = False
) -> tuple[Mapping[str, Any], dict[str, str]]:
    """
    Validate what is said of a tie, and return it with what is wrong, each by its field.
    """
    try:
        content = kind_called(kind).read(kind, said, imported=imported)
    except ContentRefused as refused:
        return {}, {name: " ".join(fixes) for name, fixes in refused.fields.items()}
    wrong = not_yet(session, content, "started", "ended")
    if not wrong and content.get("started") and content.get("ended"):
        began, ended = (Occurred.from_text(content[name]) for name in ("started", "ended"))
        if ended.last < began.first:
            wrong["ended"] = "Give a day that is not before the first"
    return content, wrong


def not_yet(session: Session, content: Mapping[str, Any], *names: str) -> dict[str, str]:
    """
    Say which dates have not come: what will be is a plan, and no fact of the record.
    """
    return {
        name: "Give a day that has come"
        for name in names
        if content.get(name) and Occurred.from_text(content[name]).first > session.today
    }


def _wrong_people(session: Session, wish: Relate, to: UUID | None) -> dict[str, str]:
    found = listed(session.connection, [one for one in (wish.person, to) if one])
    if wish.person == wish.child or wish.person not in found:
        return {"person": "Choose somebody of the record other than the child"}
    if to is None:
        return {}
    if to == wish.person or to not in found:
        return {"to": "Choose somebody else of the record"}
    # A tie between two whom this child's record does not know would tell of another family here.
    around = gather(session.log, wish.child).people()
    return {
        name: "Choose somebody of this child's record; tie them to the child first"
        for name, who in (("person", wish.person), ("to", to))
        if who not in around
    }
