"""Which addresses of entries and people may be read, by the entries that a reader may see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projections.protected import (
    KEPT,
    KINDS,
    is_protected,
    places,
    plain_address,
    secret_addresses,
    without_address,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from events.recorded_event import RecordedEvent
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.known_as import Address
    from projections.people.person import Person


def secret_in(told: Chronology) -> frozenset[str]:
    """
    Return the addresses that any entry of a record keeps, whoever may read that entry.

    As of an earlier day too: who is hidden today is found by where they were said to be before. An
    entry that is kept is kept with all that it ever said.
    """
    events = (told.record.whole or told.record).events
    now = places(events)
    before = (said for event in events for said in _said_of_kept(event, now))
    return secret_addresses(now.values()) | {
        plain for said in before if (plain := plain_address(said.get("address") or ""))
    }


def _said_of_kept(
    event: RecordedEvent, now: Mapping[str, Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    corrects = event.kind == "entry_corrected"
    entry = str(event.content.get("entry")) if corrects else event.entry_id
    if entry in now and is_protected(now[entry]):
        yield event.content.get("content") or {} if corrects else event.content


def keeping_addresses(entry: Entry, secret: frozenset[str]) -> Entry:
    """
    Return an entry without the address that is kept, in what it says and in what it said before,
    and without its attachments: a letter has an address at its head.

    Args:
        secret: What is kept wherever it was written, as ``secret_in`` finds it.
    """
    if entry.kind not in KINDS:
        return entry
    now = _keeps(entry.content, secret)
    if not now and not any(_keeps(one.before, secret) for one in entry.changes):
        return entry
    return replace(
        entry,
        attachments=(),
        content=without_address(entry.content) if now else entry.content,
        changes=tuple(
            replace(one, before=without_address(one.before))
            if now or _keeps(one.before, secret)
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

    An address is kept with the entry that it stands in, where that is withheld from the reader.
    The same address is kept wherever else it was written.

    Args:
        told: Without the entries that are withheld from the reader.
    """
    if not person.addresses:
        return person
    kept = [
        replace(one, protected=one.protected or withheld_with(one, told))
        for one in person.addresses
    ]
    secret = secret_in(told) | {plain_address(one.address) for one in kept if one.protected}
    return replace(
        person,
        addresses=tuple(
            replace(one, protected=plain_address(one.address) in secret) for one in kept
        ),
    )


def withheld_with(address: Address, told: Chronology) -> bool:
    """
    Tell whether the entry that an address stands in is withheld from the reader of what is told.
    """
    return address.in_an_entry and told.entry(address.entry) is None


def _keeps(said: Mapping[str, Any], secret: frozenset[str]) -> bool:
    return is_protected(said) or plain_address(said.get("address") or "") in secret
