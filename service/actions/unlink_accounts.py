"""Undoes a link between accounts, or dismisses a likely one; the entries stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.child_record import gather
from projections.chronology.accounts import standing_links
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from events.log.contract import Appended
    from events.recorded_event import RecordedEvent
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class UnlinkAccounts:
    """
    Which link is undone, and why they are not one incident.

    Args:
        child: The child in whose chronology it was read.
        link: The number of the event that linked them.
    """

    child: UUID
    link: str
    reason: str
    key: str


def unlink_accounts(session: Session, reader: Reader, wish: UnlinkAccounts) -> Appended:
    """
    Record that the link no longer holds; links that others made stay.

    Raises:
        ActionRefused: There is no such link, it is undone already, or no reason is given.
    """
    record = gather(session.log, wish.child)
    reason = wish.reason.strip()
    link = next(
        (e for e in record.events if e.kind == "accounts_linked" and e.entry_id == wish.link), None
    )
    wrong: dict[str, str] = {}
    if link is None:
        wrong["link"] = "There is no such link in this child's record"
    elif wish.link not in {one.link for one in standing_links(record.events)} and not _by_them(
        record.events, wish.link, reader, reason
    ):
        wrong["link"] = "It is undone already"
    if not reason:
        wrong["reason"] = "Say why they are not one incident"
    if wrong or link is None:
        raise ActionRefused(wrong)
    return session.log.append(
        [
            said_today(
                session,
                reader,
                "accounts_unlinked",
                {"link": wish.link, "reason": reason},
                link.subjects,
            )
        ],
        stream=link.stream,
        decided_on=None,
        key=wish.key,
        now=session.now,
    )


def _by_them(events: Iterable[RecordedEvent], link: str, reader: Reader, reason: str) -> bool:
    # The same form sent again must be answered as the first time.
    said = {"link": link, "reason": reason}
    return any(
        e.kind == "accounts_unlinked" and e.actor == reader.actor and dict(e.content) == said
        for e in events
    )
