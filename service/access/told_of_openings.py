"""
Who hears that somebody opened a child's record with a reason.

Source: Information Sharing (2024): whoever opens a record answers to somebody who knows the child.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.allocations import lead_of, with_role
from service.access.held_by import held_by
from service.access.openings import open_with_reason, tell_by_note
from service.access.reader import Role
from service.access.restricted import kept_whole

if TYPE_CHECKING:
    from uuid import UUID

    from service.access.accounts import Account
    from service.access.reader import Reader
    from service.wiring import Session


def told_of_openings(session: Session, child: UUID) -> tuple[Account, ...]:
    """
    Return the child's lead; without one the safeguarding leads of the agencies that hold and opened
    the record, else their managers. Of a record that is kept whole both hear at once: whoever is
    looking for somebody there types a reason as well.
    """
    lead = lead_of(session.connection, child)
    first = (lead,) if lead is not None else ()
    if first and not kept_whole(session.connection, child):
        return first
    held = held_by(session, child)
    agencies = [one for one in dict.fromkeys((held.leads, held.opened)) if one]
    for role in (Role.LEAD, Role.MANAGER):
        found = [
            one for agency in agencies for one in with_role(session.connection, role, agency=agency)
        ]
        if found:
            return (*first, *(one for one in found if one not in first))
    return first


def open_and_tell(session: Session, reader: Reader, child: UUID, *, reason: str) -> None:
    """
    Open a record to a user with a reason, and put it into the inboxes of those who hear of it.

    Raises:
        AccountRefused: The reason says nothing.
    """
    if reader.user is None:
        return
    told = [one for one in told_of_openings(session, child) if one.id != reader.user]
    open_with_reason(
        session.connection,
        user=reader.user,
        child=child,
        reason=reason,
        told=told[0].id if told else None,
        now=session.now,
    )
    said = " ".join(reason.split())
    for one in told[1:]:
        tell_by_note(
            session.connection,
            by=reader.user,
            child=child,
            words=f"{reader.name} ({reader.agency}) opened the record with a reason: “{said}”",
            told=one.id,
            now=session.now,
        )
