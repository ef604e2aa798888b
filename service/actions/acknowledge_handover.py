"""Answers a handover: what was received and understood, in own words, and what will be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.occurred import Occurred
from service.access.waiting import handover_to
from service.actions.errors import ActionRefused
from service.actions.record_event import RecordEvent, record_event

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class AcknowledgeHandover:
    """
    The receiver's own words on one handover.

    Args:
        entry: The handover's number.
        content: The answers of the kind ``handover_understood``.
    """

    child: UUID
    entry: int
    content: Mapping[str, Any]
    key: str


def acknowledge_handover(session: Session, reader: Reader, wish: AcknowledgeHandover) -> Appended:
    """
    Record that it was received and understood; a tick would prove nothing.

    Raises:
        ActionRefused: It waits for somebody else or for nobody, or an answer is missing.
    """
    waiting = handover_to(session.connection, reader, wish.entry)
    if waiting is None or waiting.child != wish.child:
        raise ActionRefused({"understood": "This handover no longer waits for your answer"})
    content = dict(wish.content) | {"handover": str(wish.entry)}
    if reader.user is not None:
        content["received_by"] = str(reader.user)
    return record_event(
        session,
        reader,
        RecordEvent(
            child=wish.child,
            kind="handover_understood",
            occurred=Occurred.day(session.today),
            content=content,
            key=wish.key,
        ),
    )
