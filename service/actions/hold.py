"""Holds a record against every retention period, and lets it go: by a lead, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.recorded_event import Subject
from projections.retention.keeping import holds
from projections.standing import standing
from projections.stored.directory import listed
from service.access.enforce import may
from service.access.policy import Action, Allow
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from projections.retention.keeping import Hold
    from service.access.reader import Reader
    from service.wiring import Session


def holds_on(session: Session, child: UUID) -> tuple[Hold, ...]:
    """
    Return the holds that stand on a child's record.
    """
    return holds(standing(session.log.stream(child)))


def place_hold(
    session: Session,
    reader: Reader,
    child: UUID,
    *,
    ordered_by: str,
    reason: str,
    key: str,
    reference: str = "",
) -> str:
    """
    Hold a record: nobody erases it while the hold stands.

    Returns:
        The number of the hold.

    Raises:
        ActionRefused: The reader may not, there is no such child, or an answer is missing.
    """
    _allowed(session, reader)
    if child not in listed(session.connection, {child}):
        raise ActionRefused({"record": "No record has this id"})
    said = {"ordered_by": ordered_by.strip(), "reason": reason.strip()}
    lacking = {name: "Needed, and kept for ever" for name, value in said.items() if not value}
    if lacking:
        raise ActionRefused(lacking)
    if reference.strip():
        said["reference"] = reference.strip()
    return _recorded(session, reader, child, "hold_placed", said, key)


def lift_hold(
    session: Session, reader: Reader, child: UUID, number: str, *, reason: str, key: str
) -> str:
    """
    Let a record go that was held.

    Returns:
        The number of the entry that says so.

    Raises:
        ActionRefused: The reader may not, it is not held so, or no reason is given.
    """
    _allowed(session, reader)
    if not reason.strip():
        raise ActionRefused({"reason": "Say why it need not be held any longer"})
    if number not in {one.number for one in holds_on(session, child)}:
        raise ActionRefused({"hold": "The record is not held under this number"})
    said = {"hold": number, "reason": reason.strip()}
    return _recorded(session, reader, child, "hold_lifted", said, key)


def _allowed(session: Session, reader: Reader) -> None:
    if not isinstance(may(session.connection, reader, Action.ERASE, None, session.now), Allow):
        raise ActionRefused({"record": "A safeguarding lead holds a record and lets it go"})


def _recorded(
    session: Session, reader: Reader, child: UUID, kind: str, said: Mapping[str, str], key: str
) -> str:
    subject = Subject(person=child, role="child")
    new = said_today(session, reader, kind, said, [subject])
    done = session.log.append([new], stream=child, decided_on=None, key=key, now=session.now)
    return done.events[0].entry_id
