"""Where somebody lives and lived, the addresses that must be kept included, for the few."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from projections.child_record import gather
from projections.chronology.addresses import with_addresses_kept, withheld_with
from projections.chronology.chronology import chronology
from projections.people.tie import LIVING_TOGETHER, Closeness
from projections.protected import places, plain_address, secret_addresses
from service.access.access_log import record_read
from service.access.enforce import visible
from service.access.few import one_of_the_few, whom_to_ask

if TYPE_CHECKING:
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.people.known_as import Address
    from projections.people.person import Person
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
    whole = chronology(gather(session.log, child))
    found = whole.people.get(person)
    if found is None:
        return None
    seen = visible(session.connection, reader, whole, session.now)
    told = replace(whole, entries=seen.entries)
    few = one_of_the_few(session.connection, reader, child, session.now)
    secret = _secret_from_the_few(told)
    may_read = few and _lives_with(found, whole)
    addresses = tuple(
        one
        for one in with_addresses_kept(found, told).addresses
        if not one.protected
        or (may_read and not withheld_with(one, told) and plain_address(one.address) not in secret)
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
        ask=whom_to_ask(session.connection, child),
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


def _lives_with(person: Person, told: Chronology) -> bool:
    return person.id == told.record.child or any(
        tie.person == person.id and (tie.closeness in _WITH_THE_CHILD or tie.household)
        for tie in told.ties
    )


def _secret_from_the_few(told: Chronology) -> frozenset[str]:
    """
    Return what restricted entries keep for those whom they name: written elsewhere, it is no less
    theirs alone.
    """
    homes = {
        one.entry for who in told.people.values() for one in who.addresses if not one.in_an_entry
    }
    said = places(told.record.events)
    return secret_addresses(
        each for number, each in said.items() if number not in homes and told.entry(number) is None
    )
