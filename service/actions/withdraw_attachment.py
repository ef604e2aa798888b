"""Takes a file of an entry from its readers; it is kept, marked, until it is lawfully erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.chronology.attachments import WITHDRAWN
from service.actions.changing import concerned, entry_of
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.contract import Appended
    from projections.chronology.attachments import Attachment
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawAttachment:
    """
    Which file of which entry nobody shall read any more, and why.

    Args:
        child: The child in whose chronology the entry was read.
        attachment: The number of the event that added the file.
        key: The caller's own key: the same again changes nothing more.
    """

    child: UUID
    entry: str
    attachment: str
    reason: str
    key: str


def withdraw_attachment(session: Session, reader: Reader, wish: WithdrawAttachment) -> Appended:
    """
    Record that a file is withdrawn. An entry that is struck out may have one withdrawn as well.

    Raises:
        ActionRefused: There is no such file that this reader may read, it is withdrawn already,
            or no reason is given.
        KeyReused: The key was used for something else.
    """
    entry = entry_of(session, reader, wish.child, wish.entry)
    one = attached(entry, wish.attachment)
    if one is None:
        raise ActionRefused({"attachment": "There is no such file at this entry"})
    reason = wish.reason.strip()
    if not reason:
        raise ActionRefused({"reason": "Say why nobody should read it any more"})
    if one.withdrawn and (one.withdrawn.by, one.withdrawn.reason) != (reader.actor, reason):
        raise ActionRefused({"attachment": "It is withdrawn already"})
    said = {"entry": entry.id, "attachment": one.number, "reason": reason}
    return session.log.append(
        [said_today(session, reader, WITHDRAWN, said, concerned(session, entry))],
        stream=entry.event.stream,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )


def attached(entry: Entry, number: str) -> Attachment | None:
    """
    Return one file of an entry by its number.
    """
    return next((one for one in entry.attachments if one.number == number), None)
