"""Tells whoever wrote an entry, and the child's lead, that somebody else changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from service.access.accounts import account_of
from service.access.allocations import leads_of
from service.access.openings import tell_by_note

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from service.access.accounts import Account
    from service.access.reader import Reader
    from service.wiring import Session

CHANGES = {
    "entry_corrected": "corrected",
    "entry_struck_out": "struck out",
    "access_restricted": "restricted to those named",
    "access_restriction_lifted": "opened again to all who read the record",
}


def tell_of_change(session: Session, reader: Reader, entry: Entry, kind: str) -> None:
    """
    Put it into their inboxes; the note names the entry by its number and says none of it.
    """
    if kind not in CHANGES or reader.user is None:
        return
    author = author_of(session, entry)
    for child in sorted(set(entry.people("child")), key=str):
        told = {one.id for one in leads_of(session.connection, child)}
        if author is not None and author.active:
            told.add(author.id)
        words = f"Entry {entry.id} was {CHANGES[kind]} by {reader.name} ({reader.agency})."
        for one in sorted(told - {reader.user}, key=str):
            tell_by_note(
                session.connection,
                by=reader.user,
                child=child,
                words=words,
                told=one,
                now=session.now,
            )


def author_of(session: Session, entry: Entry) -> Account | None:
    """
    Return the user who wrote an entry; None where an import or a rule did.
    """
    sort, _, who = entry.event.actor.partition(":")
    try:
        return account_of(session.connection, UUID(who)) if sort == "user" else None
    except ValueError:
        return None
