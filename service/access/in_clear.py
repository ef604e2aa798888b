"""What the few who may read a protected address read of the entry that it stands in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projections.chronology.addresses import lacks_address
from projections.chronology.chronology import chronology
from projections.protected import places, plain_address, secret_addresses
from service.access.few import may_read_address
from service.access.own_doing import brought_here_by

if TYPE_CHECKING:
    from uuid import UUID

    from projections.child_record import ChildRecord
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.wiring import Session


def in_clear(
    session: Session,
    reader: Reader,
    child: UUID,
    *,
    told: Chronology,
    whole: ChildRecord,
    entry: Entry,
) -> Entry | None:
    """
    Return an entry with the address that is kept from it, and with its files; None where nothing
    is kept, or this reader is none of the few.

    Whoever brought the entry here from another child's record is none by that: else they would
    take it to a child of their own, and read there what is kept from them.
    """
    if not lacks_address(entry) or brought_here_by(reader, entry):
        return None
    if not may_read_address(session.connection, reader, child, entry.id, session.now):
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


def kept_for_the_named(told: Chronology) -> frozenset[str]:
    """
    Return what restricted entries keep for those whom they name: written elsewhere, it is no less
    theirs alone.

    Args:
        told: Without the entries that are withheld from the reader.
    """
    homes = {
        one.entry for who in told.people.values() for one in who.addresses if not one.in_an_entry
    }
    said = places(told.record.events)
    return secret_addresses(
        each for number, each in said.items() if number not in homes and told.entry(number) is None
    )
