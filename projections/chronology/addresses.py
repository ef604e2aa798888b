"""Which addresses of entries and people may be read, by the entries that a reader may see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projections.protected import KEPT, KINDS, is_protected, same_address, without_address

if TYPE_CHECKING:
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.known_as import Address
    from projections.people.person import Person


def keeping_addresses(entry: Entry) -> Entry:
    """
    Return an entry without the address that is kept, in what it says and in what it said before.
    """
    if entry.kind not in KINDS:
        return entry
    now = is_protected(entry.content)
    return replace(
        entry,
        content=without_address(entry.content) if now else entry.content,
        changes=tuple(
            replace(one, before=without_address(one.before))
            if now or is_protected(one.before)
            else one
            for one in entry.changes
        ),
    )


def lacks_address(entry: Entry) -> bool:
    """
    Tell whether an address was kept from an entry, now or as it was before.
    """
    said = (entry.content, *(change.before for change in entry.changes))
    return entry.kind in KINDS and any(KEPT in one.values() for one in said)


def with_addresses_kept(person: Person, told: Chronology) -> Person:
    """
    Return a person whose addresses are protected where what is told keeps them.

    An address is kept with the entry that it stands in: restricted, struck out, or corrected to
    be protected. The same address is kept wherever else it was written.

    Args:
        told: Without the entries that are withheld from the reader.
    """
    if not person.addresses:
        return person
    kept = [replace(one, protected=one.protected or _kept(one, told)) for one in person.addresses]
    secret = {same_address(one.address) for one in kept if one.protected}
    return replace(
        person,
        addresses=tuple(
            replace(one, protected=same_address(one.address) in secret) for one in kept
        ),
    )


def _kept(address: Address, told: Chronology) -> bool:
    if not address.in_an_entry:
        return False
    entry = told.entry(address.entry)
    return entry is None or not entry.stands or is_protected(entry.content)
