"""Where somebody lives and lived, the addresses that must be kept included, for the few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from projections.chronology.addresses import with_addresses_kept, withheld_with
from projections.chronology.chronology import chronology
from projections.people.tie import LIVING_TOGETHER, Closeness
from projections.protected import plain_address
from service.access.access_log import record_read
from service.access.allocations import lead_of, manager_of
from service.access.enforce import visible
from service.access.few import one_of_the_few, whom_to_ask
from service.access.in_clear import kept_for_the_named
from service.access.own_doing import brought_here_by

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.people.known_as import Address
    from projections.people.person import Person
    from projections.people.tie import Tie
    from service.access.reader import Reader
    from service.wiring import Session

_WITH_THE_CHILD = LIVING_TOGETHER | {Closeness.CARER}
"""Whose own home the child may be found at; anybody else's stays kept from this child's few."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Homes:
    """
    Where one person around a child lives and lived, oldest first, as one reader may know it.

    Args:
        addresses: In clear.
        kept: How many are kept from the reader.
        ask: Whom to ask for those.
    """

    person: Person
    addresses: tuple[Address, ...]
    kept: int
    ask: str


def read_homes(session: Session, reader: Reader, child: UUID, person: UUID) -> Homes | None:
    """
    Read where the child, or somebody around the child, lives; None where the record knows nobody.

    That a protected address was read is in the access log, by name; the caller commits before
    a byte of it leaves.
    """
    whole = chronology(session.record(child))
    told = visible(session.connection, reader, whole, session.now).told
    found = whole.people.get(person)
    if found is None or person not in told.people:
        return None
    few = one_of_the_few(session.connection, reader, child, session.now)
    secret = kept_for_the_named(told)
    own_doing = _own_doing(reader, found, whole)
    addresses = tuple(
        one
        for one in with_addresses_kept(found, told).addresses
        if not one.protected
        or (
            few
            and _lives_with(found, one, whole, own_doing)
            and not _brought_here(reader, one, whole)
            and not withheld_with(one, told)
            and plain_address(one.address) not in secret
        )
    )
    if any(one.protected and one.address for one in addresses):
        record_read(
            session.connection,
            who=reader.actor,
            child=child,
            what=f"protected address of person {found.id}",
            now=session.now,
            why="one of the few who may",
        )
    return Homes(
        person=found,
        addresses=addresses,
        kept=len(found.addresses) - len(addresses),
        ask=_ask(session, reader, child),
    )


def homes_told(homes: Homes) -> dict[str, Any]:
    """
    Tell where somebody lives and lived, and how many addresses are kept from the reader.
    """
    return {
        "person": str(homes.person.id),
        "name": homes.person.name,
        "addresses": [
            {
                "address": one.address,
                "protected": one.protected,
                "since": one.since.as_json(),
                "known_from": one.known_from.isoformat(),
                "entry": one.entry,
            }
            for one in homes.addresses
        ],
        "kept": homes.kept,
        "ask": homes.ask if homes.kept else "",
    }


def _ask(session: Session, reader: Reader, child: UUID) -> str:
    lead = lead_of(session.connection, child)
    if lead is None or lead.id != reader.user:
        return whom_to_ask(session.connection, child)
    # To be told to ask oneself helps nobody at the door.
    manager = manager_of(session.connection, lead.id)
    if manager is None or manager.id == lead.id:
        return "a safeguarding lead of your agency"
    return f"{manager.name} ({manager.agency}), your manager"


def _lives_with(person: Person, home: Address, told: Chronology, own: Mapping[str, int]) -> bool:
    """
    Say whether the child may be found at a home, by what somebody else recorded or before it was.

    Whoever seeks a person could else tie them to a child of their own, and be told where they hide.
    """
    if person.id == told.record.child:
        return True
    living = [tie for tie in told.ties if _living(tie, person)]
    if home.in_an_entry:
        return bool(living)
    return any(
        own.get(tie.because, 0) < int(home.entry)
        and (own.get("link", 0) < int(home.entry) or _named_alike(tie.because, home.entry, told))
        for tie in living
    )


def _brought_here(reader: Reader, home: Address, told: Chronology) -> bool:
    entry = told.entry(home.entry) if home.in_an_entry else None
    return entry is not None and brought_here_by(reader, entry)


def _living(tie: Tie, person: Person) -> bool:
    return tie.person == person.id and (tie.closeness in _WITH_THE_CHILD or tie.household)


def _own_doing(reader: Reader, person: Person, told: Chronology) -> dict[str, int]:
    """
    Return where a reader last recorded or corrected each tie, and linked the person to another.
    """
    records = {person.id, *person.same_as}
    own: dict[str, int] = {}
    for event in told.record.events:
        if event.actor != reader.actor:
            continue
        if event.kind == "entry_corrected":
            own[str(event.content.get("entry"))] = event.position
        elif event.kind == "persons_linked" and records.intersection(event.people()):
            own["link"] = event.position
        else:
            own[event.entry_id] = event.position
    return own


def _named_alike(tie: str, home: str, told: Chronology) -> bool:
    """
    Say whether the person who was tied has the very record under which the home was told.
    """
    as_recorded = {
        event.entry_id: told.record.as_recorded.get(event.position, event)
        for event in told.record.events
        if event.entry_id in {tie, home}
    }
    if not as_recorded.keys() >= {tie, home}:
        return False
    return as_recorded[home].stream in as_recorded[tie].people()
