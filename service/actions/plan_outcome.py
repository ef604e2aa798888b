"""Plans an outcome for a child: risk, response, what should be different, one owner, one date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from events.errors import ContentRefused
from events.recorded_event import Subject
from events.vocabulary import kind_called
from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.access.reader import Reader
    from service.wiring import Session

PLANNED = UUID("0f8f3b86-4f5d-53d0-8f5c-6f2ad9b4d1c7")
"""The namespace of outcomes planned here: the same form sent twice plans one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanOutcome:
    """
    What is planned.

    Args:
        content: The answers of the kind ``outcome_planned``.
    """

    child: UUID
    content: Mapping[str, Any]
    key: str


def plan_outcome(session: Session, reader: Reader, wish: PlanOutcome) -> UUID:
    """
    Record a planned outcome and return its id.

    Raises:
        ActionRefused: Something that a plan must say is missing, or the date has passed.
    """
    known = {e.id for e in chronology(gather(session.log, wish.child)).entries}
    content = dict(wish.content) | {"origin": "plan"}
    wrong: dict[str, str] = {}
    due = str(content.get("due", ""))
    if due and due[:10] < session.today.isoformat():
        wrong["due"] = "Give a date that is still to come"
    for number in content.get("evidence", []):
        if number not in known:
            wrong["evidence"] = f"Entry {number} is not in this child's chronology"
    try:
        content = kind_called("outcome_planned").read("outcome_planned", content)
    except ContentRefused as refused:
        wrong = {name: " ".join(said) for name, said in refused.fields.items()} | wrong
    if wrong:
        raise ActionRefused(wrong)
    outcome = uuid5(PLANNED, wish.key)
    session.log.append(
        [
            said_today(
                session,
                reader,
                "outcome_planned",
                content,
                [Subject(person=wish.child, role="child")],
            )
        ],
        stream=outcome,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
    return outcome
