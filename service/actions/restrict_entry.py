"""Keeps an entry for the agencies that need it, and opens it again; that it is there is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.kinds.access_restricted import CLASSES
from projections.protected import KINDS
from projections.stored.models.withholding import RESTRICTED, withheld
from service.access.accounts import agencies
from service.access.own_doing import confirmed_leads
from service.actions.changing import change_entry, entry_of
from service.actions.errors import ActionRefused
from service.actions.tell_of_changes import author_of

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.contract import Appended
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class RestrictEntry:
    """
    Who alone may read an entry, and what would be harmed otherwise.

    Args:
        protects: One of ``CLASSES``.
        agencies: Who may still read it; the reader's own agency, the author with their agency and
            the child's lead practitioner always may.
        decided_on: The version of the entry's stream on the page on which this was decided.
    """

    child: UUID
    entry: str
    protects: str
    agencies: tuple[str, ...]
    reason: str
    key: str
    decided_on: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LiftRestriction:
    """
    That an entry may be read again by all who may read the record.

    Args:
        restriction: The number under which the restriction was recorded.
    """

    child: UUID
    entry: str
    restriction: str
    reason: str
    key: str
    decided_on: int


def restrictions(session: Session, child: UUID, entry: str) -> tuple[str, ...]:
    """
    Return the numbers of the restrictions that an entry is under.
    """
    rows = withheld(session.connection, [int(entry)], [child])
    return tuple(
        str(row.event) for row in rows if row.why == RESTRICTED and str(row.entry) == entry
    )


def restrict_entry(session: Session, reader: Reader, wish: RestrictEntry) -> Appended:
    """
    Keep an entry for some agencies.

    Raises:
        ActionRefused: There is no such entry, an answer is wrong, or no reason is given.
        EntryMoved: Somebody changed it since.
    """
    entry = entry_of(session, reader, wish.child, wish.entry)
    known = agencies(session.connection)
    wrong: dict[str, str] = {}
    if not wish.reason.strip():
        wrong["reason"] = "Say who could come to harm, or what else needs protecting"
    if wish.protects not in CLASSES:
        wrong["protects"] = "Choose what is protected"
    if unknown := [name for name in wish.agencies if name not in known]:
        wrong["agencies_allowed"] = f"Choose agencies of the list; {unknown[0]} is not one"
    if wrong:
        raise ActionRefused(wrong)
    said: dict[str, Any] = {
        "entry": entry.id,
        "protects": wish.protects,
        "reason": wish.reason.strip(),
    } | _readers(session, reader, wish, entry)
    return change_entry(session, reader, entry, "access_restricted", said, wish)


def _readers(
    session: Session, reader: Reader, wish: RestrictEntry, entry: Entry
) -> dict[str, list[str]]:
    # Whoever restricts it must be able to answer for it, and nobody loses what they wrote or lead.
    named = {*wish.agencies, reader.agency}
    if entry.kind not in KINDS and entry.agency in agencies(session.connection):
        # To be named for an address opens it: there the author is, and not all of their agency.
        named.add(entry.agency)
    keeping = (author_of(session, entry), *confirmed_leads(session.connection, wish.child)[:1])
    people = {str(one.id) for one in keeping if one is not None and one.agency not in named}
    return {"agencies_allowed": sorted(named)} | (
        {"people_allowed": sorted(people)} if people else {}
    )


def lift_restriction(session: Session, reader: Reader, wish: LiftRestriction) -> Appended:
    """
    Open an entry again.

    Raises:
        ActionRefused: It is under no such restriction, or no reason is given.
        EntryMoved: Somebody changed it since.
    """
    entry = entry_of(session, reader, wish.child, wish.entry)
    if not wish.reason.strip():
        raise ActionRefused({"reason": "Say why it needs protecting no longer"})
    under = restrictions(session, wish.child, entry.id)
    if wish.restriction not in under and not _lifted_by(session, reader, entry, wish):
        if under:
            raise ActionRefused({"restriction": f"It is kept under {', '.join(under)}; give one"})
        raise ActionRefused({"reason": "It was opened again already"})
    said = {
        "restriction": wish.restriction,
        "entry": entry.id,
        "reason": wish.reason.strip(),
    }
    return change_entry(session, reader, entry, "access_restriction_lifted", said, wish)


def _lifted_by(session: Session, reader: Reader, entry: Entry, wish: LiftRestriction) -> bool:
    # The same request sent again must be answered as the first time.
    return any(
        event.kind == "access_restriction_lifted"
        and event.content["restriction"] == wish.restriction
        and (event.actor, event.content["reason"]) == (reader.actor, wish.reason.strip())
        for event in session.log.stream(entry.event.stream)
    )
