"""What the few who may read a protected address read of the entry that it stands in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projections.chronology.addresses import lacks_address
from projections.chronology.chronology import chronology
from projections.protected import plain_address
from service.access.few import may_read_address
from service.telling.homes import kept_for_the_named

if TYPE_CHECKING:
    from projections.child_record import ChildRecord
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.web.visit import Visit
    from service.wiring import Session


def in_clear(
    session: Session, visit: Visit, told: Chronology, whole: ChildRecord, entry: Entry
) -> Entry | None:
    """
    Return an entry with the address that is kept from it, and with its files; None where nothing
    is kept, or this reader is none of the few.
    """
    if not lacks_address(entry) or not may_read_address(
        session.connection, visit.who, visit.child, entry.id, session.now
    ):
        return None
    found = chronology(whole).entry(entry.id)
    if found is None:
        return None
    clear = replace(
        entry, content=found.content, changes=found.changes, attachments=found.attachments
    )
    return None if _says(clear).intersection(kept_for_the_named(told)) else clear


def _says(entry: Entry) -> set[str]:
    said = (entry.content, *(change.before for change in entry.changes))
    return {plain_address(str(one.get("address") or "")) for one in said}
