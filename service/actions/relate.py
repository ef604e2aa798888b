"""Records what somebody is to a child, from when and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.errors import ContentRefused
from events.recorded_event import Subject
from events.vocabulary import kind_called
from projections.stored.directory import listed
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Relate:
    """
    One tie between a child and somebody of the record.

    Args:
        content: The answers of the kind ``relationship_recorded``.
    """

    child: UUID
    person: UUID
    content: Mapping[str, Any]
    key: str


def relate(session: Session, reader: Reader, wish: Relate) -> Appended:
    """
    Record a tie; the other person's past is read as the child's history from then on.

    Raises:
        ActionRefused: An answer is missing or wrong, or there is no such person.
    """
    wrong: dict[str, str] = {}
    content: Mapping[str, Any] = {}
    try:
        content = kind_called("relationship_recorded").read("relationship_recorded", wish.content)
    except ContentRefused as refused:
        wrong = {name: " ".join(said) for name, said in refused.fields.items()}
    if wish.person == wish.child or wish.person not in listed(session.connection, [wish.person]):
        wrong["person"] = "Choose somebody of the record other than the child"
    if content.get("started") and content.get("ended", "9999") < content["started"]:
        wrong["ended"] = "Give a day that is not before the first"
    if wrong:
        raise ActionRefused(wrong)
    answer = session.log.append(
        [
            said_today(
                session,
                reader,
                "relationship_recorded",
                content,
                [
                    Subject(person=wish.child, role="child"),
                    Subject(person=wish.person, role="related"),
                ],
            )
        ],
        stream=wish.child,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
    open_duties(session, {wish.child})
    return answer
